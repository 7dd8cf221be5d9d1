using System.IO.Compression;
using System.Text;

namespace KotaCerdas.Platform;

/// <summary>A kind of file that is taken as evidence or import.</summary>
/// <param name="MediaType">Media type it is served with.</param>
/// <param name="Extensions">File name endings that go with it.</param>
public sealed record FileKind(string MediaType, params string[] Extensions)
{
    /// <summary>Portable document.</summary>
    public static readonly FileKind Pdf = new("application/pdf", ".pdf");

    /// <summary>Photograph.</summary>
    public static readonly FileKind Jpeg = new("image/jpeg", ".jpg", ".jpeg");

    /// <summary>Image.</summary>
    public static readonly FileKind Png = new("image/png", ".png");

    /// <summary>Image.</summary>
    public static readonly FileKind WebP = new("image/webp", ".webp");

    /// <summary>Spreadsheet without macros.</summary>
    public static readonly FileKind Xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx");

    /// <summary>Text document without macros.</summary>
    public static readonly FileKind Docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx");

    /// <summary>Comma-separated text in UTF-8.</summary>
    public static readonly FileKind Csv = new("text/csv", ".csv");

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<FileKind> All = [Pdf, Jpeg, Png, WebP, Xlsx, Docx, Csv];

    /// <summary>What the bytes are, whatever the name says; null where it is none of the kinds.</summary>
    /// <param name="content">The whole file, seekable.</param>
    public static FileKind? Of(Stream content)
    {
        Span<byte> head = stackalloc byte[16];
        content.Position = 0;
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..length];
        if (head.StartsWith("%PDF-"u8))
        {
            return Pdf;
        }

        if (head.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
        {
            return Jpeg;
        }

        if (head.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return Png;
        }

        if (head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..].StartsWith("WEBP"u8))
        {
            return WebP;
        }

        return head.StartsWith<byte>([(byte)'P', (byte)'K', 3, 4]) ? OfficeDocument(content) : PlainText(content);
    }

    private static FileKind? OfficeDocument(Stream content)
    {
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            var names = zip.Entries.Select(e => e.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (!names.Contains("[Content_Types].xml") || names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            {
                return null;
            }

            return names.Contains("xl/workbook.xml") ? Xlsx : names.Contains("word/document.xml") ? Docx : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static FileKind? PlainText(Stream content)
    {
        content.Position = 0;
        var buffer = new byte[81920];
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var chars = new char[buffer.Length + 1];
        int read;
        try
        {
            while ((read = content.Read(buffer)) > 0)
            {
                var count = decoder.GetChars(buffer.AsSpan(0, read), chars, flush: false);
                if (chars.AsSpan(0, count).ContainsAny(ControlCharacters))
                {
                    return null;
                }
            }

            decoder.GetChars([], chars, flush: true);
            return content.Length > 0 ? Csv : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static readonly System.Buffers.SearchValues<char> ControlCharacters =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\n' or '\r')).Select(c => (char)c),
            '\u007f']);
}

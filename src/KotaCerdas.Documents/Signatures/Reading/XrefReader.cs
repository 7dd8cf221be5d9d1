using System.Runtime.InteropServices;

namespace KotaCerdas.Documents.Signatures;

internal enum XrefKind
{
    Free,
    InFile,
    InStream,
}

/// <param name="Kind">Where the object is.</param>
/// <param name="Place">Offset in the file, or number of the object stream.</param>
/// <param name="Second">Generation, or index in the object stream.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct XrefEntry(XrefKind Kind, int Place, int Second);

/// <summary>One cross-reference section: what one revision of the file defined.</summary>
/// <param name="Offset">Where it starts.</param>
/// <param name="End">Where its trailer ends.</param>
/// <param name="IsStream">Whether it is a stream; its own object is listed then too.</param>
/// <param name="Entries">By object number.</param>
/// <param name="Trailer">The trailer dictionary.</param>
internal sealed record XrefSection(
    int Offset, int End, bool IsStream, IReadOnlyDictionary<int, XrefEntry> Entries, PdfDictionary Trailer);

/// <summary>Follows the chain of cross-reference sections from the newest to the oldest (ISO 32000-1 sections 7.5.4 to 7.5.8).</summary>
internal static class XrefReader
{
    private const int MaxSections = 512;
    private const int MaxNumber = 2_000_000;
    private const int MaxDecoded = 32 << 20;
    private const int TailLength = 1024;

    public static List<XrefSection> ReadAll(ReadOnlyMemory<byte> file)
    {
        var sections = new List<XrefSection>();
        var seen = new HashSet<int>();
        int? next = StartOf(file);
        while (next is int offset)
        {
            if (!seen.Add(offset) || sections.Count == MaxSections)
            {
                throw new PdfFormatException("the chain of cross-references has no end");
            }

            var section = Read(file, offset);
            sections.Add(section);
            next = section.Trailer["Prev"] switch
            {
                PdfNull => null,
                PdfNumber { Whole: int previous } => previous,
                _ => throw new PdfFormatException("the place of the previous cross-references is no number"),
            };
        }

        return sections;
    }

    /// <summary>The offset that stands before the last mark of the end; nothing but white space may follow that mark.</summary>
    private static int StartOf(ReadOnlyMemory<byte> file)
    {
        var from = Math.Max(0, file.Length - TailLength);
        var at = file.Span[from..].LastIndexOf("startxref"u8);
        if (at < 0)
        {
            throw new PdfFormatException("no start of cross-references at the end");
        }

        var lexer = new PdfLexer(file, from + at);
        lexer.Expect("startxref");
        var offset = lexer.ReadWhole();
        var rest = file.Span[lexer.Position..].TrimStart(" \t\r\n"u8);
        if (!rest.StartsWith("%%EOF"u8) || rest[5..].ContainsAnyExcept(" \t\r\n\0"u8))
        {
            throw new PdfFormatException("the file does not end where it says");
        }

        return offset;
    }

    private static XrefSection Read(ReadOnlyMemory<byte> file, int offset)
    {
        if (offset < 0 || offset >= file.Length)
        {
            throw new PdfFormatException("cross-references outside of the file");
        }

        var lexer = new PdfLexer(file, offset);
        return lexer.Passes("xref") ? ReadTable(file, offset, lexer) : ReadStream(file, offset);
    }

    private static XrefSection ReadTable(ReadOnlyMemory<byte> file, int offset, PdfLexer lexer)
    {
        var entries = new Dictionary<int, XrefEntry>();
        while (!lexer.Passes("trailer"))
        {
            var first = lexer.ReadWhole();
            var count = lexer.ReadWhole();
            RequireNumber((long)first + count);
            for (var i = 0; i < count; i++)
            {
                var (place, generation, kind) = (lexer.ReadWhole(), lexer.ReadWhole(), lexer.ReadToken());
                if (kind is not ("n" or "f") || !entries.TryAdd(
                    first + i, new XrefEntry(kind == "n" ? XrefKind.InFile : XrefKind.Free, place, generation)))
                {
                    throw new PdfFormatException("an entry of the cross-references is broken or stands twice");
                }
            }
        }

        if (lexer.ReadValue() is not PdfDictionary trailer)
        {
            throw new PdfFormatException("the trailer is no dictionary");
        }

        if (trailer["XRefStm"] is PdfNumber { Whole: int hidden })
        {
            foreach (var (number, entry) in Read(file, hidden).Entries.Where(e =>
                !entries.TryGetValue(e.Key, out var known) || known.Kind == XrefKind.Free))
            {
                entries[number] = entry;
            }
        }

        return new XrefSection(offset, lexer.Position, false, entries, trailer);
    }

    private static XrefSection ReadStream(ReadOnlyMemory<byte> file, int offset)
    {
        var found = IndirectObject.Read(file, offset, length => length);
        if (found.Value is not PdfStream stream || stream.Dictionary.Name("Type") != "XRef")
        {
            throw new PdfFormatException("no cross-references where they should be");
        }

        var content = PdfFilters.Decode(stream, value => value, MaxDecoded);
        var widths = Numbers(stream.Dictionary["W"]);
        if (widths is not [>= 0 and <= 4, >= 0 and <= 4, >= 0 and <= 4] || widths.Sum() == 0)
        {
            throw new PdfFormatException("the cross-references have no widths");
        }

        var index = stream.Dictionary.Has("Index") ? Numbers(stream.Dictionary["Index"]) : [0, .. Numbers(stream.Dictionary["Size"])];
        var entries = ReadRows(content, widths, index);
        return new XrefSection(offset, found.End, true, entries, stream.Dictionary);
    }

    private static Dictionary<int, XrefEntry> ReadRows(byte[] content, int[] widths, int[] index)
    {
        var entries = new Dictionary<int, XrefEntry>();
        var at = 0;
        for (var part = 0; part + 1 < index.Length; part += 2)
        {
            RequireNumber((long)index[part] + index[part + 1]);
            for (var i = 0; i < index[part + 1]; i++)
            {
                if (at + widths.Sum() > content.Length)
                {
                    throw new PdfFormatException("the cross-references are too short");
                }

                var kind = widths[0] == 0 ? 1 : Field(content, ref at, widths[0]);
                var entry = new XrefEntry(
                    kind switch { 0 => XrefKind.Free, 1 => XrefKind.InFile, 2 => XrefKind.InStream, _ => XrefKind.Free },
                    Field(content, ref at, widths[1]), Field(content, ref at, widths[2]));
                if (!entries.TryAdd(index[part] + i, entry))
                {
                    throw new PdfFormatException("an entry of the cross-references stands twice");
                }
            }
        }

        return entries;
    }

    private static int Field(byte[] content, ref int at, int width)
    {
        long value = 0;
        for (var i = 0; i < width; i++)
        {
            value = (value << 8) | content[at++];
        }

        return value <= int.MaxValue ? (int)value : throw new PdfFormatException("a place outside of every file");
    }

    private static int[] Numbers(PdfValue value)
    {
        var items = value is PdfArray array ? array.Items : [value];
        return [.. items.Select(i => i is PdfNumber { Whole: int and >= 0 } number ? number.Whole.Value
            : throw new PdfFormatException("whole numbers expected"))];
    }

    private static void RequireNumber(long number)
    {
        if (number > MaxNumber)
        {
            throw new PdfFormatException("too many objects");
        }
    }
}

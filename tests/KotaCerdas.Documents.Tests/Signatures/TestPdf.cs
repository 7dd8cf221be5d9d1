using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace KotaCerdas.Documents.Tests.Signatures;

/// <summary>Small PDF files, made by hand so that the tests do not lean on our own writer.</summary>
internal static class TestPdf
{
    private const string Page =
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>";

    private const string Font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    private const string Info = "<< /Title (Nota Kesepakatan) >>";

    /// <summary>One page, cross-references as a table.</summary>
    public static byte[] Table(string text = "NOTA KESEPAKATAN")
    {
        string[] bodies =
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", Page, Content(text), Font, Info,
        ];
        var file = new StringBuilder("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var table = new StringBuilder($"xref\n0 {bodies.Length + 1}\n0000000000 65535 f \n");
        for (var i = 0; i < bodies.Length; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{bodies[i]}\nendobj\n");
        }

        var start = file.Length;
        file.Append(table).Append(CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {bodies.Length + 1} /Root 1 0 R /Info 6 0 R /ID [<00112233> <00112233>] >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    /// <summary>One page; the objects in a compressed stream, cross-references as a stream with a predictor.</summary>
    public static byte[] Streams(string text = "NOTA KESEPAKATAN")
    {
        string[] members = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", Page, Font];
        int[] numbers = [1, 2, 3, 5];
        var head = new StringBuilder();
        var body = new StringBuilder();
        for (var i = 0; i < members.Length; i++)
        {
            head.Append(CultureInfo.InvariantCulture, $"{numbers[i]} {body.Length} ");
            body.Append(members[i]).Append('\n');
        }

        using var file = new MemoryStream();
        Write(file, "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var content = (int)file.Length;
        Write(file, $"4 0 obj\n{Content(text)}\nendobj\n");
        var stream = (int)file.Length;
        WriteStream(file, 7, $"/Type /ObjStm /N {members.Length} /First {head.Length}", Encoding.Latin1.GetBytes($"{head}{body}"));
        var start = (int)file.Length;
        int[][] rows =
        [
            [0, 0, 255], [2, 7, 0], [2, 7, 1], [2, 7, 2], [1, content, 0], [2, 7, 3], [0, 0, 0], [1, stream, 0], [1, start, 0],
        ];
        WriteStream(file, 8, "/Type /XRef /Size 9 /W [1 2 1] /Root 1 0 R /DecodeParms << /Predictor 12 /Columns 4 >>", Predicted(rows));
        Write(file, $"startxref\n{start}\n%%EOF\n");
        return file.ToArray();
    }

    /// <summary>Appends a revision that a stranger could write: objects by number, well formed cross-references.</summary>
    public static byte[] Append(byte[] file, params (int Number, string Body)[] objects)
    {
        using var result = new MemoryStream();
        result.Write(file);
        var entries = new StringBuilder("xref\n");
        foreach (var (number, body) in objects)
        {
            entries.Append(CultureInfo.InvariantCulture, $"{number} 1\n{result.Length:D10} 00000 n \n");
            Write(result, $"{number} 0 obj\n{body}\nendobj\n");
        }

        var tail = Encoding.Latin1.GetString(file);
        var at = tail.LastIndexOf("startxref", StringComparison.Ordinal) + 10;
        var previous = tail[at..tail.IndexOf('\n', at)];
        var start = result.Length;
        Write(result, $"{entries}trailer\n<< /Size 60 /Root 1 0 R /Prev {previous} >>\nstartxref\n{start}\n%%EOF\n");
        return result.ToArray();
    }

    public static string Content(string text)
    {
        var drawing = $"BT /F1 18 Tf 72 720 Td ({text}) Tj ET";
        return $"<< /Length {drawing.Length} >>\nstream\n{drawing}\nendstream";
    }

    private static byte[] Predicted(int[][] rows)
    {
        var result = new List<byte>();
        byte[] before = [0, 0, 0, 0];
        foreach (var row in rows)
        {
            byte[] now = [(byte)row[0], (byte)(row[1] >> 8), (byte)row[1], (byte)row[2]];
            result.Add(2);
            result.AddRange(now.Zip(before, (a, b) => (byte)(a - b)));
            before = now;
        }

        return [.. result];
    }

    private static void WriteStream(MemoryStream to, int number, string entries, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var packer = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            packer.Write(content);
        }

        Write(to, $"{number} 0 obj\n<< {entries} /Filter /FlateDecode /Length {packed.Length} >>\nstream\n");
        to.Write(packed.ToArray());
        Write(to, "\nendstream\nendobj\n");
    }

    private static void Write(MemoryStream to, string text) => to.Write(Encoding.Latin1.GetBytes(text));
}

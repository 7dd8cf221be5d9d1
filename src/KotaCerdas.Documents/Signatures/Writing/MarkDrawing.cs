using System.Text;

namespace KotaCerdas.Documents.Signatures;

/// <summary>Draws the visible mark of a signature: a thin frame, the first line larger than the others, all made to fit.</summary>
internal static class MarkDrawing
{
    private const double Padding = 4;
    private const double Leading = 1.25;
    private const double LargestSize = 9;
    private const double Smaller = 0.85;

    /// <summary>Mean width of a letter of Helvetica, in sizes; wide enough that no line leaves the frame.</summary>
    private const double MeanWidth = 0.56;

    public static PdfStream Of(SignatureMark mark)
    {
        var size = SizeFor(mark);
        var text = new StringBuilder("q 0.5 w 0.35 0.4 0.42 RG 0.25 0.25 ")
            .Append($"{mark.Width - 0.5:0.###} {mark.Height - 0.5:0.###} re S Q BT 0.1 0.13 0.15 rg ");
        var y = mark.Height - Padding - size;
        text.Append($"{Padding} {y:0.###} Td ");
        for (var i = 0; i < mark.Lines.Count; i++)
        {
            text.Append($"/F {(i == 0 ? size : size * Smaller):0.###} Tf ({Escape(mark.Lines[i])}) Tj 0 {-size * Leading:0.###} Td ");
        }

        var font = Dictionary(("Type", new PdfName("Font")), ("Subtype", new PdfName("Type1")),
            ("BaseFont", new PdfName("Helvetica")), ("Encoding", new PdfName("WinAnsiEncoding")));
        var form = Dictionary(("Type", new PdfName("XObject")), ("Subtype", new PdfName("Form")),
            ("BBox", new PdfArray([new PdfNumber(0), new PdfNumber(0), Number(mark.Width), Number(mark.Height)])),
            ("Resources", Dictionary(("Font", Dictionary(("F", font))))));
        return new PdfStream(form, Encoding.Latin1.GetBytes(text.Append("ET").ToString()));
    }

    private static double SizeFor(SignatureMark mark)
    {
        var longest = mark.Lines.Count == 0 ? 1 : Math.Max(1, mark.Lines.Max(l => l.Length));
        var byWidth = (mark.Width - (2 * Padding)) / (longest * MeanWidth);
        var byHeight = (mark.Height - (2 * Padding)) / (Math.Max(1, mark.Lines.Count) * Leading);
        return Math.Max(1, Math.Min(LargestSize, Math.Min(byWidth, byHeight)));
    }

    private static string Escape(string line) =>
        string.Concat(line.Select(c => c switch
        {
            '(' or ')' or '\\' => $"\\{c}",
            (>= ' ' and < '\u007f') or (>= '\u00a0' and <= '\u00ff') => $"{c}",
            _ => "?",
        }));

    private static PdfNumber Number(double value) => new($"{value:0.###}");

    private static PdfDictionary Dictionary(params (string Key, PdfValue Value)[] entries) =>
        new(entries.ToDictionary(e => e.Key, e => e.Value));
}

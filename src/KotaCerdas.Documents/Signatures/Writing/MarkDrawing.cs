using System.Text;

namespace KotaCerdas.Documents.Signatures;

/// <summary>
/// Draws the visible mark of a signature: a thin frame, the first line larger than the others. Long lines are broken between words; the
/// letters are as large as the frame allows.
/// </summary>
internal static class MarkDrawing
{
    private const double Padding = 4;
    private const double Leading = 1.25;
    private const double LargestSize = 9;
    private const double SmallestSize = 1;
    private const double SizeStep = 0.25;
    private const double Smaller = 0.85;

    /// <summary>Mean width of a letter of Helvetica, in sizes; wide enough that no line leaves the frame.</summary>
    private const double MeanWidth = 0.56;

    public static PdfStream Of(SignatureMark mark)
    {
        var (size, lines) = Fit(mark);
        var text = new StringBuilder("q 0.5 w 0.35 0.4 0.42 RG 0.25 0.25 ")
            .Append($"{mark.Width - 0.5:0.###} {mark.Height - 0.5:0.###} re S Q BT 0.1 0.13 0.15 rg ");
        var y = mark.Height - Padding - size;
        text.Append($"{Padding} {y:0.###} Td ");
        foreach (var (line, first) in lines)
        {
            text.Append($"/F {(first ? size : size * Smaller):0.###} Tf ({Escape(line)}) Tj 0 {-size * Leading:0.###} Td ");
        }

        var font = Dictionary(("Type", new PdfName("Font")), ("Subtype", new PdfName("Type1")),
            ("BaseFont", new PdfName("Helvetica")), ("Encoding", new PdfName("WinAnsiEncoding")));
        var form = Dictionary(("Type", new PdfName("XObject")), ("Subtype", new PdfName("Form")),
            ("BBox", new PdfArray([new PdfNumber(0), new PdfNumber(0), Number(mark.Width), Number(mark.Height)])),
            ("Resources", Dictionary(("Font", Dictionary(("F", font))))));
        return new PdfStream(form, Encoding.Latin1.GetBytes(text.Append("ET").ToString()));
    }

    /// <summary>The largest letters with which all lines, broken where they are too long, stand in the frame.</summary>
    private static (double Size, List<(string Text, bool First)> Lines) Fit(SignatureMark mark)
    {
        var width = mark.Width - (2 * Padding);
        for (var size = LargestSize; ; size -= SizeStep)
        {
            double LetterOf(bool first) => size * (first ? 1 : Smaller) * MeanWidth;
            var lines = mark.Lines.SelectMany((l, i) => Broken(l, width / LetterOf(i == 0)).Select(part => (Text: part, First: i == 0)))
                .ToList();
            var fits = lines.Count * Leading * size <= mark.Height - (2 * Padding)
                && lines.All(l => l.Text.Length * LetterOf(l.First) <= width);
            if (fits || size <= SmallestSize)
            {
                return (size, lines);
            }
        }
    }

    /// <summary>The line in parts of at most so many letters, broken between words; a longer word stands alone.</summary>
    private static IEnumerable<string> Broken(string line, double most)
    {
        var part = new StringBuilder();
        foreach (var word in line.Split(' '))
        {
            if (part.Length > 0 && part.Length + 1 + word.Length > most)
            {
                yield return part.ToString();
                part.Clear();
            }

            part.Append(part.Length > 0 ? " " : string.Empty).Append(word);
        }

        yield return part.ToString();
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

using System.Reflection;

namespace KotaCerdas.Documents.Pdf;

/// <summary>A weight of the typeface of our documents, Plus Jakarta Sans: one font for western letters, one for other Latin.</summary>
public sealed class FontFace
{
    private const string Family = "PlusJakartaSans";

    private readonly Lazy<IReadOnlyList<TrueTypeFont>> _parts;

    private FontFace(string style, int weight) =>
        _parts = new(() => [Load($"{Family}-{style}", "latin", weight), Load($"{Family}Ext-{style}", "latin-ext", weight)]);

    /// <summary>Weight 400.</summary>
    public static FontFace Regular { get; } = new("Regular", 400);

    /// <summary>Weight 700.</summary>
    public static FontFace Bold { get; } = new("Bold", 700);

    internal IReadOnlyList<TrueTypeFont> Parts => _parts.Value;

    /// <summary>The first letter of a text that the typeface cannot draw, or null. Line breaks and tabulators are not letters.</summary>
    public static string? FirstMissing(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter is not ('\n' or '\r' or '\t') && Regular.Parts.All(p => p.GlyphOf(letter) == 0))
            {
                return char.IsSurrogatePair(text, i) ? text.Substring(i, 2) : letter.ToString();
            }
        }

        return null;
    }

    private static TrueTypeFont Load(string name, string part, int weight)
    {
        var resource = $"fonts/plus-jakarta-sans-{part}-{weight}-normal.woff";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"Not built in: {resource}");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new TrueTypeFont(name, Woff.Tables(bytes.ToArray()));
    }
}

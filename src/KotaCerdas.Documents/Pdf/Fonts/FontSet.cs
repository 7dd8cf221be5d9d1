namespace KotaCerdas.Documents.Pdf;

/// <summary>The fonts of one document: two weights, each of western and extended Latin.</summary>
internal sealed class FontSet
{
    private const int PartsPerFace = 2;

    private readonly EmbeddedFont[] _fonts =
        [.. FontFace.Regular.Parts.Concat(FontFace.Bold.Parts).Select(f => new EmbeddedFont(f))];

    public EmbeddedFont this[int number] => _fonts[number];

    /// <summary>Number of the font that draws a letter in a weight; the first one where none can.</summary>
    public int Drawing(char letter, bool bold)
    {
        var first = bold ? PartsPerFace : 0;
        return !_fonts[first].Has(letter) && _fonts[first + 1].Has(letter) ? first + 1 : first;
    }

    /// <summary>The name of a font on the page.</summary>
    public string Resource(int number, ObjectWriter file)
    {
        _fonts[number].Use(file, number);
        return _fonts[number].Resource;
    }

    /// <summary>Writes what was used; returns the font dictionary of the resources.</summary>
    public string Write(ObjectWriter file)
    {
        var entries = new List<string>();
        foreach (var font in _fonts.Where(f => f.IsUsed))
        {
            font.Write(file);
            entries.Add($"{font.Resource} {font.Id} 0 R");
        }

        return $"/Font<<{string.Concat(entries)}>>";
    }
}

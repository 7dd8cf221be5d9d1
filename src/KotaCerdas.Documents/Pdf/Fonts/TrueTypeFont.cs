using System.Buffers.Binary;

namespace KotaCerdas.Documents.Pdf;

/// <summary>A TrueType font: which glyph draws a letter, how wide it is, and its outlines. Read once, shared by all documents.</summary>
internal sealed class TrueTypeFont
{
    private readonly ushort[] _glyphs;
    private readonly ushort[] _widths;
    private readonly byte[] _glyf;
    private readonly int[] _offsets;

    /// <summary>Reads the tables of a font with outlines in <c>glyf</c>.</summary>
    public TrueTypeFont(string name, IReadOnlyDictionary<string, byte[]> tables)
    {
        Name = name;
        Tables = tables;
        var head = tables["head"].AsSpan();
        var unitsPerEm = Unsigned(head, 18);
        var hhea = tables["hhea"].AsSpan();
        var glyphCount = Unsigned(tables["maxp"], 4);
        int Scaled(int units) => (int)Math.Round(units * 1000.0 / unitsPerEm, MidpointRounding.AwayFromZero);
        Box = [Scaled(Signed(head, 36)), Scaled(Signed(head, 38)), Scaled(Signed(head, 40)), Scaled(Signed(head, 42))];
        Ascent = Scaled(Signed(hhea, 4));
        Descent = Scaled(Signed(hhea, 6));
        var os2 = tables["OS/2"].AsSpan();
        CapHeight = Scaled(Signed(os2, 88));
        Weight = Unsigned(os2, 4);
        _glyf = tables["glyf"];
        _offsets = Offsets(tables["loca"], glyphCount, isLong: Signed(head, 50) == 1);
        _glyphs = CharacterMap.Read(tables["cmap"]);
        var advances = Advances(tables["hmtx"], Unsigned(hhea, 34), glyphCount);
        _widths = [.. advances.Select(a => (ushort)Scaled(a))];
    }

    public string Name { get; }

    public IReadOnlyDictionary<string, byte[]> Tables { get; }

    /// <summary>Left, bottom, right and top of all glyphs, in thousandths of the size.</summary>
    public IReadOnlyList<int> Box { get; }

    public int Ascent { get; }

    public int Descent { get; }

    public int CapHeight { get; }

    /// <summary>400 is regular, 700 bold.</summary>
    public int Weight { get; }

    /// <summary>The glyph of a letter, 0 where the font has none.</summary>
    public int GlyphOf(char letter) => letter < _glyphs.Length ? _glyphs[letter] : 0;

    /// <summary>Advance of a glyph in thousandths of the size.</summary>
    public int WidthOf(int glyph) => _widths[glyph];

    /// <summary>The outline of a glyph; empty for a space.</summary>
    public ReadOnlySpan<byte> OutlineOf(int glyph) => _glyf.AsSpan(_offsets[glyph].._offsets[glyph + 1]);

    private static ushort Unsigned(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadUInt16BigEndian(table[at..]);

    private static short Signed(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadInt16BigEndian(table[at..]);

    private static int[] Offsets(ReadOnlySpan<byte> loca, int glyphCount, bool isLong)
    {
        var offsets = new int[glyphCount + 1];
        for (var i = 0; i <= glyphCount; i++)
        {
            offsets[i] = isLong ? (int)BinaryPrimitives.ReadUInt32BigEndian(loca[(i * 4)..]) : Unsigned(loca, i * 2) * 2;
        }

        return offsets;
    }

    /// <summary>One advance per glyph; the last stated one holds for all that follow.</summary>
    private static ushort[] Advances(ReadOnlySpan<byte> hmtx, int stated, int glyphCount)
    {
        var advances = new ushort[glyphCount];
        for (var i = 0; i < glyphCount; i++)
        {
            advances[i] = Unsigned(hmtx, Math.Min(i, stated - 1) * 4);
        }

        return advances;
    }
}

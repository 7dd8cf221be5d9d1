using System.IO.Compression;

namespace KotaCerdas.Documents.Pdf;

/// <summary>
/// A font as one document uses it. Each letter gets a code of its own in the order of first use, also where two letters share a glyph, so
/// that extracted text is exactly the text that was written.
/// </summary>
internal sealed class EmbeddedFont(TrueTypeFont font)
{
    private const int Missing = 0;

    private readonly List<char> _letters = ['\uFFFD'];
    private readonly List<int> _glyphs = [Missing];
    private readonly Dictionary<char, ushort> _late = [];
    private readonly ushort[] _early = new ushort[0x250];

    public string Resource { get; private set; } = string.Empty;

    public int Id { get; private set; }

    public bool IsUsed => Id != 0;

    public int WidthOf(int code) => font.WidthOf(_glyphs[code]);

    public bool Has(char letter) => font.GlyphOf(letter) != Missing;

    /// <summary>The code of a letter, 0 where the font cannot draw it.</summary>
    public ushort CodeOf(char letter)
    {
        if (letter < _early.Length)
        {
            return _early[letter] != 0 ? _early[letter] : _early[letter] = Added(letter);
        }

        if (!_late.TryGetValue(letter, out var code))
        {
            _late[letter] = code = Added(letter);
        }

        return code;
    }

    /// <summary>Reserves the font's object at its first use on any page.</summary>
    public void Use(ObjectWriter file, int number)
    {
        if (!IsUsed)
        {
            Id = file.Reserve();
            Resource = "/F" + number;
        }
    }

    /// <summary>Writes the font with the glyphs that were used (ISO 32000-1, 9.7.4 and 9.8).</summary>
    public void Write(ObjectWriter file)
    {
        var program = FontSubset.Of(font, _glyphs);
        var name = Tag(program) + "+" + font.Name;
        var (descendant, descriptor, data, unicode) = (file.Reserve(), file.Reserve(), file.Reserve(), file.Reserve());
        file.Write(Id, $"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
            + $"/ToUnicode {unicode} 0 R>>");
        var widths = string.Join(' ', _glyphs.Select(font.WidthOf));
        file.Write(descendant, $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            + $"/Supplement 0>>/FontDescriptor {descriptor} 0 R/CIDToGIDMap/Identity/DW 1000/W[0[{widths}]]>>");
        var stem = font.Weight >= 600 ? 140 : 80;
        file.Write(descriptor, $"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{string.Join(' ', font.Box)}]/ItalicAngle 0"
            + $"/Ascent {font.Ascent}/Descent {font.Descent}/CapHeight {font.CapHeight}/StemV {stem}/FontFile2 {data} 0 R>>");
        file.WriteStream(data, $"/Length1 {program.Length}", program, CompressionLevel.Optimal);
        file.WriteStream(unicode, string.Empty, ToUnicode(), CompressionLevel.Optimal);
    }

    /// <summary>Six letters that name this subset, from its content.</summary>
    private static string Tag(byte[] program) =>
        string.Concat(System.Security.Cryptography.SHA256.HashData(program).Take(6).Select(b => (char)('A' + (b % 26))));

    private ushort Added(char letter)
    {
        var glyph = font.GlyphOf(letter);
        if (glyph == Missing)
        {
            return Missing;
        }

        _letters.Add(letter);
        _glyphs.Add(glyph);
        return (ushort)(_glyphs.Count - 1);
    }

    /// <summary>What each code stands for (9.10.3), at most 100 in a block.</summary>
    private ReadOnlySpan<byte> ToUnicode()
    {
        const int Block = 100;
        var map = new ByteWriter(4096);
        map.Ascii("/CIDInit/ProcSet findresource begin 12 dict begin begincmap"
            + "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def"
            + "/CMapName/Adobe-Identity-UCS def/CMapType 2 def 1 begincodespacerange<0000><FFFF>endcodespacerange\n");
        for (var from = 0; from < _letters.Count; from += Block)
        {
            var count = Math.Min(Block, _letters.Count - from);
            map.Integer(count).Raw(" beginbfchar\n"u8);
            for (var code = from; code < from + count; code++)
            {
                map.Raw("<"u8).Hex(code).Raw("><"u8).Hex(_letters[code]).Raw(">\n"u8);
            }

            map.Raw("endbfchar\n"u8);
        }

        return map.Ascii("endcmap CMapName currentdict/CMap defineresource pop end end").Written;
    }
}

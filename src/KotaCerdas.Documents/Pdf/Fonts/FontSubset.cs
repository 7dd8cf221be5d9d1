using System.Buffers.Binary;
using System.Text;

namespace KotaCerdas.Documents.Pdf;

/// <summary>
/// Makes a TrueType file that holds only some glyphs, numbered in the order given, glyph 0 first. Glyphs that others are composed of are
/// appended and the references renumbered. The result depends on the order alone.
/// </summary>
internal static class FontSubset
{
    private const int MoreComponents = 0x20;
    private const int WordArguments = 0x01;
    private const int OneScale = 0x08;
    private const int TwoScales = 0x40;
    private const int Matrix = 0x80;

    /// <summary>The file.</summary>
    /// <param name="font">Where glyphs come from.</param>
    /// <param name="glyphs">Glyphs of the font; a glyph may stand in several places.</param>
    public static byte[] Of(TrueTypeFont font, IReadOnlyList<int> glyphs)
    {
        var all = glyphs.ToList();
        var appended = new Dictionary<int, int>();
        var outlines = new MemoryStream();
        var offsets = new List<int>();
        for (var i = 0; i < all.Count; i++)
        {
            offsets.Add((int)outlines.Length);
            var outline = font.OutlineOf(all[i]).ToArray();
            Renumber(outline, all, appended);
            outlines.Write(outline);
            outlines.Write(new byte[-outline.Length & 3]);
        }

        offsets.Add((int)outlines.Length);
        return Assemble(new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["glyf"] = outlines.ToArray(),
            ["head"] = Patched(font.Tables["head"], (50, 1)),
            ["hhea"] = Patched(font.Tables["hhea"], (34, all.Count)),
            ["hmtx"] = Metrics(font, all),
            ["loca"] = Loca(offsets),
            ["maxp"] = Patched(font.Tables["maxp"], (4, all.Count)),
        });
    }

    /// <summary>Gives the parts of a composed glyph their new numbers.</summary>
    private static void Renumber(Span<byte> outline, List<int> all, Dictionary<int, int> appended)
    {
        if (outline.IsEmpty || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return;
        }

        var at = 10;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            var part = BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]);
            if (!appended.TryGetValue(part, out var number))
            {
                number = appended[part] = all.Count;
                all.Add(part);
            }

            BinaryPrimitives.WriteUInt16BigEndian(outline[(at + 2)..], (ushort)number);
            at += 4 + ((flags & WordArguments) != 0 ? 4 : 2);
            at += (flags & OneScale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0;
        }
        while ((flags & MoreComponents) != 0);
    }

    private static byte[] Patched(byte[] table, (int At, int Value) patch)
    {
        var copy = (byte[])table.Clone();
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(patch.At), (ushort)patch.Value);
        return copy;
    }

    private static byte[] Metrics(TrueTypeFont font, List<int> glyphs)
    {
        var source = font.Tables["hmtx"].AsSpan();
        var stated = BinaryPrimitives.ReadUInt16BigEndian(font.Tables["hhea"].AsSpan(34));
        var table = new byte[glyphs.Count * 4];
        for (var i = 0; i < glyphs.Count; i++)
        {
            var glyph = glyphs[i];
            var to = table.AsSpan(i * 4);
            source.Slice(Math.Min(glyph, stated - 1) * 4, 2).CopyTo(to);
            source.Slice(glyph < stated ? (glyph * 4) + 2 : (stated * 4) + ((glyph - stated) * 2), 2).CopyTo(to[2..]);
        }

        return table;
    }

    private static byte[] Loca(List<int> offsets)
    {
        var table = new byte[offsets.Count * 4];
        for (var i = 0; i < offsets.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(table.AsSpan(i * 4), offsets[i]);
        }

        return table;
    }

    /// <summary>Directory and tables; the checksum adjustment in <c>head</c> makes the whole file sum up to the constant.</summary>
    private static byte[] Assemble(SortedDictionary<string, byte[]> tables)
    {
        BinaryPrimitives.WriteUInt32BigEndian(tables["head"].AsSpan(8), 0);
        var power = (int)Math.Pow(2, Math.Floor(Math.Log2(tables.Count)));
        var at = 12 + (16 * tables.Count);
        var file = new byte[at + tables.Values.Sum(t => (t.Length + 3) & ~3)];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(power * 16));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)Math.Log2(power));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)((tables.Count - power) * 16));
        var (entry, head) = (12, 0);
        foreach (var (tag, table) in tables)
        {
            head = tag == "head" ? at : head;
            table.CopyTo(file, at);
            Encoding.ASCII.GetBytes(tag, file.AsSpan(entry));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 4), Sum(file.AsSpan(at, (table.Length + 3) & ~3)));
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(entry + 8), at);
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(entry + 12), table.Length);
            at += (table.Length + 3) & ~3;
            entry += 16;
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), unchecked(0xB1B0AFBA - Sum(file)));
        return file;
    }

    private static uint Sum(ReadOnlySpan<byte> padded)
    {
        var sum = 0u;
        for (var i = 0; i < padded.Length; i += 4)
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(padded[i..]));
        }

        return sum;
    }
}

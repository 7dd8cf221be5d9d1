using System.Buffers.Binary;

namespace KotaCerdas.Documents.Pdf;

/// <summary>Reads the table <c>cmap</c>, format 4: letters of the basic plane to glyphs (OpenType 1.9, cmap).</summary>
internal static class CharacterMap
{
    private const int WindowsPlatform = 3;
    private const int BasicPlane = 1;

    /// <summary>Glyph by code of the letter, as long as the highest code asks.</summary>
    /// <exception cref="InvalidDataException">The font has no such map.</exception>
    public static ushort[] Read(ReadOnlySpan<byte> cmap)
    {
        var count = Unsigned(cmap, 2);
        for (var i = 0; i < count; i++)
        {
            var entry = cmap.Slice(4 + (i * 8), 8);
            var table = cmap[(int)BinaryPrimitives.ReadUInt32BigEndian(entry[4..])..];
            if (Unsigned(entry, 0) == WindowsPlatform && Unsigned(entry, 2) == BasicPlane && Unsigned(table, 0) == 4)
            {
                return Segments(table);
            }
        }

        throw new InvalidDataException("The font has no character map of format 4");
    }

    private static ushort[] Segments(ReadOnlySpan<byte> table)
    {
        var doubled = Unsigned(table, 6);
        var ends = table[14..];
        var starts = table[(16 + doubled)..];
        var deltas = table[(16 + (2 * doubled))..];
        var ranges = table[(16 + (3 * doubled))..];
        var map = new ushort[Highest(ends, doubled) + 1];
        for (var at = 0; at < doubled; at += 2)
        {
            var (start, end, range) = (Unsigned(starts, at), Unsigned(ends, at), Unsigned(ranges, at));
            for (int code = start; code <= end && code != 0xFFFF; code++)
            {
                var glyph = range == 0 ? code : Unsigned(ranges, at + range + (2 * (code - start)));
                map[code] = (ushort)(range != 0 && glyph == 0 ? 0 : glyph + Unsigned(deltas, at));
            }
        }

        return map;
    }

    private static int Highest(ReadOnlySpan<byte> ends, int doubled)
    {
        var highest = 0;
        for (var at = 0; at < doubled; at += 2)
        {
            var end = Unsigned(ends, at);
            highest = end == 0xFFFF ? highest : Math.Max(highest, end);
        }

        return highest;
    }

    private static ushort Unsigned(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadUInt16BigEndian(table[at..]);
}

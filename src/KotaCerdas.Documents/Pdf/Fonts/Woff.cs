using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace KotaCerdas.Documents.Pdf;

/// <summary>Unpacks WOFF 1.0 (W3C Recommendation of 13 December 2012): the tables of a TrueType font, each compressed with zlib.</summary>
internal static class Woff
{
    private const int HeaderLength = 44;
    private const int EntryLength = 20;

    /// <summary>The tables by their tag.</summary>
    /// <exception cref="InvalidDataException">Not such a file.</exception>
    public static IReadOnlyDictionary<string, byte[]> Tables(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith("wOFF"u8))
        {
            throw new InvalidDataException("Not a WOFF 1.0 font");
        }

        var tables = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var count = BinaryPrimitives.ReadUInt16BigEndian(file[12..]);
        for (var i = 0; i < count; i++)
        {
            var entry = file.Slice(HeaderLength + (i * EntryLength), EntryLength);
            var offset = (int)BinaryPrimitives.ReadUInt32BigEndian(entry[4..]);
            var packed = (int)BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(entry[12..]);
            tables[Encoding.ASCII.GetString(entry[..4])] = Unpacked(file.Slice(offset, packed), length);
        }

        return tables;
    }

    private static byte[] Unpacked(ReadOnlySpan<byte> packed, int length)
    {
        if (packed.Length == length)
        {
            return packed.ToArray();
        }

        using var source = new MemoryStream(packed.ToArray());
        using var zlib = new ZLibStream(source, CompressionMode.Decompress);
        var table = new byte[length];
        zlib.ReadExactly(table);
        return table;
    }
}

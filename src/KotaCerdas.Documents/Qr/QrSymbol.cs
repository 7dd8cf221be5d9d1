using System.Numerics;
using System.Text;

namespace KotaCerdas.Documents.Qr;

/// <summary>
/// A QR code (ISO/IEC 18004) in byte mode with error correction M, versions 1 to 10: up to 213 bytes. A row is one 64-bit number, so that
/// the eight masks are judged in microseconds: a print run draws a million of them.
/// </summary>
public sealed class QrSymbol
{
    /// <summary>White modules that a reader needs around the code.</summary>
    public const int QuietZone = 4;

    private const int Masks = 8;
    private const int ByteMode = 4;
    private const int CorrectionM = 0;
    private const int FormatMask = 0x5412;
    private const int FormatGenerator = 0x537;
    private const int VersionGenerator = 0x1F25;
    private const int FirstWithVersion = 7;
    private const int LongCountFrom = 10;

    private readonly ulong[] _rows;

    private QrSymbol(int size, ulong[] rows) => (Size, _rows) = (size, rows);

    /// <summary>Modules along a side, without the quiet zone: 21 to 57.</summary>
    public int Size { get; }

    /// <summary>True where the module is dark.</summary>
    /// <param name="row">From the top, 0 first.</param>
    /// <param name="column">From the left, 0 first.</param>
    public bool IsDark(int row, int column) => (_rows[row] >> column & 1) != 0;

    /// <summary>Most bytes of UTF-8 that a code can hold.</summary>
    public static int MostBytes => QrVersion.Of(QrVersion.Last).DataCodewords - 3;

    /// <summary>The code of a text, in the smallest version that holds it and the mask with the lowest penalty.</summary>
    public static QrSymbol Of(string text) => Of(text, null);

    internal static QrSymbol Of(string text, int? forcedMask)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var version = Enumerable.Range(1, QrVersion.Last).Select(QrVersion.Of)
            .FirstOrDefault(v => bytes.Length <= v.DataCodewords - (v.Number >= LongCountFrom ? 3 : 2))
            ?? throw new ArgumentException($"A QR code of this product holds at most {MostBytes} bytes", nameof(text));
        var plan = QrPlan.Of(version);
        var content = plan.Place(Codewords(bytes, version));
        var (best, least) = (new ulong[version.Size], int.MaxValue);
        var (rows, columns) = (new ulong[version.Size], new ulong[version.Size]);
        for (var mask = forcedMask ?? 0; mask < (forcedMask + 1 ?? Masks); mask++)
        {
            for (var r = 0; r < version.Size; r++)
            {
                rows[r] = content[r] ^ (plan.Mask(mask)[r] & ~plan.Function[r]) | plan.Fixed[r];
            }

            Format(rows, version.Size, mask);
            var penalty = forcedMask is null ? QrPenalty.Of(rows, columns, version.Size) : 0;
            if (penalty < least)
            {
                least = penalty;
                rows.CopyTo(best, 0);
            }
        }

        return new QrSymbol(version.Size, best);
    }

    /// <summary>The two copies of the format: correction, mask and a BCH code (7.9).</summary>
    private static void Format(ulong[] rows, int size, int mask)
    {
        var data = CorrectionM << 3 | mask;
        var bits = (data << 10 | Remainder(data << 10, FormatGenerator)) ^ FormatMask;
        for (var i = 0; i < 15; i++)
        {
            var dark = (bits >> i & 1) != 0;
            var (row, column) = i switch
            {
                < 6 => (i, 8),
                6 => (7, 8),
                7 => (8, 8),
                8 => (8, 7),
                _ => (8, 14 - i),
            };
            Set(rows, row, column, dark);
            Set(rows, i < 8 ? 8 : size - 15 + i, i < 8 ? size - 1 - i : 8, dark);
        }

        Set(rows, size - 8, 8, true);
    }

    internal static int VersionBits(int version) => version << 12 | Remainder(version << 12, VersionGenerator);

    internal static bool HasVersion(int version) => version >= FirstWithVersion;

    internal static void Set(ulong[] rows, int row, int column, bool dark)
    {
        var bit = 1UL << column;
        rows[row] = dark ? rows[row] | bit : rows[row] & ~bit;
    }

    private static int Remainder(int value, int generator)
    {
        var degree = BitOperations.Log2((uint)generator);
        while (value != 0 && BitOperations.Log2((uint)value) >= degree)
        {
            value ^= generator << (BitOperations.Log2((uint)value) - degree);
        }

        return value;
    }

    /// <summary>Data with padding, split into blocks, each with its correction, interleaved (7.4 to 7.6).</summary>
    private static byte[] Codewords(byte[] bytes, QrVersion version)
    {
        var data = new byte[version.DataCodewords];
        var at = 0;
        void Bits(int value, int count)
        {
            for (var i = count - 1; i >= 0; i--, at++)
            {
                data[at >> 3] |= (byte)((value >> i & 1) << (7 - (at & 7)));
            }
        }

        Bits(ByteMode, 4);
        Bits(bytes.Length, version.Number >= LongCountFrom ? 16 : 8);
        foreach (var b in bytes)
        {
            Bits(b, 8);
        }

        Bits(0, Math.Min(4, (data.Length * 8) - at));
        var pad = (at + 7) >> 3;
        for (var i = 0; pad + i < data.Length; i++)
        {
            data[pad + i] = i % 2 == 0 ? (byte)0xEC : (byte)0x11;
        }

        return Interleaved(data, version);
    }

    private static byte[] Interleaved(byte[] data, QrVersion version)
    {
        var result = new byte[version.TotalCodewords];
        var shortLength = version.DataCodewords / version.Blocks;
        var longer = version.DataCodewords % version.Blocks;
        Span<byte> correction = stackalloc byte[32];
        for (int block = 0, from = 0; block < version.Blocks; block++)
        {
            var length = shortLength + (block >= version.Blocks - longer ? 1 : 0);
            for (var i = 0; i < length; i++)
            {
                var place = i < shortLength ? (i * version.Blocks) + block
                    : (shortLength * version.Blocks) + block - (version.Blocks - longer);
                result[place] = data[from + i];
            }

            ReedSolomon.Compute(data.AsSpan(from, length), correction[..version.Correction]);
            for (var i = 0; i < version.Correction; i++)
            {
                result[version.DataCodewords + (i * version.Blocks) + block] = correction[i];
            }

            from += length;
        }

        return result;
    }
}

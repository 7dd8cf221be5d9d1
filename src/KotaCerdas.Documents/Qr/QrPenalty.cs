using System.Numerics;

namespace KotaCerdas.Documents.Qr;

/// <summary>How badly a masked code reads (7.8.3): long runs, blocks, look-alikes of the corner patterns, too dark or too light.</summary>
internal static class QrPenalty
{
    private const int Block = 3;
    private const int LookAlike = 40;
    private const int Balance = 10;

    // Dark-light-dark-dark-dark-light-dark with four light modules behind, and in front; the lowest bit is the first module.
    private const int Behind = 0b000_0101_1101;
    private const int Front = 0b101_1101_0000;
    private const int Window = 11;

    public static int Of(ulong[] rows, ulong[] columns, int size)
    {
        Array.Clear(columns);
        var (penalty, dark) = (0, 0);
        for (var r = 0; r < size; r++)
        {
            dark += BitOperations.PopCount(rows[r]);
            for (var left = rows[r]; left != 0; left &= left - 1)
            {
                columns[BitOperations.TrailingZeroCount(left)] |= 1UL << r;
            }
        }

        for (var i = 0; i < size; i++)
        {
            penalty += Line(rows[i], size) + Line(columns[i], size);
            if (i + 1 < size)
            {
                var pairs = (1UL << (size - 1)) - 1;
                var same = ~(rows[i] ^ rows[i + 1]) & ~(rows[i] ^ rows[i] >> 1) & ~(rows[i + 1] ^ rows[i + 1] >> 1) & pairs;
                penalty += Block * BitOperations.PopCount(same);
            }
        }

        var percent = dark * 100 / (size * size);
        return penalty + (Balance * (Math.Abs(percent - 50) / 5));
    }

    private static int Line(ulong line, int size)
    {
        // A run of n equal modules is a run of n − 1 equal neighbours; from five modules on it costs n − 2.
        var same = ~(line ^ line >> 1) & ((1UL << (size - 1)) - 1);
        var runs = same & same >> 1 & same >> 2 & same >> 3;
        var penalty = BitOperations.PopCount(runs) + (2 * BitOperations.PopCount(runs & ~(runs >> 1)));
        return penalty + (LookAlike * (Found(line, Behind, size) + Found(line, Front, size)));
    }

    private static int Found(ulong line, int pattern, int size)
    {
        var places = (1UL << (size - Window + 1)) - 1;
        for (var i = 0; i < Window && places != 0; i++)
        {
            places &= (pattern >> i & 1) != 0 ? line >> i : ~(line >> i);
        }

        return BitOperations.PopCount(places);
    }
}

/// <summary>Error correction over the field of 256 elements with the polynomial 285.</summary>
internal static class ReedSolomon
{
    private const int Polynomial = 0x11D;

    private static readonly byte[] Power = new byte[512];
    private static readonly byte[] Logarithm = new byte[256];
    private static readonly byte[][] Generators = new byte[32][];

    static ReedSolomon()
    {
        for (int i = 0, x = 1; i < 255; i++)
        {
            (Power[i], Power[i + 255], Logarithm[x]) = ((byte)x, (byte)x, (byte)i);
            x = x << 1 ^ (x >= 128 ? Polynomial : 0);
        }

        for (var length = 1; length < Generators.Length; length++)
        {
            Generators[length] = Generator(length);
        }
    }

    /// <summary>Fills in the correction bytes of a block.</summary>
    public static void Compute(ReadOnlySpan<byte> data, Span<byte> correction)
    {
        var generator = Generators[correction.Length];
        correction.Clear();
        foreach (var b in data)
        {
            var factor = b ^ correction[0];
            correction[1..].CopyTo(correction);
            correction[^1] = 0;
            if (factor != 0)
            {
                var log = Logarithm[factor];
                for (var i = 0; i < correction.Length; i++)
                {
                    correction[i] ^= Power[Logarithm[generator[i]] + log];
                }
            }
        }
    }

    /// <summary>Coefficients of the product of (x − 2^i) below the highest; none of them is zero for the lengths that are used.</summary>
    private static byte[] Generator(int length)
    {
        var result = new byte[length];
        result[^1] = 1;
        var root = 1;
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < length; j++)
            {
                var product = result[j] == 0 ? 0 : Power[Logarithm[result[j]] + Logarithm[root]];
                result[j] = (byte)(product ^ (j + 1 < length ? result[j + 1] : 0));
            }

            root = Power[Logarithm[root] + 1];
        }

        return result;
    }
}

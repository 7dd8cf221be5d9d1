namespace KotaCerdas.Documents.Qr;

/// <summary>What a version holds with error correction M (tables 9 and E.1 of the standard).</summary>
/// <param name="Number">1 to 10.</param>
/// <param name="TotalCodewords">Bytes of data and correction.</param>
/// <param name="Correction">Bytes of correction in a block.</param>
/// <param name="Blocks">Blocks.</param>
/// <param name="Alignment">Rows and columns of the alignment patterns' centres.</param>
internal sealed record QrVersion(int Number, int TotalCodewords, int Correction, int Blocks, int[] Alignment)
{
    public const int Last = 10;

    private static readonly QrVersion[] All =
    [
        new(1, 26, 10, 1, []), new(2, 44, 16, 1, [6, 18]), new(3, 70, 26, 1, [6, 22]), new(4, 100, 18, 2, [6, 26]),
        new(5, 134, 24, 2, [6, 30]), new(6, 172, 16, 4, [6, 34]), new(7, 196, 18, 4, [6, 22, 38]), new(8, 242, 22, 4, [6, 24, 42]),
        new(9, 292, 22, 5, [6, 26, 46]), new(10, 346, 26, 5, [6, 28, 50]),
    ];

    public int Size => 17 + (4 * Number);

    public int DataCodewords => TotalCodewords - (Correction * Blocks);

    public static QrVersion Of(int number) => All[number - 1];
}

/// <summary>What every code of a version shares: fixed patterns, the way of the data, the masks.</summary>
internal sealed class QrPlan
{
    private static readonly Lazy<QrPlan>[] Plans =
        [.. Enumerable.Range(1, QrVersion.Last).Select(n => new Lazy<QrPlan>(() => new QrPlan(QrVersion.Of(n))))];

    private readonly (byte Row, byte Column)[] _way;
    private readonly ulong[][] _masks;

    private QrPlan(QrVersion version)
    {
        var size = version.Size;
        (Function, Fixed) = (new ulong[size], new ulong[size]);
        Patterns(version, size);
        _way = [.. Way(size)];
        _masks = [.. Enumerable.Range(0, 8).Select(mask => Enumerable.Range(0, size).Select(row => Enumerable.Range(0, size)
            .Aggregate(0UL, (bits, column) => IsInverted(mask, row, column) ? bits | 1UL << column : bits)).ToArray())];
    }

    /// <summary>Modules that hold no data, by row.</summary>
    public ulong[] Function { get; }

    /// <summary>Dark ones of them.</summary>
    public ulong[] Fixed { get; }

    public static QrPlan Of(QrVersion version) => Plans[version.Number - 1].Value;

    public ulong[] Mask(int number) => _masks[number];

    /// <summary>The data in its modules, before masking.</summary>
    public ulong[] Place(byte[] codewords)
    {
        var rows = new ulong[Function.Length];
        for (var bit = 0; bit < codewords.Length * 8; bit++)
        {
            if ((codewords[bit >> 3] >> (7 - (bit & 7)) & 1) != 0)
            {
                rows[_way[bit].Row] |= 1UL << _way[bit].Column;
            }
        }

        return rows;
    }

    private static bool IsInverted(int mask, int i, int j) => mask switch
    {
        0 => (i + j) % 2 == 0,
        1 => i % 2 == 0,
        2 => j % 3 == 0,
        3 => (i + j) % 3 == 0,
        4 => ((i / 2) + (j / 3)) % 2 == 0,
        5 => (i * j % 2) + (i * j % 3) == 0,
        6 => ((i * j % 2) + (i * j % 3)) % 2 == 0,
        _ => (((i + j) % 2) + (i * j % 3)) % 2 == 0,
    };

    /// <summary>Two columns at a time from the right, upwards and downwards in turn, past what is not data (7.7.3).</summary>
    private IEnumerable<(byte, byte)> Way(int size)
    {
        var up = true;
        for (var right = size - 1; right > 0; right -= 2, up = !up)
        {
            if (right == 6)
            {
                right--;
            }

            for (var step = 0; step < size; step++)
            {
                var row = up ? size - 1 - step : step;
                for (var column = right; column > right - 2; column--)
                {
                    if ((Function[row] >> column & 1) == 0)
                    {
                        yield return ((byte)row, (byte)column);
                    }
                }
            }
        }
    }

    private void Patterns(QrVersion version, int size)
    {
        foreach (var (top, left) in new[] { (0, 0), (0, size - 7), (size - 7, 0) })
        {
            Square(top - 1, left - 1, 9, _ => false);
            Square(top, left, 7, ring => ring != 1);
        }

        for (var i = 8; i < size - 8; i++)
        {
            Put(6, i, i % 2 == 0);
            Put(i, 6, i % 2 == 0);
        }

        var last = version.Alignment.LastOrDefault();
        foreach (var (row, column) in version.Alignment.SelectMany(r => version.Alignment.Select(c => (r, c))))
        {
            if (!((row == 6 && (column == 6 || column == last)) || (row == last && column == 6)))
            {
                Square(row - 2, column - 2, 5, ring => ring != 1);
            }
        }

        // Room for the format, which every mask writes anew, and the one dark module beside it.
        for (var i = 0; i < 9; i++)
        {
            Put(8, i, i == 6);
            Put(i, 8, i == 6);
        }

        for (var i = 0; i < 8; i++)
        {
            Put(8, size - 1 - i, false);
            Put(size - 1 - i, 8, false);
        }

        if (QrSymbol.HasVersion(version.Number))
        {
            var bits = QrSymbol.VersionBits(version.Number);
            for (var i = 0; i < 18; i++)
            {
                Put(i / 3, size - 11 + (i % 3), (bits >> i & 1) != 0);
                Put(size - 11 + (i % 3), i / 3, (bits >> i & 1) != 0);
            }
        }
    }

    private void Square(int top, int left, int side, Func<int, bool> isDark)
    {
        for (var i = 0; i < side * side; i++)
        {
            var (row, column) = (i / side, i % side);
            var ring = Math.Min(Math.Min(row, side - 1 - row), Math.Min(column, side - 1 - column));
            Put(top + row, left + column, isDark(ring));
        }
    }

    private void Put(int row, int column, bool dark)
    {
        if (row >= 0 && column >= 0 && row < Function.Length && column < Function.Length)
        {
            QrSymbol.Set(Function, row, column, true);
            QrSymbol.Set(Fixed, row, column, dark);
        }
    }
}

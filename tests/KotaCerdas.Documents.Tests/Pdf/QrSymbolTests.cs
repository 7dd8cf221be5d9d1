using System.Text.RegularExpressions;
using KotaCerdas.Documents.Qr;
using QRCoder;

namespace KotaCerdas.Documents.Tests.Pdf;

public sealed class QrSymbolTests
{
    private const int FormatRow = 8;
    private const int FormatMask = 0x5412;

    /// <summary>The library's code, module by module, with the mask that the library took.</summary>
    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_version_is_drawn_as_another_program_draws_it(int length)
    {
        var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (((i * 7) + length) % 26))));
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var matrix = data.ModuleMatrix;
        const int border = 4;
        bool Theirs(int row, int column) => matrix[row + border][column + border];
        var symbol = QrSymbol.Of(text, MaskOf(Theirs));
        Assert.Equal(matrix.Count - (2 * border), symbol.Size);
        for (var row = 0; row < symbol.Size; row++)
        {
            for (var column = 0; column < symbol.Size; column++)
            {
                Assert.True(Theirs(row, column) == symbol.IsDark(row, column), $"{length} letters, row {row}, column {column}");
            }
        }
    }

    [Fact]
    public void The_mask_is_the_one_with_the_lowest_penalty()
    {
        var text = "https://contoh.example/tagihan/kota-contoh/167201000100200030/2026?kode=7K3M9QXA";
        var chosen = QrSymbol.Of(text);
        var penalties = Enumerable.Range(0, 8).Select(m => Penalty(QrSymbol.Of(text, m))).ToList();
        Assert.Equal(penalties.Min(), Penalty(chosen));
    }

    [Fact]
    public void More_than_fits_is_refused()
    {
        QrSymbol.Of(new string('x', QrSymbol.MostBytes));
        Assert.Throws<ArgumentException>(() => QrSymbol.Of(new string('x', QrSymbol.MostBytes + 1)));
    }

    public static TheoryData<int> Lengths() => [.. Enumerable.Range(1, 213).Where(n => n < 20 || n % 3 == 0 || n > 208)];

    private static int MaskOf(Func<int, int, bool> dark)
    {
        // Bits 10 to 12 of the format hold the mask; bit i ≥ 9 stands in row 8, column 14 − i.
        var mask = Enumerable.Range(10, 3).Sum(i => dark(FormatRow, 14 - i) ? 1 << (i - 10) : 0);
        return mask ^ (FormatMask >> 10 & 7);
    }

    /// <summary>The four rules of the standard, module by module.</summary>
    private static int Penalty(QrSymbol s)
    {
        var penalty = 0;
        foreach (var line in Enumerable.Range(0, s.Size).SelectMany(i => new[]
        {
            string.Concat(Enumerable.Range(0, s.Size).Select(j => s.IsDark(i, j) ? '1' : '0')),
            string.Concat(Enumerable.Range(0, s.Size).Select(j => s.IsDark(j, i) ? '1' : '0')),
        }))
        {
            penalty += Regex.Matches(line, "0{5,}|1{5,}", RegexOptions.NonBacktracking).Sum(m => m.Length - 2);
            for (var i = 0; i + 11 <= line.Length; i++)
            {
                penalty += line.Substring(i, 11) is "10111010000" or "00001011101" ? 40 : 0;
            }
        }

        for (var i = 0; i < (s.Size - 1) * (s.Size - 1); i++)
        {
            var (r, c) = (i / (s.Size - 1), i % (s.Size - 1));
            penalty += s.IsDark(r, c) == s.IsDark(r, c + 1) && s.IsDark(r, c) == s.IsDark(r + 1, c)
                && s.IsDark(r, c) == s.IsDark(r + 1, c + 1) ? 3 : 0;
        }

        var all = Enumerable.Range(0, s.Size * s.Size).Count(i => s.IsDark(i / s.Size, i % s.Size));
        return penalty + (Math.Abs((all * 100 / (s.Size * s.Size)) - 50) / 5 * 10);
    }
}

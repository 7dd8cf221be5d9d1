using System.Text;

namespace KotaCerdas.Platform;

/// <summary>
/// Whole numbers in Indonesian words (<i>terbilang</i>), as amounts and dates are written out in agreements: <c>seribu dua ratus</c>.
/// </summary>
public static class Terbilang
{
    private static readonly string[] Ones =
    [
        "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
    ];

    private static readonly (ulong Unit, string Name)[] Scales =
    [
        (1_000_000_000_000_000_000, "kuintiliun"), (1_000_000_000_000_000, "kuadriliun"), (1_000_000_000_000, "triliun"),
        (1_000_000_000, "miliar"), (1_000_000, "juta"), (1_000, "ribu"),
    ];

    /// <summary>The number in words, in lower case; <c>minus</c> before a negative one.</summary>
    public static string Of(long value)
    {
        var words = new StringBuilder();
        if (value < 0)
        {
            words.Append("minus ");
        }

        Add(words, value < 0 ? (ulong)-(value + 1) + 1 : (ulong)value);
        return words.ToString();
    }

    /// <summary>Whole rupiah in words: <c>dua juta rupiah</c>.</summary>
    public static string Rupiah(long rupiah) => Of(rupiah) + " rupiah";

    /// <summary>A place in an order, as decisions number their points: <c>kesatu</c>, <c>kedua</c>, <c>kesebelas</c>.</summary>
    /// <param name="place">1 or more.</param>
    public static string Ordinal(int place)
    {
        Check.That(place > 0);
        return "ke" + Of(place);
    }

    private static void Add(StringBuilder words, ulong value)
    {
        if (value < 12)
        {
            words.Append(Ones[value]);
            return;
        }

        if (value < 20)
        {
            words.Append(Ones[value - 10]).Append(" belas");
            return;
        }

        if (value < 100)
        {
            words.Append(Ones[value / 10]).Append(" puluh");
            Rest(words, value % 10);
            return;
        }

        if (value < 1000)
        {
            words.Append(value < 200 ? "seratus" : Ones[value / 100] + " ratus");
            Rest(words, value % 100);
            return;
        }

        if (value < 2000)
        {
            words.Append("seribu");
            Rest(words, value % 1000);
            return;
        }

        var (unit, name) = Array.Find(Scales, s => value >= s.Unit);
        Add(words, value / unit);
        words.Append(' ').Append(name);
        Rest(words, value % unit);
    }

    private static void Rest(StringBuilder words, ulong rest)
    {
        if (rest > 0)
        {
            Add(words.Append(' '), rest);
        }
    }
}

using System.Globalization;
using System.Runtime.InteropServices;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>
/// An exact number: a quotient of two whole numbers in lowest terms. Nothing is rounded before a rule says how; what does not fit
/// throws <see cref="OverflowException"/>, never wraps.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Fraction
{
    private const int Million = 1_000_000;

    // One less than the divisor, so that the default is 0/1 and equal numbers are equal values.
    private readonly Int128 _belowLess1;

    private Fraction(Int128 above, Int128 below)
    {
        Above = above;
        _belowLess1 = below - 1;
    }

    public static Fraction Zero => default;

    /// <summary>What is divided; carries the sign.</summary>
    public Int128 Above { get; }

    /// <summary>What it is divided by; at least 1.</summary>
    public Int128 Below => _belowLess1 + 1;

    public bool IsWhole => Below == 1;

    public static Fraction Of(long whole) => new(whole, 1);

    public static Fraction Millionths(long millionths) => Make(millionths, Million);

    public static Fraction operator +(Fraction a, Fraction b) =>
        checked(Make((a.Above * b.Below) + (b.Above * a.Below), a.Below * b.Below));

    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    public static Fraction operator -(Fraction a) => new(checked(-a.Above), a.Below);

    public static Fraction operator *(Fraction a, Fraction b)
    {
        // Crosswise first, so that the product of two large numbers fits as long as the result does.
        var left = Gcd(a.Above, b.Below);
        var right = Gcd(b.Above, a.Below);
        return checked(Make((a.Above / left) * (b.Above / right), (a.Below / right) * (b.Below / left)));
    }

    /// <summary>The quotient; the divisor is not zero.</summary>
    public static Fraction operator /(Fraction a, Fraction b) =>
        b.Above < 0 ? a * new Fraction(checked(-b.Below), checked(-b.Above)) : a * new Fraction(b.Below, b.Above);

    public static int Compare(Fraction a, Fraction b) => checked(a.Above * b.Below).CompareTo(checked(b.Above * a.Below));

    /// <summary>Reads digits with at most six decimals behind a point, as the formula language and the files write them.</summary>
    public static bool TryParse(string text, out Fraction value)
    {
        value = default;
        var negative = text.StartsWith('-');
        var digits = negative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var decimals = point < 0 ? 0 : digits.Length - point - 1;
        var plain = point < 0 ? digits : digits.Remove(point, 1);
        if (plain.Length is 0 or > 18 || point == 0 || (point > 0 && decimals is 0 or > 6) || !plain.All(char.IsAsciiDigit))
        {
            return false;
        }

        var number = long.Parse(plain, CultureInfo.InvariantCulture);
        value = Make(negative ? -number : number, Power(decimals));
        return true;
    }

    /// <summary>The whole number, or null where it is none or does not fit.</summary>
    public long? Whole() => IsWhole && Above >= long.MinValue && Above <= long.MaxValue ? (long)Above : null;

    /// <summary>The number times a million, or null where that is not whole or does not fit.</summary>
    public long? InMillionths() => Million % Below == 0 && Int128.Abs(Above) <= long.MaxValue / Million
        ? (long)(Above * (Million / Below)) : null;

    /// <summary>The greatest whole number not above it.</summary>
    public Int128 Floor() => Above >= 0 || IsWhole ? Above / Below : (Above / Below) - 1;

    /// <summary>With a point and at most six decimals; longer ones are cut and end in an ellipsis.</summary>
    public override string ToString()
    {
        if (IsWhole)
        {
            return Above.ToString(CultureInfo.InvariantCulture);
        }

        var scaled = Int128.Abs(Above) * Million;
        var cut = scaled / Below;
        var decimals = (cut % Million).ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0');
        var text = $"{(Above < 0 ? "-" : "")}{cut / Million}.{decimals}";
        return (cut * Below == scaled ? text : text + "…").Replace(".…", "…", StringComparison.Ordinal);
    }

    private static Fraction Make(Int128 above, Int128 below)
    {
        var common = Gcd(above, below);
        return new(above / common, below / common);
    }

    private static Int128 Gcd(Int128 a, Int128 b)
    {
        a = Int128.Abs(a);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a == 0 ? 1 : a;
    }

    private static long Power(int decimals)
    {
        long power = 1;
        for (var i = 0; i < decimals; i++)
        {
            power *= 10;
        }

        return power;
    }
}

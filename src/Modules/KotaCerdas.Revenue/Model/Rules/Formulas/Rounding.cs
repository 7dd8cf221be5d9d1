using System.Globalization;
using System.Runtime.InteropServices;

namespace KotaCerdas.Revenue.Model.Rules;

internal enum RoundingMode
{
    /// <summary>Not at all: the figure stays exact.</summary>
    None,
    Down,
    Up,
    HalfUp,
}

/// <summary>How a rule rounds, and to how many rupiah: <c>down</c>, <c>half-up:100</c>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rounding(RoundingMode Mode, int To)
{
    public static Rounding None => new(RoundingMode.None, 1);

    public static Rounding Down => new(RoundingMode.Down, 1);

    public static bool TryParse(string text, out Rounding rounding)
    {
        var parts = text.Split(':');
        RoundingMode? mode = parts[0] switch
        {
            "" => RoundingMode.None,
            "down" => RoundingMode.Down,
            "up" => RoundingMode.Up,
            "half-up" => RoundingMode.HalfUp,
            _ => null,
        };
        var to = 1;
        var wellFormed = mode is not null && parts.Length <= 2
            && (parts.Length == 1
                || (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out to) && to is > 0 and <= 1_000_000));
        rounding = new(mode ?? RoundingMode.None, wellFormed ? to : 1);
        return wellFormed;
    }

    public Fraction Apply(Fraction value)
    {
        var unit = Fraction.Of(To);
        var parts = value / unit;
        return Mode switch
        {
            RoundingMode.None => value,
            RoundingMode.Down => Whole(parts.Floor()) * unit,
            RoundingMode.Up => -Whole((-parts).Floor()) * unit,
            _ => Whole((parts + (Fraction.Of(1) / Fraction.Of(2))).Floor()) * unit,
        };
    }

    /// <summary>The quotient of two whole numbers that are not negative, rounded to whole units; allocation-free.</summary>
    public static long Divide(Int128 above, long below, RoundingMode mode)
    {
        var down = above / below;
        var rest = above - (down * below);
        var up = mode switch
        {
            RoundingMode.Up => rest > 0,
            RoundingMode.HalfUp => rest * 2 >= below,
            _ => false,
        };
        return checked((long)(up ? down + 1 : down));
    }

    private static Fraction Whole(Int128 value) => Fraction.Of(checked((long)value));
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>
/// What a number counts: powers of rupiah, length, time, mass and energy. Per cent and plain counts have none. Days, months and years are
/// kept apart, because no rule says how many days a month has.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Unit(
    sbyte Rupiah = 0, sbyte Length = 0, sbyte Day = 0, sbyte Month = 0, sbyte Year = 0, sbyte Mass = 0, sbyte Energy = 0)
{
    private const int MostPower = 20;

    public static Unit None => default;

    public static Unit Money => new(Rupiah: 1);

    /// <summary>True for rupiah, and rupiah per anything: such figures are whole where they are written down.</summary>
    public bool IsMoney => Rupiah == 1;

    public static Unit operator *(Unit a, Unit b) => Combine(a, b, 1);

    public static Unit operator /(Unit a, Unit b) => Combine(a, b, -1);

    private static Unit Combine(Unit a, Unit b, int sign) => new(
        Power(a.Rupiah, b.Rupiah, sign), Power(a.Length, b.Length, sign), Power(a.Day, b.Day, sign), Power(a.Month, b.Month, sign),
        Power(a.Year, b.Year, sign), Power(a.Mass, b.Mass, sign), Power(a.Energy, b.Energy, sign));

    // Formulas are short; a power beyond this only comes from a file made to break something, and any clamped unit fits nowhere.
    private static sbyte Power(sbyte a, sbyte b, int sign) => (sbyte)Math.Clamp(a + (sign * b), -MostPower, MostPower);
}

/// <summary>A unit as a rule writes it: <c>rp/m2/day</c>, <c>%</c>, <c>1</c>.</summary>
/// <param name="Text">As written.</param>
/// <param name="Unit">What it counts.</param>
internal sealed record RuleUnit(string Text, Unit Unit)
{
    private static readonly Dictionary<string, Unit> Known = new(StringComparer.Ordinal)
    {
        ["1"] = Unit.None,
        ["rp"] = Unit.Money,
        ["m"] = new(Length: 1),
        ["m2"] = new(Length: 2),
        ["m3"] = new(Length: 3),
        ["day"] = new(Day: 1),
        ["month"] = new(Month: 1),
        ["year"] = new(Year: 1),
        ["kg"] = new(Mass: 1),
        ["kwh"] = new(Energy: 1),
    };

    public static RuleUnit Money { get; } = new("rp", Unit.Money);

    public static RuleUnit Percent { get; } = new("%", Unit.None);

    public static RuleUnit Count { get; } = new("1", Unit.None);

    public static RuleUnit Area { get; } = new("m2", new(Length: 2));

    public static RuleUnit MoneyPerArea { get; } = new("rp/m2", new(Rupiah: 1, Length: -2));

    /// <summary>Every name a unit may be put together from.</summary>
    public static IReadOnlyCollection<string> Names => [.. Known.Keys, "%"];

    /// <summary>True where figures are written in per cent: 0.1 is a thousandth.</summary>
    public bool IsPercent => Text == "%";

    public static bool TryParse(string text, [NotNullWhen(true)] out RuleUnit? unit)
    {
        unit = null;
        if (text == "%")
        {
            unit = Percent;
            return true;
        }

        var total = Unit.None;
        var parts = text.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            if (!Known.TryGetValue(parts[i], out var part))
            {
                return false;
            }

            total = i == 0 ? part : total / part;
        }

        unit = new(text, total);
        return parts.Length <= 4;
    }

    /// <summary>Reads a figure as it is written in this unit; money is whole, all else has at most six decimals.</summary>
    public bool TryRead(string text, out Fraction value)
    {
        var digits = IsPercent ? text.TrimEnd('%', ' ') : text;
        if (!Fraction.TryParse(digits, out value) || (Unit.IsMoney && !value.IsWhole))
        {
            return false;
        }

        if (IsPercent)
        {
            value /= Fraction.Of(100);

            // A rate is kept in millionths: what is finer cannot be kept.
            return value.InMillionths() is not null;
        }

        return true;
    }
}

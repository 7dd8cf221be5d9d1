using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>Writes figures of rules as people read them.</summary>
internal static class RuleFigures
{
    /// <summary><c>Rp1.500</c>, <c>0,15 %</c>, <c>24,5</c>; the unit's name is not in it.</summary>
    public static string Show(Fraction value, RuleUnit unit, CultureInfo? language = null)
    {
        if (unit.IsPercent)
        {
            return Decimals(value * Fraction.Of(100), language) + " %";
        }

        return unit.Unit.IsMoney ? Money(value, language) : Decimals(value, language);
    }

    private static string Money(Fraction value, CultureInfo? language)
    {
        if (value.Whole() is { } whole)
        {
            return Formats.Money(whole, language);
        }

        return value.Above < 0 ? "−Rp" + Decimals(-value, language) : "Rp" + Decimals(value, language);
    }

    /// <summary>At most six decimals without trailing zeros; an ellipsis where there are more.</summary>
    private static string Decimals(Fraction value, CultureInfo? language)
    {
        if (value.Whole() is { } whole)
        {
            return Formats.Number(whole, language);
        }

        var plain = value.ToString();
        var point = plain.IndexOfAny(['.', '…']);
        var integral = plain[..point];
        var shown = long.TryParse(integral, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Formats.Number(number, language) : integral;
        var sign = integral == "-0" ? "−" : string.Empty;
        var comma = Languages.IsEnglish(language ?? CultureInfo.CurrentUICulture) ? "." : ",";
        return sign + shown + plain[point..].Replace(".", comma, StringComparison.Ordinal);
    }
}

using System.Runtime.InteropServices;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>The interest regimes of a region, in order, with the cap that the months of one debt share.</summary>
/// <param name="Regimes">By the day from which they apply, ascending.</param>
/// <param name="MostMonths">Months that are charged at most.</param>
/// <param name="Mode">How the interest is rounded to whole rupiah.</param>
internal sealed record InterestRules(IReadOnlyList<InterestRegime> Regimes, int MostMonths, RoundingMode Mode)
{
    /// <summary>The regimes of a set on a day, or the refusal that names what is missing.</summary>
    public static Outcome<InterestRules> Of(RuleSet set, DateOnly day)
    {
        if (set.Interest.Count == 0)
        {
            return RuleSet.MissingTable(RevenueKinds.Sanctions, "interest");
        }

        return set.Find(RevenueKinds.Sanctions, "interest_cap", day)?.Value?.Whole() is { } most
            ? new InterestRules([.. set.Interest.OrderBy(r => r.Begins)], (int)most, RoundingMode.Down)
            : set.Lacks(RevenueKinds.Sanctions, "interest_cap");
    }
}

/// <summary>Interest on a late debt.</summary>
/// <param name="Months">Months charged; part of a month counts as a whole one.</param>
/// <param name="Rate">Rates of all months together, in millionths.</param>
/// <param name="Amount">Whole rupiah.</param>
/// <param name="Refused">True where a month lies before the first regime: nothing may be charged then.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct InterestAmount(int Months, long Rate, long Amount, bool Refused);

/// <summary>Months of one debt that fall under the same regime.</summary>
internal sealed record InterestLeg(InterestRegime Regime, int Months);

/// <summary>
/// The one interest function: nothing up to the due day, one month more on the day after each monthly anniversary of it, capped. Each month
/// costs what the regime says that is in force on the month's first day, so that a debt may pass from one regime to the next.
/// </summary>
internal static class Interest
{
    /// <summary>What is owed when a principal is paid on a day; dates are legal dates of the region.</summary>
    public static InterestAmount Of(long principal, DateOnly due, DateOnly paidOn, InterestRules rules)
    {
        Check.That(principal >= 0);
        var months = Math.Min(MonthsLate(due, paidOn), rules.MostMonths);
        long rate = 0;
        for (var k = 0; k < months; k++)
        {
            if (RegimeOn(rules, FirstDay(due, k)) is not { } regime)
            {
                return new(months, 0, 0, true);
            }

            rate += regime.Rate;
        }

        return new(months, rate, Rounding.Divide((Int128)principal * rate, 1_000_000, rules.Mode), false);
    }

    /// <summary>The same months, grouped by regime, for the explanation.</summary>
    public static IReadOnlyList<InterestLeg> Legs(DateOnly due, DateOnly paidOn, InterestRules rules)
    {
        var months = Math.Min(MonthsLate(due, paidOn), rules.MostMonths);
        return [.. Enumerable.Range(0, months).Select(k => RegimeOn(rules, FirstDay(due, k))).OfType<InterestRegime>()
            .GroupBy(r => r).Select(g => new InterestLeg(g.Key, g.Count()))];
    }

    /// <summary>Months begun after the due day, without a cap.</summary>
    public static int MonthsLate(DateOnly due, DateOnly paidOn)
    {
        if (paidOn <= due)
        {
            return 0;
        }

        var months = ((paidOn.Year - due.Year) * 12) + paidOn.Month - due.Month;
        return months + (paidOn.Day > due.Day ? 1 : 0);
    }

    private static DateOnly FirstDay(DateOnly due, int month) => due.AddMonths(month).AddDays(1);

    private static InterestRegime? RegimeOn(InterestRules rules, DateOnly day)
    {
        for (var i = rules.Regimes.Count - 1; i >= 0; i--)
        {
            if (rules.Regimes[i].Begins <= day)
            {
                return rules.Regimes[i];
            }
        }

        return null;
    }
}

/// <summary>The fixed fine for a return (SPTPD) that comes late or not at all.</summary>
internal static class LateFiling
{
    /// <summary>Nothing up to the due day; after it the region's fine, or the refusal that names it where nobody knows it.</summary>
    public static Outcome<long> Fine(RuleSet set, DateOnly due, DateOnly filedOn)
    {
        if (filedOn <= due)
        {
            return 0L;
        }

        return set.Find(RevenueKinds.Sanctions, "late_filing_fine", due)?.Value?.Whole() is { } fine
            ? fine : set.Lacks(RevenueKinds.Sanctions, "late_filing_fine");
    }
}

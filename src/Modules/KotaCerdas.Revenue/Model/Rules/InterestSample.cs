using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>
/// What the interest function promises, tried on days around every regime: nothing up to the due day, never less for who pays later, no
/// more months than the cap, and the sum over the regimes (I17). Reckons by itself, month for month.
/// </summary>
internal static class InterestSample
{
    private static readonly long[] Debts = [1, 999_999, 7_654_321_000];

    /// <summary>The first case in which the function breaks its promise, or null.</summary>
    /// <param name="rules">The regimes.</param>
    /// <param name="interest">The function: principal, due day, day of payment.</param>
    public static (long Debt, DateOnly Due, DateOnly Paid)? Broken(
        InterestRules rules, Func<long, DateOnly, DateOnly, InterestAmount> interest)
    {
        foreach (var debt in Debts)
        {
            foreach (var due in rules.Regimes.Where(r => r.Begins.Year is > 1900 and < 9000).SelectMany(r => Dues(r.Begins)))
            {
                var last = 0L;
                foreach (var paid in Payments(due, rules.MostMonths))
                {
                    var (amount, wanted) = (interest(debt, due, paid), Sum(debt, due, paid, rules));
                    if (amount.Refused != wanted is null || amount.Amount != (wanted ?? 0) || amount.Months > rules.MostMonths
                        || (paid <= due && amount.Amount != 0) || (!amount.Refused && amount.Amount < last))
                    {
                        return (debt, due, paid);
                    }

                    last = amount.Refused ? 0 : amount.Amount;
                }
            }
        }

        return null;
    }

    /// <summary>The sum over the regimes, rupiah; null where a month lies before the first of them.</summary>
    public static long? Sum(long debt, DateOnly due, DateOnly paid, InterestRules rules)
    {
        Int128 rate = 0;
        for (var month = 0; month < rules.MostMonths && due.AddMonths(month) < paid; month++)
        {
            var day = due.AddMonths(month).AddDays(1);
            if (rules.Regimes.LastOrDefault(r => r.Begins <= day) is not { } regime)
            {
                return null;
            }

            rate += regime.Rate;
        }

        return Rounding.Divide(debt * rate, 1_000_000, rules.Mode);
    }

    private static IEnumerable<DateOnly> Dues(DateOnly begins) =>
        [begins.AddYears(-1), begins.AddMonths(-1), begins.AddDays(-1), begins, begins.AddDays(1), new(begins.Year + 1, 1, 31)];

    private static IEnumerable<DateOnly> Payments(DateOnly due, int most) =>
    [
        due.AddDays(-1), due, due.AddDays(1), due.AddMonths(1), due.AddMonths(1).AddDays(1), due.AddMonths(13).AddDays(1),
        due.AddMonths(most), due.AddMonths(most + 3),
    ];
}

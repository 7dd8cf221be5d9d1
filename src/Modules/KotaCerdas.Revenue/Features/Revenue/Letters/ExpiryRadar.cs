using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>A debt with the end of the right to collect it.</summary>
/// <param name="Charge">The debt.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="ExpiresOn">The last day on which it may be collected.</param>
/// <param name="DaysLeft">Days until then; negative where it has expired.</param>
/// <param name="IsEndangered">True from so many months before its end as the table says, expired ones included.</param>
internal sealed record ExpiryRow(ChargeRow Charge, RevenueKind Kind, DateOnly ExpiresOn, int DaysLeft, bool IsEndangered);

/// <summary>The right to collect begins anew with a letter that comes before it ends; what comes later interrupts nothing.</summary>
internal static class ExpiryClock
{
    /// <summary>The day from which the right runs.</summary>
    /// <param name="starts">Days on which it began: the first one, and those of letters that interrupted it.</param>
    /// <param name="years">How long it lasts.</param>
    public static DateOnly Since(IEnumerable<DateOnly> starts, int years) =>
        starts.Order().Aggregate((since, next) => next <= since.AddYears(years) ? next : since);
}

/// <summary>Arrears of an age: what is overdue since so many years.</summary>
internal sealed record ArrearsAge(int Years, int Count, long Amount);

/// <summary>What is open in a region by the end of the right to collect it, the most urgent first.</summary>
internal sealed class ExpiryRadar(ChargeRows rows)
{
    private const int OldestYears = 5;

    public async Task<IReadOnlyList<ExpiryRow>> ReadAsync(RegionCode region, DateOnly today, CancellationToken cancel)
    {
        var open = await rows.OpenAsync(region, cancel);
        var starts = await rows.StartsAsync(region, cancel);
        return [.. open.Select(r => Of(r, starts[r.Id], today)).OrderBy(r => r.ExpiresOn).ThenBy(r => r.Charge.Id)];
    }

    /// <summary>Arrears by full years since they were due; the last row holds everything older.</summary>
    public static IReadOnlyList<ArrearsAge> Ages(IEnumerable<ExpiryRow> rows, DateOnly today) =>
    [
        .. rows.Where(r => r.Charge.DueOn < today)
            .GroupBy(r => Math.Min(OldestYears, FullYears(r.Charge.DueOn!.Value, today))).OrderBy(g => g.Key)
            .Select(g => new ArrearsAge(g.Key, g.Count(), g.Sum(r => r.Charge.OpenAmount))),
    ];

    private static ExpiryRow Of(ChargeRow row, IEnumerable<DateOnly> starts, DateOnly today)
    {
        var kind = RevenueKinds.Find(row.Kind)!;
        var rule = LetterRules.ExpiryOf(kind);
        var ends = ExpiryClock.Since(starts.DefaultIfEmpty(row.ExpiresFrom), rule.Years).AddYears(rule.Years);
        return new(row, kind, ends, ends.DayNumber - today.DayNumber, today >= ends.AddMonths(-rule.WarnMonths));
    }

    /// <summary>Whole years between two days.</summary>
    public static int FullYears(DateOnly due, DateOnly today) =>
        today.Year - due.Year - (today < due.AddYears(today.Year - due.Year) ? 1 : 0);
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>
/// Records when the bills of a batch went out, by village: the clock of what they ask for starts then. The due day follows from the rules
/// that the bills were computed by, so that later rules do not move it.
/// </summary>
internal sealed class DispatchBills(KotaDb db, RegisterDesk desk, BatchReading reading)
{
    private const string Months = "sppt_months";

    /// <summary>
    /// Last day without interest of bills that go out on a day: so many calendar months later, the last day of a short month.
    /// </summary>
    public static Outcome<DateOnly> DueOn(RuleSet set, DateOnly dispatchedOn) =>
        MonthsOf(set, dispatchedOn) is { Failed: false } months
            ? dispatchedOn.AddMonths(months.Value) : set.Lacks(RevenueKinds.Sanctions, Months);

    /// <summary>Calendar months from the dispatch to the due day, by the rules of a day.</summary>
    public static Outcome<int> MonthsOf(RuleSet set, DateOnly on) =>
        set.Find(RevenueKinds.Sanctions, Months, on)?.Value?.Whole() is { } months
            ? (int)months : set.Lacks(RevenueKinds.Sanctions, Months);

    /// <summary>Records a day for villages of a posted batch that have none yet.</summary>
    /// <param name="code">The region.</param>
    /// <param name="id">The batch.</param>
    /// <param name="dispatchedOn">Legal date, not in the future and not before the decree.</param>
    /// <param name="villages">Ten digits each, or empty for all villages that have no day yet.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The due day.</returns>
    public async Task<Outcome<DateOnly>> RunAsync(
        RegionCode code, BatchId id, DateOnly dispatchedOn, IReadOnlyCollection<long> villages, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, AssessmentPermissions.Draft, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        if (await reading.FindAsync(code, id, cancel) is not { } found)
        {
            return BatchDesk.NotFound;
        }

        if (found.Posted is not { DecreeOn: { } decided })
        {
            return new Problem("Revenue.Dispatch.NotPosted");
        }

        var decreed = PbbAccounts.OwedSince(found.Batch.TaxYear, decided);

        if (dispatchedOn > desk.Today(region.Value) || dispatchedOn < decreed)
        {
            return new Problem("Revenue.Dispatch.BadDay", "DispatchedOn", decreed, desk.Today(region.Value));
        }

        var set = await reading.SetAsync(found.Batch, cancel);
        var due = set.Failed ? Outcome.Fail<DateOnly>(set.Problems) : DueOn(set.Value, dispatchedOn);
        if (due.Failed)
        {
            return due.Problem;
        }

        // A day cannot be taken back, and one that makes everybody late at once is more often a slip than true.
        if (due.Value < desk.Today(region.Value))
        {
            return new Problem("Revenue.Dispatch.DueAlready", "DispatchedOn", dispatchedOn, due.Value);
        }

        var known = (await reading.DispatchesAsync(code, id, cancel)).Select(d => d.TaxCode).ToHashSet();
        var open = (await reading.VillagesAsync(code, id, cancel)).Where(v => v.Bills > 0 && !known.Contains(v.TaxCode))
            .Select(v => v.TaxCode).Where(v => villages.Count == 0 || villages.Contains(v)).ToList();
        if (open.Count == 0)
        {
            return new Problem("Revenue.Dispatch.NothingOpen");
        }

        db.AddRange(open.Select(v => new Dispatch
        {
            RegionCode = code, BatchId = id, TaxCode = v, DispatchedOn = dispatchedOn, DueOn = due.Value, RecordedAt = desk.Now,
            RecordedBy = desk.Actor.Name,
        }));
        desk.NoteBatch("Revenue.Trail.BillsDispatched", found.Batch, new { dispatchedOn, due = due.Value, villages = open.Count });
        desk.Tell(new BillsDispatched(code, id.Value, found.Batch.TaxYear, open));
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : due;
    }
}

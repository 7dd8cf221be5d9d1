using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>How an object of PBB-P2 stands today.</summary>
/// <param name="Thing">The object.</param>
/// <param name="Years">Newest first, both systems.</param>
/// <param name="Delivery">The latest record of this year's bill, null where there is none.</param>
/// <param name="Sanctions">Bills of sanctions (STPD) about its years of which something is open.</param>
internal sealed record ParcelFigures(
    MyParcel Thing, IReadOnlyList<BilledYear> Years, Delivery? Delivery, IReadOnlyList<ChargeOwed> Sanctions)
{
    private DateOnly Today => Thing.Where.Today;

    /// <summary>This year's bill, or null.</summary>
    public BilledYear? ThisYear => Years.FirstOrDefault(y => y.Year == Thing.Where.Today.Year);

    /// <summary>What has to be paid today: it is due.</summary>
    public long Now => Years.Sum(y => y.ToPay) + Sanctions.Sum(s => s.Total) - Later;

    /// <summary>What may be paid today and is not due yet.</summary>
    public long Later => Years.Sum(y => y.LaterThan(Today)) + Sanctions.Sum(s => s.Later);

    /// <summary>What is open and nobody is asked for any more.</summary>
    public long Expired => Years.Sum(y => y.ExpiredOpen) + Sanctions.Sum(s => s.ExpiredOpen);

    public bool InterestUnknown => Years.Any(y => y.InterestUnknown);
}

/// <summary>How an object of another kind stands today.</summary>
/// <param name="Thing">The object.</param>
/// <param name="Charges">What was issued about it to its owner.</param>
/// <param name="Owed">What is to be paid of those that are not paid.</param>
/// <param name="Due">The first day by which something open is to be paid, or null.</param>
internal sealed record KindFigures(MyKind Thing, int Charges, IReadOnlyList<ChargeOwed> Owed, DateOnly? Due)
{
    /// <summary>What has to be paid today: it is due.</summary>
    public long Now => Owed.Sum(o => o.Now);

    /// <summary>What may be paid today and is not due yet.</summary>
    public long Later => Owed.Sum(o => o.Later);

    /// <summary>What is open and nobody is asked for any more.</summary>
    public long Expired => Owed.Sum(o => o.ExpiredOpen);

    public bool InterestUnknown => Owed.Any(o => o.InterestUnknown);
}

/// <summary>Figures of the objects on a page: the same as everybody reads by number, and as officers read.</summary>
internal sealed class MyFigures(KotaDb db, BillLookup lookup, ChargeReading readings, MyObjects objects, PersonalNumbers numbers)
{
    private const int MonthsBack = 12;

    /// <summary>Figures of objects, in their order.</summary>
    public async Task<IReadOnlyList<ParcelFigures>> OfAsync(IReadOnlyList<MyParcel> parcels, CancellationToken cancel)
    {
        var figures = new List<ParcelFigures>(parcels.Count);
        var deliveries = new Dictionary<(RegionCode, Nop), Delivery>();
        foreach (var region in parcels.GroupBy(p => p.Where))
        {
            var (nops, year) = (region.Select(p => p.Nop).ToList(), region.Key.Today.Year);
            var rows = await db.In<Delivery>(RegionScope.Of(region.Key.Code)).AsNoTracking()
                .Where(d => d.TaxYear == year && nops.Contains(d.Nop)).ToListAsync(cancel);
            foreach (var latest in rows.GroupBy(d => d.Nop))
            {
                deliveries[(region.Key.Code, latest.Key)] = latest.MaxBy(d => d.Ordinal)!;
            }
        }

        foreach (var parcel in parcels)
        {
            var found = await lookup.FindAsync(parcel.Code, parcel.Nop, parcel.Where.Interest, parcel.Where.Today, cancel);
            figures.Add(new(
                parcel, found.Years, deliveries.GetValueOrDefault((parcel.Code, parcel.Nop)), await SanctionsAsync(parcel, found, cancel)));
        }

        return figures;
    }

    /// <summary>
    /// What bills of sanctions about an object ask its owner of today for; read only where the look-up found that there are any.
    /// </summary>
    private async Task<IReadOnlyList<ChargeOwed>> SanctionsAsync(MyParcel parcel, ObjectBills found, CancellationToken cancel)
    {
        if (!found.Followed)
        {
            return [];
        }

        var years = found.Years.Select(y => (ChargeId?)ChargeId.Of(parcel.Nop, y.Year)).ToList();
        var entries = await objects.EntriesAsync(parcel.Code, parcel.Owner, cancel);
        var rows = await db.In<Charge>(RegionScope.Of(parcel.Code)).AsNoTracking()
            .Where(c => years.Contains(c.Follows) && entries.Contains(c.TaxpayerId)).ToListAsync(cancel);
        return await OwedAsync(parcel.Where, await WithLastAsync(parcel.Code, rows, cancel), cancel);
    }

    /// <summary>What is to be paid today of charges of which something is open, as everybody reads it by the code of a letter.</summary>
    private async Task<IReadOnlyList<ChargeOwed>> OwedAsync(
        BillRegion where, IReadOnlyList<(Charge Charge, ChargeEvent Last)> charges, CancellationToken cancel)
    {
        var open = charges.Where(c => c.Last.OpenAfter > 0).ToList();
        var billed = await readings.BilledAsync(where.Code, [.. open.Select(c => c.Charge.ChargeId)], cancel);
        return [.. open.Select(c => ChargeOwed.Of(
            c.Charge, c.Last, billed.GetValueOrDefault(c.Charge.ChargeId), where.Interest, where.Today))];
    }

    /// <summary>Years whose bill that counts was made out to the owner of today.</summary>
    public async Task<IReadOnlySet<int>> OwnYearsAsync(MyParcel parcel, CancellationToken cancel)
    {
        var entries = await objects.EntriesAsync(parcel.Code, parcel.Owner, cancel);
        var nop = parcel.Nop;
        var bills = await db.In<Bill>(RegionScope.Of(parcel.Code)).Where(b => b.Nop == nop)
            .Select(b => new { b.TaxYear, b.Cycle, b.TaxpayerId }).ToListAsync(cancel);
        return bills.GroupBy(b => b.TaxYear).Select(g => g.MaxBy(b => b.Cycle)!).Where(b => entries.Contains(b.TaxpayerId))
            .Select(b => b.TaxYear).ToHashSet();
    }

    /// <summary>
    /// Those of the owner's years whose papers are opened from here: all by a connection, else those whose code was shown.
    /// </summary>
    public async Task<IReadOnlySet<int>> OpenedYearsAsync(MyParcel parcel, CancellationToken cancel)
    {
        var own = await OwnYearsAsync(parcel, cancel);
        return parcel.Proven is { } proven ? own.Where(proven.Contains).ToHashSet() : own;
    }

    /// <summary>The check code of a bill, as on its paper: only for a year of <see cref="OpenedYearsAsync"/>.</summary>
    public string CodeOf(MyParcel parcel, int year) => BillCode.Of(numbers, parcel.Code, parcel.Nop, year);

    /// <summary>Figures of objects of other kinds, in their order.</summary>
    public async Task<IReadOnlyList<KindFigures>> OfAsync(IReadOnlyList<MyKind> kinds, CancellationToken cancel)
    {
        var figures = new List<KindFigures>(kinds.Count);
        foreach (var kind in kinds)
        {
            var rows = (await ChargesAsync(kind, cancel)).ToList();
            var due = rows.Where(r => r.Last.OpenAfter > 0).Min(r => r.Last.DueOn);
            figures.Add(new(kind, rows.Count, await OwedAsync(kind.Where, rows, cancel), due));
        }

        return figures;
    }

    /// <summary>What was issued about an object to its owner of today, newest first, each with what happened last.</summary>
    public async Task<IReadOnlyList<(Charge Charge, ChargeEvent Last)>> ChargesAsync(MyKind kind, CancellationToken cancel)
    {
        var id = (KindObjectId?)kind.Now.ObjectId;
        var entries = await objects.EntriesAsync(kind.Code, kind.Owner, cancel);
        var rows = await db.In<Charge>(RegionScope.Of(kind.Code)).AsNoTracking()
            .Where(c => c.ObjectId == id && entries.Contains(c.TaxpayerId)).ToListAsync(cancel);
        return await WithLastAsync(kind.Code, rows, cancel);
    }

    /// <summary>
    /// Months of the last year, oldest first, in which the object was the person's own and of which nothing is filed or assessed.
    /// </summary>
    /// <param name="kind">The object.</param>
    /// <param name="charges">What is filed or assessed of it.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<DateOnly>> UnreportedAsync(
        MyKind kind, IReadOnlyList<(Charge Charge, ChargeEvent Last)> charges, CancellationToken cancel)
    {
        var (id, first) = (kind.Now.ObjectId, new DateOnly(kind.Where.Today.Year, kind.Where.Today.Month, 1));
        var versions = await db.In<KindObject>(RegionScope.Of(kind.Code)).AsNoTracking().Where(o => o.ObjectId == id).ToListAsync(cancel);
        var entries = await objects.EntriesAsync(kind.Code, kind.Owner, cancel);
        var reported = charges.Select(c => c.Charge.PeriodFrom).ToHashSet();
        return
        [
            .. Enumerable.Range(1, MonthsBack).Select(i => first.AddMonths(-i)).Reverse().Where(m => !reported.Contains(m)
                && KindObject.On(m.AddMonths(1).AddDays(-1), versions) is { State: ObjectState.Active } then
                && entries.Contains(then.TaxpayerId) && (then.ValidTo is not { } end || end >= m)),
        ];
    }

    /// <summary>The cycles that count with what happened last, newest first.</summary>
    private async Task<IReadOnlyList<(Charge Charge, ChargeEvent Last)>> WithLastAsync(
        RegionCode region, List<Charge> cycles, CancellationToken cancel)
    {
        var ids = cycles.Select(c => c.ChargeId).Distinct().ToList();
        var happened = await db.In<ChargeEvent>(RegionScope.Of(region)).AsNoTracking().Where(e => ids.Contains(e.ChargeId))
            .ToListAsync(cancel);
        var events = happened.GroupBy(e => e.ChargeId).ToDictionary(g => g.Key, g => g.MaxBy(e => e.Ordinal)!);
        return
        [
            .. cycles.GroupBy(c => c.ChargeId).Select(g => g.MaxBy(c => c.Cycle)!).Where(c => events.ContainsKey(c.ChargeId))
                .OrderByDescending(c => c.IssuedOn).ThenByDescending(c => c.Number, StringComparer.Ordinal)
                .Select(c => (c, events[c.ChargeId])),
        ];
    }
}

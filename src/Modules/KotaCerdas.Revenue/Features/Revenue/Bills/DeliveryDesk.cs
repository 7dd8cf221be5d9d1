using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>How the bills of a village stand that were to be delivered.</summary>
internal sealed record VillageDelivery(
    long TaxCode, int Bills, DateOnly? SentOn, DateOnly? DueOn, int Received, int Refused, int Unknown, int Returned)
{
    public int Open => Math.Max(0, Bills - Received - Refused - Unknown - Returned);
}

/// <summary>A bill that is to be delivered.</summary>
internal sealed record DeliveryRow
{
    public required long Number { get; init; }

    public required string Owner { get; init; }

    public required string Address { get; init; }

    public required long Amount { get; init; }

    /// <summary>The latest record, null where there is none.</summary>
    public required string? Outcome { get; init; }

    public required string? Receiver { get; init; }

    public required DateOnly? HappenedOn { get; init; }

    public Nop Nop => Nop.Of(Number);
}

/// <summary>Proofs of delivery.</summary>
internal sealed class DeliveryDesk(KotaDb db, RegisterDesk desk)
{
    public const int PageSize = 25;

    // The latest record of each bill, counted by outcome; the index holds what is grouped.
    private const string CountSql =
        """
        select d.tax_code as "TaxCode", d.outcome as "Outcome", count(*) as "Count"
        from revenue_delivery d
        where d.region_code = {0} and d.tax_year = {1}
          and not exists (select 1 from revenue_delivery x where x.region_code = d.region_code and x.tax_year = d.tax_year
            and x.nop = d.nop and x.ordinal > d.ordinal)
        group by d.tax_code, d.outcome
        """;

    private const string BillsSql =
        """
        select v.tax_code as "TaxCode", sum(v.bills) as "Bills", max(d.dispatched_on) as "SentOn", max(d.due_on) as "DueOn"
        from revenue_batch_village v
        join revenue_batch b on b.region_code = v.region_code and b.id = v.batch_id and b.tax_year = {1}
        join revenue_batch_event e on e.region_code = v.region_code and e.batch_id = v.batch_id and e.kind = 'Posted'
        left join revenue_dispatch d on d.region_code = v.region_code and d.batch_id = v.batch_id and d.tax_code = v.tax_code
        where v.region_code = {0} and v.bills > 0
        group by v.tax_code
        order by v.tax_code
        """;

    private const string RowsSql =
        """
        select b.nop as "Number", t.name as "Owner", o.address as "Address", b.amount as "Amount", d.outcome as "Outcome",
          d.receiver as "Receiver", d.happened_on as "HappenedOn"
        from revenue_bill b
        join revenue_taxpayer t on t.region_code = b.region_code and t.taxpayer_id = b.taxpayer_id and t.version = b.taxpayer_version
        join revenue_object o on o.region_code = b.region_code and o.nop = b.nop and o.version = b.object_version
        left join revenue_delivery d on d.region_code = b.region_code and d.tax_year = b.tax_year and d.nop = b.nop
          and d.ordinal = (select max(x.ordinal) from revenue_delivery x
            where x.region_code = d.region_code and x.tax_year = d.tax_year and x.nop = d.nop)
        where b.region_code = {0} and b.tax_year = {1} and b.nop > {2} and b.nop <= {3}
          and b.cycle = (select max(x.cycle) from revenue_bill x
            where x.region_code = b.region_code and x.nop = b.nop and x.tax_year = b.tax_year)
        """;

    /// <summary>Years with posted batches, newest first.</summary>
    public async Task<IReadOnlyList<int>> YearsAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var posted = db.In<Model.Assessment.BatchEvent>(scope).Where(e => e.Kind == Model.Assessment.BatchEventKind.Posted)
            .Select(e => e.BatchId);
        return await db.In<Model.Assessment.Batch>(scope).Where(b => posted.Contains(b.Id)).Select(b => b.TaxYear).Distinct()
            .OrderByDescending(y => y).ToListAsync(cancel);
    }

    /// <summary>Villages with bills of a year.</summary>
    public async Task<IReadOnlyList<VillageDelivery>> VillagesAsync(RegionCode region, int year, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        var bills = await db.Database.SqlQueryRaw<VillageBills>(BillsSql, region.Value, year).ToListAsync(cancel);
        var counts = (await db.Database.SqlQueryRaw<OutcomeCount>(CountSql, region.Value, year).ToListAsync(cancel))
            .ToLookup(c => c.TaxCode);
        return
        [
            .. bills.Select(b =>
            {
                int Of(DeliveryOutcome outcome) => (int)counts[b.TaxCode].Where(c => c.Outcome == outcome.ToString()).Sum(c => c.Count);
                return new VillageDelivery(
                    b.TaxCode, (int)b.Bills, b.SentOn, b.DueOn, Of(DeliveryOutcome.Received), Of(DeliveryOutcome.Refused),
                    Of(DeliveryOutcome.Unknown), Of(DeliveryOutcome.Returned));
            }),
        ];
    }

    /// <summary>Bills of a village after an object: all, or those that nobody has taken.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> RowsAsync(
        RegionCode region, (int Year, long TaxCode) of, (long After, bool All) page, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        var (first, last) = Nop.In(of.TaxCode);
        var only = page.All ? string.Empty : " and (d.outcome is null or d.outcome <> 'Received')";
        return await db.Database.SqlQueryRaw<DeliveryRow>(
            $"{RowsSql}{only} order by b.nop limit {PageSize + 1}", region.Value, of.Year,
            Math.Max(page.After, first.Value - 1), last.Value).ToListAsync(cancel);
    }

    /// <summary>Adds what was written down about bills of a village.</summary>
    /// <param name="code">The region.</param>
    /// <param name="of">Tax year and ten digits of the village.</param>
    /// <param name="on">Legal date on which it happened; not in the future.</param>
    /// <param name="notes">What happened to which bill; its key holds the digits of the NOP.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>How many were added.</returns>
    public async Task<Outcome<int>> RecordAsync(
        RegionCode code, (int Year, long TaxCode) of, DateOnly on, IReadOnlyList<DeliveryNote> notes, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, BillPermissions.Deliver, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (DeliveryForm.Refuse(notes, on, desk.Today(region.Value)) is { Count: > 0 } problems)
        {
            return Outcome.Fail<int>(problems);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var entries = notes.Select(n => (Nop: NopOf(n), Note: n)).ToList();
        var nops = entries.Select(e => e.Nop).ToList();
        var last = await db.In<Delivery>(write.Scope).Where(d => d.TaxYear == of.Year && nops.Contains(d.Nop))
            .GroupBy(d => d.Nop).Select(g => new { Nop = g.Key, Ordinal = g.Max(d => d.Ordinal) })
            .ToDictionaryAsync(g => g.Nop, g => g.Ordinal, cancel);
        var known = await db.In<Model.Assessment.Bill>(write.Scope).Where(b => b.TaxYear == of.Year && nops.Contains(b.Nop))
            .Select(b => b.Nop).Distinct().ToListAsync(cancel);
        if (nops.Find(n => n.Village != of.TaxCode || !known.Contains(n)) is { Value: > 0 } stranger)
        {
            return new Problem("Revenue.Delivery.NoBill", null, stranger.ToString());
        }

        // The clock of an objection starts with the delivery: a mistyped year must not start it before the bill went out.
        var sent = await (from b in db.In<Model.Assessment.Bill>(write.Scope)
                          join d in db.In<Model.Assessment.Dispatch>(write.Scope) on b.BatchId equals d.BatchId
                          where b.TaxYear == of.Year && nops.Contains(b.Nop) && d.TaxCode == of.TaxCode
                          select new { b.Nop, d.DispatchedOn }).ToListAsync(cancel);
        var gone = sent.Select(s => s.Nop).ToHashSet();
        if (nops.Find(n => !gone.Contains(n)) is { Value: > 0 } unsent)
        {
            return new Problem("Revenue.Delivery.BillNotSent", "On", unsent.ToString());
        }

        if (sent.GroupBy(s => s.Nop).Select(g => (Nop: g.Key, On: g.Min(s => s.DispatchedOn))).FirstOrDefault(s => s.On > on)
            is { Nop.Value: > 0 } early)
        {
            return new Problem("Revenue.Delivery.BeforeSent", "On", early.Nop.ToString(), early.On);
        }

        db.AddRange(entries.Select(e => new Delivery
        {
            RegionCode = code, TaxYear = of.Year, Nop = e.Nop, Ordinal = last.GetValueOrDefault(e.Nop) + 1, TaxCode = of.TaxCode,
            Outcome = e.Note.Outcome, Receiver = e.Note.Receiver.Trim(), Relation = e.Note.Relation, HappenedOn = on, RecordedAt = desk.Now,
            RecordedBy = desk.Actor.Name,
        }));
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : entries.Count;
    }

    private static Nop NopOf(DeliveryNote note)
    {
        Check.That(Nop.TryParse(note.Key, out var nop));
        return nop;
    }

    private sealed record VillageBills
    {
        public required long TaxCode { get; init; }

        public required long Bills { get; init; }

        public required DateOnly? SentOn { get; init; }

        public required DateOnly? DueOn { get; init; }
    }

    private sealed record OutcomeCount
    {
        public required long TaxCode { get; init; }

        public required string Outcome { get; init; }

        public required long Count { get; init; }
    }
}

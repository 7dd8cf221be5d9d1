using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>What is owed of an object and year, as of a date. Rupiah.</summary>
/// <param name="Nop">The object.</param>
/// <param name="TaxYear">The year.</param>
/// <param name="Principal">What was billed.</param>
/// <param name="Paid">Principal that was paid.</param>
/// <param name="IssuedOn">When the bill went out, null before.</param>
/// <param name="DueOn">Last day without interest, null before the bill went out.</param>
/// <param name="Late">
/// Interest if the open principal were paid on the date, without what a bill of sanctions asks for; null where no rule in force says how
/// much.
/// </param>
internal sealed record Obligation(
    Nop Nop, int TaxYear, long Principal, long Paid, DateOnly? IssuedOn, DateOnly? DueOn, InterestAmount? Late)
{
    /// <summary>The bill, null for a year of the system before.</summary>
    public Bill? Bill { get; init; }

    /// <summary>The bill of the system before, null for a bill of this one.</summary>
    public LegacyBill? Legacy { get; init; }

    /// <summary>Payments that the system before had.</summary>
    public IReadOnlyList<LegacyPayment> LegacyPayments { get; init; } = [];

    /// <summary>Interest that a bill of sanctions asks for already.</summary>
    public long InterestBilled { get; init; }

    /// <summary>What was paid more than was owed.</summary>
    public long Overpaid { get; init; }

    /// <summary>Something is open, and the right to collect it has ended: nobody is asked for it.</summary>
    public bool Expired { get; private init; }

    /// <summary>What is no longer collected.</summary>
    public long WrittenOff { get; init; }

    /// <summary>Terms of a consent to pay later, or null; <see cref="DueOn"/> is then the next day by which to pay something.</summary>
    public DueTerms? Terms { get; init; }

    /// <summary>What gave the bill its amount, null where it is that of the assessment.</summary>
    public ChargeEvent? ChangedBy { get; init; }

    /// <summary>Principal that is still to be paid; what was paid too much is not in it.</summary>
    public long Open => Math.Max(0, Principal - Paid - WrittenOff);

    /// <summary>Open principal with interest.</summary>
    public long Total => Open + (Late?.Amount ?? 0);

    /// <summary>Arrears: something is open and its due day is over.</summary>
    public bool IsOverdue(DateOnly day) => Open > 0 && DueOn < day;

    /// <summary>The same where the right to collect it is over: it bears no interest that anybody would pay.</summary>
    public Obligation Ended(bool over) =>
        over && Open > 0 && DueOn is not null ? this with { Expired = true, Late = new InterestAmount(0, 0, 0, false) } : this;
}

/// <summary>
/// What is owed of an object, year by year, newest first: its bills, and those of the system before. Interest is computed for the date that
/// is asked for and never kept.
/// </summary>
internal sealed class ObligationReading(KotaDb db, RuleStore rules, ChargeReading charges)
{
    /// <summary>Everything that is owed or was paid of an object.</summary>
    /// <param name="region">The region.</param>
    /// <param name="nop">The object.</param>
    /// <param name="asOf">Legal date for which interest is computed.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<Obligation>> OfAsync(RegionCode region, Nop nop, DateOnly asOf, CancellationToken cancel)
    {
        var interest = await InterestAsync(region, asOf, cancel);
        var scope = RegionScope.Of(region);
        var village = nop.Village;
        var bills = await db.In<Bill>(scope).AsNoTracking().Where(b => b.Nop == nop).ToListAsync(cancel);
        var dispatches = bills.Count == 0 ? [] : await DispatchesAsync(scope, village, [.. bills.Select(b => b.BatchId)], cancel);
        var events = (await db.In<ChargeEvent>(scope).AsNoTracking().Where(e => e.Nop == nop).ToListAsync(cancel))
            .ToLookup(e => e.TaxYear!.Value);
        var legacy = await db.In<LegacyBill>(scope).AsNoTracking().Where(b => b.Nop == nop).ToListAsync(cancel);
        var payments = legacy.Count == 0 ? [] : await db.In<LegacyPayment>(scope).AsNoTracking().Where(p => p.Nop == nop)
            .OrderBy(p => p.Number).ToListAsync(cancel);
        var counting = bills.GroupBy(b => b.TaxYear).Select(g => g.MaxBy(b => b.Cycle)!).ToList();
        var billed = await charges.BilledAsync(
            region, [.. counting.Select(b => b.TaxYear).Concat(legacy.Select(l => l.TaxYear)).Distinct().Select(y => ChargeId.Of(nop, y))],
            cancel);
        return
        [
            .. counting.Select(b => Of(b, dispatches.GetValueOrDefault(b.BatchId), [.. events[b.TaxYear]], interest, asOf))
                .Concat(legacy.Where(l => counting.TrueForAll(b => b.TaxYear != l.TaxYear))
                    .Select(l => Of(l, [.. payments.Where(p => p.TaxYear == l.TaxYear)], [.. events[l.TaxYear]], interest, asOf)))
                .Select(o => Less(o, billed.GetValueOrDefault(ChargeId.Of(nop, o.TaxYear)).Interest)).OrderByDescending(o => o.TaxYear),
        ];
    }

    /// <summary>The rules of interest in force on a date, null where there are none.</summary>
    public async Task<InterestRules?> InterestAsync(RegionCode region, DateOnly day, CancellationToken cancel)
    {
        var set = await rules.InForceAsync(region, day, cancel);
        if (set.Failed)
        {
            return null;
        }

        var interest = InterestRules.Of(set.Value, day);
        return interest.Failed ? null : interest.Value;
    }

    private static Obligation Less(Obligation of, long billed) =>
        of with { Late = DebtInterest.Unbilled(of.Late, billed), InterestBilled = billed };

    /// <summary>What a bill asks for after all that happened to it.</summary>
    private static Obligation Of(
        Bill bill, Dispatch? dispatch, IReadOnlyCollection<ChargeEvent> events, InterestRules? interest, DateOnly asOf)
    {
        var last = events.MaxBy(e => e.Ordinal);
        var (open, paid, due) = (last?.OpenAfter ?? bill.Amount, last?.PaidOfIt ?? 0, last?.DueOn ?? dispatch?.DueOn);
        var over = BillExpiry.IsOver(BillExpiry.Since(last?.ExpiresFrom, bill.TaxYear, dispatch?.DueOn), asOf);
        return new Obligation(bill.Nop, bill.TaxYear, bill.Amount, paid, dispatch?.DispatchedOn, due,
            DebtInterest.Accrued(open, paid, due, last?.Terms, interest, asOf))
        {
            Overpaid = last?.OverAfter ?? 0, Bill = bill, Terms = last?.Terms, WrittenOff = last is null ? 0 : bill.Amount - paid - open,
            ChangedBy = events.SingleOrDefault(e => e.Kind == ChargeEventKind.Amended && e.Cycle == bill.Cycle),
        }.Ended(over);
    }

    /// <summary>What a bill of the system before asks for; its payments hold their fines, which are not principal.</summary>
    private static Obligation Of(
        LegacyBill bill, IReadOnlyList<LegacyPayment> payments, IReadOnlyCollection<ChargeEvent> events, InterestRules? interest,
        DateOnly asOf)
    {
        var paid = payments.Sum(p => p.Amount - p.Penalty);
        var left = Math.Max(0, bill.Amount - paid);
        var open = events.Any(e => e.Kind == ChargeEventKind.WrittenOff) ? 0 : left;
        var over = BillExpiry.IsOver(BillExpiry.Since(events.MaxBy(e => e.Ordinal)?.ExpiresFrom, bill.TaxYear, bill.DueOn), asOf);
        return new Obligation(bill.Nop, bill.TaxYear, bill.Amount, paid, bill.IssuedOn, bill.DueOn,
            DebtInterest.Accrued(open, paid, bill.DueOn, null, interest, asOf))
        {
            Legacy = bill, LegacyPayments = payments, WrittenOff = left - open, Overpaid = Math.Max(0, paid - bill.Amount),
        }.Ended(over);
    }

    private async Task<Dictionary<BatchId, Dispatch>> DispatchesAsync(
        RegionScope scope, long village, IReadOnlyList<BatchId> batches, CancellationToken cancel) =>
        await db.In<Dispatch>(scope).AsNoTracking().Where(d => d.TaxCode == village && batches.Contains(d.BatchId))
            .ToDictionaryAsync(d => d.BatchId, cancel);
}

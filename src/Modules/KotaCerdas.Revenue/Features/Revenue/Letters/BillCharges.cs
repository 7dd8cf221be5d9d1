using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>How a cycle of a bill came: by its dispatch or, before it went out, by its batch; later ones by a decision.</summary>
internal sealed record BillIssue(
    string Letter, DocumentId? DocumentId, DateOnly On, string Reason, DateTime RecordedAt, UserId? RecordedBy, string RecordedByName)
{
    public static BillIssue Of(Dispatch sent) =>
        new(LetterRules.Sppt, null, sent.DispatchedOn, string.Empty, sent.RecordedAt, null, sent.RecordedBy);

    /// <summary>A bill that has not gone out: assessed on a day, and nothing is asked for yet.</summary>
    public static BillIssue Of(Batch batch, DateOnly on) => new(
        LetterRules.Sppt, null, on, string.Empty, batch.RecordedAt, batch.RecordedBy, batch.RecordedByName);

    public static BillIssue Of(ChargeEvent change) => new(
        change.Letter, change.DocumentId, change.HappenedOn, change.Reason, change.RecordedAt, change.RecordedBy, change.RecordedByName);
}

/// <summary>
/// PBB-P2 bills as charges that letters can follow. Cycles are those of the bill itself; what letters did stands in the same events as for
/// any charge.
/// </summary>
internal sealed class BillCharges(
    KotaDb db, BillReading bills, KindObjectReading taxpayers, AssessmentFacts facts, RuleStore rules)
{
    /// <summary>The bill of an object and year as a charge; null where there is none.</summary>
    public async Task<ChargeFileOf?> FindAsync(RegionCode region, Nop nop, int year, CancellationToken cancel)
    {
        var cycles = await bills.CyclesAsync(region, nop, year, cancel);
        if (cycles.Count == 0)
        {
            return await LegacyAsync(region, nop, year, cancel);
        }

        if (await bills.OpenAsync(cycles[^1], cancel) is not { Failed: false } opened)
        {
            return null;
        }

        var dispatch = opened.Value.Dispatch;
        if (dispatch is null && LetterRules.BillExpiresFromDue)
        {
            // A decision would keep a day from which the right to collect runs that nobody knows yet.
            return null;
        }

        var events = await EventsAsync(region, ChargeId.Of(nop, year), cancel);
        var changes = events.Where(e => e.Kind == ChargeEventKind.Amended).ToDictionary(e => e.Cycle!.Value);
        var charges = cycles.Select(b => ChargeOf(
            b, opened.Value, changes.TryGetValue(b.Cycle, out var by) ? BillIssue.Of(by)
                : dispatch is null ? BillIssue.Of(opened.Value.Batch, opened.Value.Batch.FactsOn) : BillIssue.Of(dispatch))).ToList();
        var owner = await taxpayers.StandingAsync(region, cycles[^1].TaxpayerId, cancel);
        return new(charges[^1], charges, [Issued(charges[0]), .. events.Select(e => e.DueBy(e.DueOn ?? dispatch?.DueOn))], owner)
        {
            Bill = opened.Value,
        };
    }

    private Task<List<ChargeEvent>> EventsAsync(RegionCode region, ChargeId id, CancellationToken cancel) =>
        db.In<ChargeEvent>(RegionScope.Of(region)).AsNoTracking().Where(e => e.ChargeId == id).OrderBy(e => e.Ordinal).ToListAsync(cancel);

    /// <summary>
    /// A bill of the system before. Its amount and its payments are those that were taken over, also where more of them came later: letters
    /// remind of it and interrupt its clock, and it may be written off. Its owner is that of the object.
    /// </summary>
    private async Task<ChargeFileOf?> LegacyAsync(RegionCode region, Nop nop, int year, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        if (await db.In<LegacyBill>(scope).AsNoTracking().SingleOrDefaultAsync(b => b.Nop == nop && b.TaxYear == year, cancel)
            is not { DueOn: { } due } bill || await OwnerAsync(scope, nop, cancel) is not { } owner)
        {
            return null;
        }

        var payments = await db.In<LegacyPayment>(scope).AsNoTracking().Where(p => p.Nop == nop && p.TaxYear == year).ToListAsync(cancel);
        var paid = Math.Max(0, payments.Sum(p => p.Amount - p.Penalty));
        var standing = ChargeStanding.Issue(bill.Amount);
        standing = paid > 0 ? standing.Pay(paid) : standing;
        var set = await rules.InForceAsync(region, new(year, 12, 31), cancel);
        var digits = PbbAccounts.Subject(nop);
        var text = year.ToString(CultureInfo.InvariantCulture);
        var charge = new Charge
        {
            RegionCode = region, ChargeId = ChargeId.Of(nop, year), Cycle = 1, Letter = LetterRules.Sppt, Kind = RevenueKinds.Pbb,
            Number = $"{nop} / {text}", TaxpayerId = owner, Subject = digits, Reference = $"{LetterRules.Sppt}/{digits}/{text}",
            PeriodFrom = new(year, 1, 1), PeriodTo = new(year, 12, 31), LedgerPeriod = year, Facts = Facts.None, Trace = ChargeTrace.None,
            RulesVersion = set.Failed ? 0 : set.Value.Head.Version, RulesHash = set.Failed ? string.Empty : set.Value.Hash,
            Principal = bill.Amount, Sanction = 0, Province = 0, Amount = bill.Amount, IssuedOn = bill.IssuedOn ?? new(year, 1, 1),
            DueOn = due, Channel = ReturnChannel.Office, Reason = string.Empty, RecordedAt = DateTime.UnixEpoch, RecordedBy = null,
            RecordedByName = bill.Name,
        };
        var events = await EventsAsync(region, charge.ChargeId, cancel);
        return new(
            charge, [charge], [Issued(charge).Standing(standing), .. events.Select(
                e => e.Kind == ChargeEventKind.WrittenOff ? e : e.Standing(standing))],
            await taxpayers.StandingAsync(region, owner, cancel)) { IsLegacy = true };
    }

    private async Task<TaxpayerId?> OwnerAsync(RegionScope scope, Nop nop, CancellationToken cancel) =>
        (await db.In<TaxObject>(scope).AsNoTracking().Where(o => o.Nop == nop).OrderByDescending(o => o.ValidFrom)
            .ThenByDescending(o => o.Version).FirstOrDefaultAsync(cancel))?.TaxpayerId;

    /// <summary>The object of a bill on 1 January of its year as it is registered now; null where it is not any more.</summary>
    public async Task<ObjectLine?> RegisteredAsync(BillFile file, DateTime knownAt, CancellationToken cancel)
    {
        var query = new FactsQuery(file.Bill.RegionCode, file.Bill.TaxYear, knownAt, null) { Only = file.Bill.Nop };
        var table = await facts.LoadAsync(query, file.Rules, null, cancel);
        return table.Count == 0 ? null : table[0];
    }

    /// <summary>A cycle of a bill as letters see it.</summary>
    public static Charge ChargeOf(Bill bill, BillFile file, BillIssue issue)
    {
        var digits = PbbAccounts.Subject(bill.Nop);
        var year = bill.TaxYear.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            RegionCode = bill.RegionCode, ChargeId = ChargeId.Of(bill.Nop, bill.TaxYear), Cycle = bill.Cycle,
            Letter = issue.Letter, Kind = RevenueKinds.Pbb, Number = $"{bill.Nop} / {year}",
            DocumentId = issue.DocumentId, TaxpayerId = bill.TaxpayerId, Subject = digits,
            Reference = $"{LetterRules.Sppt}/{digits}/{year}", PeriodFrom = new(bill.TaxYear, 1, 1), PeriodTo = new(bill.TaxYear, 12, 31),
            LedgerPeriod = bill.TaxYear, Facts = Facts.None, Trace = ChargeTrace.None, RulesVersion = file.Batch.RulesVersion,
            RulesHash = file.Batch.RulesHash, Principal = bill.Amount, Sanction = 0, Province = 0, Amount = bill.Amount,
            IssuedOn = issue.On, DueOn = file.Dispatch?.DueOn, Channel = ReturnChannel.Office, Reason = issue.Reason,
            RecordedAt = issue.RecordedAt, RecordedBy = issue.RecordedBy, RecordedByName = issue.RecordedByName,
        };
    }

    /// <summary>That it went out, before anything that letters did.</summary>
    private static ChargeEvent Issued(Charge charge)
    {
        var standing = ChargeStanding.Issue(charge.Amount);
        return new()
        {
            RegionCode = charge.RegionCode, ChargeId = charge.ChargeId, Ordinal = 0, Kind = ChargeEventKind.Issued,
            HappenedOn = charge.IssuedOn, Change = charge.Amount, OpenAfter = standing.Open, PaidAfter = 0, OverAfter = 0,
            State = standing.State, DueOn = charge.DueOn,
            ExpiresFrom = LetterRules.BillExpiresFromDue ? charge.DueOn!.Value : charge.PeriodFrom, Letter = LetterRules.Sppt,
            Reason = string.Empty, RecordedAt = charge.RecordedAt, RecordedBy = null, RecordedByName = charge.RecordedByName, Cycle = 1,
        };
    }
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// PBB-P2 bills as charges that letters can follow: bills of interest, reminders, warrants, acknowledgements. Their amount is changed by
/// the assessment alone, so that letters that would change it are refused.
/// </summary>
internal sealed class BillCharges(KotaDb db, BillReading bills, KindObjectReading taxpayers)
{
    /// <summary>The bill of an object and year as a charge; null where there is none, or it has not gone out.</summary>
    public async Task<ChargeFileOf?> FindAsync(RegionCode region, Nop nop, int year, CancellationToken cancel)
    {
        if (await bills.FindAsync(region, nop, year, cancel) is not { } bill
            || await bills.OpenAsync(bill, cancel) is not { Failed: false } opened || opened.Value.Dispatch is not { } dispatch)
        {
            return null;
        }

        var charge = ChargeOf(bill, opened.Value.Batch, dispatch);
        var events = await db.In<ChargeEvent>(RegionScope.Of(region)).AsNoTracking().Where(e => e.ChargeId == charge.ChargeId)
            .OrderBy(e => e.Ordinal).ToListAsync(cancel);
        var owner = await taxpayers.StandingAsync(region, bill.TaxpayerId, cancel);
        return new(charge, [charge], [Issued(charge), .. events], owner);
    }

    private static Charge ChargeOf(Bill bill, Batch batch, Dispatch dispatch)
    {
        var digits = bill.Nop.Value.ToString("000000000000000000", CultureInfo.InvariantCulture);
        var year = bill.TaxYear.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            RegionCode = bill.RegionCode, ChargeId = ChargeId.Of(bill.Nop, bill.TaxYear), Cycle = bill.Cycle, Letter = LetterRules.Sppt,
            Kind = RevenueKinds.Pbb, Number = $"{bill.Nop} / {year}", TaxpayerId = bill.TaxpayerId, Subject = digits,
            Reference = $"{LetterRules.Sppt}/{digits}/{year}", PeriodFrom = new(bill.TaxYear, 1, 1), PeriodTo = new(bill.TaxYear, 12, 31),
            LedgerPeriod = bill.TaxYear, Facts = Facts.None, Trace = ChargeTrace.None, RulesVersion = batch.RulesVersion,
            RulesHash = batch.RulesHash, Principal = bill.Amount, Sanction = 0, Province = 0, Amount = bill.Amount,
            IssuedOn = dispatch.DispatchedOn, DueOn = dispatch.DueOn, Channel = ReturnChannel.Office, Reason = string.Empty,
            RecordedAt = dispatch.RecordedAt, RecordedBy = null, RecordedByName = dispatch.RecordedBy,
        };
    }

    /// <summary>That it went out, before anything that letters did; liable from 1 January of its year.</summary>
    private static ChargeEvent Issued(Charge charge)
    {
        var standing = ChargeStanding.Issue(charge.Amount);
        return new()
        {
            RegionCode = charge.RegionCode, ChargeId = charge.ChargeId, Ordinal = 0, Kind = ChargeEventKind.Issued,
            HappenedOn = charge.IssuedOn, Change = charge.Amount, OpenAfter = standing.Open, PaidAfter = 0, OverAfter = 0,
            State = standing.State, DueOn = charge.DueOn, ExpiresFrom = charge.PeriodFrom, Letter = LetterRules.Sppt, Reason = string.Empty,
            RecordedAt = charge.RecordedAt, RecordedBy = null, RecordedByName = charge.RecordedByName,
        };
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// What returns and letters promise, as part of <c>kotacerdas ledger check</c>: receivables are the sums of what is open (I8), amounts come
/// out again from their facts (I11), nobody decided what they proposed (I15).
/// </summary>
internal sealed class ChargeAudit(KotaDb db, ChargeReading charges, LedgerComparison ledger, ChartOfAccounts chart) : ILedgerAudit
{
    public async Task RunAsync(RegionCode region, Action<Problem> found, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var cycles = await db.In<Charge>(scope).AsNoTracking().ToListAsync(cancel);
        await ReceivablesAsync(region, cycles, found, cancel);
        foreach (var rules in cycles.GroupBy(c => (c.RulesVersion, c.RulesHash)))
        {
            var set = await charges.SetOfAsync(rules.First(), cancel);
            foreach (var charge in rules.Where(c => set is null || !Reproduces(set, c)))
            {
                found(new("Revenue.ChargeAudit.OtherAmount", null, region.Value, charge.Number));
            }
        }

        foreach (var own in await db.In<Decision>(scope).Where(d => d.ProposedBy == d.DecidedBy).ToListAsync(cancel))
        {
            found(new("Revenue.ChargeAudit.OwnDecision", null, region.Value, own.ProposalId.ToString()));
        }
    }

    /// <summary>True where every figure of the kind's own computation comes out as it was kept.</summary>
    private static bool Reproduces(RuleSet set, Charge charge)
    {
        var kept = ChargeTrace.Read(charge.Trace).Where(s => s.Kind == charge.Kind).ToList();
        if (kept.Count == 0)
        {
            return true;
        }

        var day = charge.PeriodTo < charge.IssuedOn ? charge.PeriodTo : charge.IssuedOn;
        var rules = KindRules.Of(set, charge.Kind, day, estimate: false);
        var again = rules.Failed ? Outcome.Fail<Computation>(rules.Problems) : Facts.Compute(rules.Value, Facts.Read(charge.Facts));
        return !again.Failed && ChargeTrace.Of(again.Value).SequenceEqual(kept);
    }

    private async Task ReceivablesAsync(
        RegionCode region, IReadOnlyList<Charge> cycles, Action<Problem> found, CancellationToken cancel)
    {
        var events = await db.In<ChargeEvent>(RegionScope.Of(region)).AsNoTracking()
            .Select(e => new { e.ChargeId, e.Ordinal, e.OpenAfter }).ToListAsync(cancel);
        var open = events.GroupBy(e => e.ChargeId).ToDictionary(g => g.Key, g => g.MaxBy(e => e.Ordinal)!.OpenAfter);
        var byAccount = cycles.Where(c => c.Cycle == 1).GroupBy(c => ChargeAccounts
            .Of(RevenueKinds.Find(c.Kind)!, LetterRules.Of(c.FirstLetter), chart).Value.Receivable);
        foreach (var account in byAccount)
        {
            var owed = account.GroupBy(c => (c.Subject, c.LedgerPeriod))
                .Select(g => new SubjectAmount(g.Key.Subject, g.Key.LedgerPeriod, g.Sum(c => open.GetValueOrDefault(c.ChargeId))))
                .OrderBy(a => a.Subject, StringComparer.Ordinal).ThenBy(a => a.Period);
            foreach (var flaw in (await ledger.SubjectsAsync(region, account.Key, owed.ToAsyncEnumerable(), cancel)).Flaws)
            {
                found(flaw);
            }
        }
    }
}

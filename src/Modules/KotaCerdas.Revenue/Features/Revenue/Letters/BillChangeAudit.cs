using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// What decisions on PBB-P2 bills promise, as part of <c>kotacerdas ledger check</c>: each further cycle comes of one decision, which gives
/// its facts and amount again (I11); what stands after each event follows from the one before, so that what is open is true (I6, I8).
/// </summary>
internal sealed class BillChangeAudit(KotaDb db, BillReading bills, BillCharges charges, BillHistory history) : ILedgerAudit
{
    public async Task RunAsync(RegionCode region, LedgerFindings found, CancellationToken cancel)
    {
        void Flaw(Invariant of, string code, Nop nop, int year) => found.Break(of, new Problem(
            "Revenue.BillAudit." + code, null, region.Value, nop.ToString(),
            year.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        var scope = RegionScope.Of(region);
        var events = (await db.In<ChargeEvent>(scope).AsNoTracking().Where(e => e.Nop != null).OrderBy(e => e.Ordinal).ToListAsync(cancel))
            .ToLookup(e => (e.Nop!.Value, e.TaxYear!.Value));
        var changed = await db.In<Bill>(scope).Where(b => b.Cycle > 1).Select(b => new { b.Nop, b.TaxYear }).ToListAsync(cancel);
        foreach (var (nop, year) in events.Select(g => g.Key).Union(changed.Select(b => (b.Nop, b.TaxYear))).ToList())
        {
            found.Look(Invariant.I6, 1);
            var cycles = await bills.CyclesAsync(region, nop, year, cancel);
            if (cycles.Count == 0
                ? !OfLegacy([.. events[(nop, year)]])
                : !ChargeChain.Follows([.. cycles.Select(b => b.Amount)], [.. events[(nop, year)]]))
            {
                Flaw(Invariant.I6, "Standing", nop, year);
                continue;
            }

            found.Look(Invariant.I11, cycles.Count > 1 ? 1 : 0);
            if (cycles.Count > 1 && !await ReproducesAsync(cycles, cancel))
            {
                Flaw(Invariant.I11, "OtherChange", nop, year);
            }
        }
    }

    /// <summary>
    /// True where letters about a bill of the system before do no more than they may: it is noted, and written off once. That what is open
    /// agrees with the books is found with all bills.
    /// </summary>
    private static bool OfLegacy(IReadOnlyList<ChargeEvent> events) => events.Index().All(e => e.Item.Ordinal == e.Index + 1
        && (e.Item.Kind == ChargeEventKind.Noted || (e.Item is { Kind: ChargeEventKind.WrittenOff, OpenAfter: 0, Change: < 0 }
            && e.Index == events.Count - 1)));

    private async Task<bool> ReproducesAsync(List<Bill> cycles, CancellationToken cancel)
    {
        var opened = await bills.OpenAsync(cycles[0], cancel);
        if (opened.Failed)
        {
            return false;
        }

        var (file, rules) = (opened.Value, opened.Value.Rules);
        var cancelled = false;
        foreach (var step in (await history.OfAsync(cycles[0], cancel)).Where(s => s.After is not null))
        {
            var line = step.Letter.Basis == LetterBasis.Facts
                ? await charges.RegisteredAsync(file, step.Event.RecordedAt, cancel) : null;
            var next = BillChange.Next(step.Letter.Basis, step.Before!, rules, step.Values, (line, cancelled));
            if (next.Failed || !Same(next.Value.After(step.Before!, step.After!.Number, rules), step.After, rules)
                || !BatchAudit.Figures(rules, step.After))
            {
                return false;
            }

            cancelled = step.Letter.Basis == LetterBasis.Nil;
        }

        return true;
    }

    /// <summary>
    /// True where decision and register give the bill. What was billed the year before is the bill's own: a later correction of that year
    /// does not make it wrong, but then the amount must come of it.
    /// </summary>
    private static bool Same(Bill again, Bill bill, PbbRules rules)
    {
        var (a, b) = (again.Facts(), bill.Facts());
        return (again.BatchId, again.ObjectVersion, again.TaxpayerId, again.TaxpayerVersion, a with { LastYear = -1 })
            == (bill.BatchId, bill.ObjectVersion, bill.TaxpayerId, bill.TaxpayerVersion, b with { LastYear = -1 })
            && (again.Amount == bill.Amount || (a.LastYear != b.LastYear && rules.Assess(b).Payable == bill.Amount));
    }
}

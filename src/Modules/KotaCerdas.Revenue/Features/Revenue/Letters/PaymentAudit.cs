using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// Returns, letters and payments against their journals, as part of <c>kotacerdas ledger check</c>: a payment brought the treasury what was
/// received, and what it left over stands with the overpayments (I5); each charge is posted as much as its cycles made of it (I13).
/// </summary>
internal sealed class PaymentAudit(KotaDb db, LedgerComparison ledger) : ILedgerAudit
{
    /// <summary>Above every receivable and the allowance, which a write-off debits: it leaves nothing there.</summary>
    private static readonly AccountCode Owed = AccountCode.Parse("1.1");

    private const string FirstCycles =
        """
        select b.nop, b.tax_year, b.amount
        from (select distinct nop, tax_year from revenue_assessment_event where region_code = @region and nop is not null) e
        cross join revenue_bill b
        where b.region_code = @region and b.nop = e.nop and b.tax_year = e.tax_year and b.cycle = 1
        """;

    public async Task RunAsync(RegionCode region, LedgerFindings found, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var events = (await db.In<ChargeEvent>(scope).AsNoTracking().OrderBy(e => e.Ordinal).ToListAsync(cancel)).ToLookup(e => e.ChargeId);
        var starts = await StartsAsync(region, cancel);
        found.Take(Invariant.I5, await ledger.SourcesAsync(
            region, (ChargeDesk.PaidEvent, ChargeAccounts.Treasury),
            BySource(events, g => g.Where(e => e.Kind == ChargeEventKind.Paid).Sum(e => -e.Change)), cancel));
        var over = events.Where(g => starts.ContainsKey(g.Key)).GroupBy(g => starts[g.Key].At)
            .Select(g => new SubjectAmount(g.Key.Subject, g.Key.Period, -g.Sum(e => e.Last().OverAfter)))
            .OrderBy(a => a.Subject, StringComparer.Ordinal).ThenBy(a => a.Period);
        found.Take(Invariant.I5, await ledger.SubjectsAsync(region, ChargeAccounts.Overpaid, over.ToAsyncEnumerable(), cancel));
        found.Take(Invariant.I13, await ledger.SourcesAsync(
            region, (ChargeDesk.PostedEvent, Owed), BySource(events, g => Posted(g, starts.GetValueOrDefault(g.Key).Open)), cancel));
    }

    private static IAsyncEnumerable<SourceAmount> BySource(
        ILookup<ChargeId, ChargeEvent> events, Func<IGrouping<ChargeId, ChargeEvent>, long> amount) => events
        .Select(g => new SourceAmount(g.Key.ToString(), amount(g))).OrderBy(s => s.Source, StringComparer.Ordinal).ToAsyncEnumerable();

    /// <summary>How much cycles and corrections made of what is open.</summary>
    private static long Posted(IEnumerable<ChargeEvent> events, long open)
    {
        var sum = 0L;
        foreach (var e in events)
        {
            sum += e.Kind is ChargeEventKind.Issued or ChargeEventKind.Amended ? e.OpenAfter - open : 0;
            open = e.OpenAfter;
        }

        return sum;
    }

    /// <summary>
    /// Where each charge stands in the ledger, and what was open before its first event: of PBB-P2 bills what their batch posted. Bills of
    /// the system before are not there: no letter makes more or less of them.
    /// </summary>
    private async Task<Dictionary<ChargeId, ((string Subject, int Period) At, long Open)>> StartsAsync(
        RegionCode region, CancellationToken cancel)
    {
        var starts = await db.In<Charge>(RegionScope.Of(region)).Where(c => c.Cycle == 1)
            .Select(c => new { c.ChargeId, c.Subject, c.LedgerPeriod })
            .ToDictionaryAsync(c => c.ChargeId, c => ((c.Subject, c.LedgerPeriod), 0L), cancel);
        var connection = await db.SqlAsync(RegionScope.Of(region), cancel);
        foreach (var (nop, year, amount) in await connection.Make(FirstCycles, ("region", region.Value)).Patient()
            .ReadAsync(r => (Nop.Of(r.GetInt64(0)), r.GetInt32(1), r.GetInt64(2)), cancel))
        {
            starts[ChargeId.Of(nop, year)] = ((PbbAccounts.Subject(nop), year), amount);
        }

        return starts;
    }
}

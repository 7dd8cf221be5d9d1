using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>
/// What opening balances promise, as part of <c>kotacerdas ledger check</c>: every import is booked, its sum is that of its villages, and
/// each village's journal is as much (I13). That the receivable is what is open (I8) is found with the bills of this system.
/// </summary>
internal sealed class OpeningAudit(KotaDb db, ImportReading imports, LedgerComparison ledger) : ILedgerAudit
{
    /// <summary>Regions with bills of the system before, whether anything was booked or not.</summary>
    public async Task<IReadOnlyList<RegionCode>> RegionsAsync(CancellationToken cancel) =>
        await db.In<RegisterImport>(RegionScope.National("regions that took bills over")).Where(i => i.Result == ImportResult.Imported)
            .Select(i => i.RegionCode).Distinct().ToListAsync(cancel);

    public async Task RunAsync(RegionCode region, LedgerFindings found, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var zone = await db.Shared<Region>().Where(r => r.Code == region).Select(r => r.Zone).SingleAsync(cancel);
        foreach (var import in await imports.UnbookedAsync(region, cancel))
        {
            found.Break(Invariant.I13, new(
                "Revenue.Audit.Unbooked", null, region.Value, Formats.Instant(import.RecordedAt, zone), import.Id.ToString()));
        }

        var villages = await db.In<OpeningVillage>(scope).AsNoTracking().ToListAsync(cancel);
        var sums = villages.ToLookup(v => v.ImportId);
        foreach (var opening in await db.In<Opening>(scope).AsNoTracking().ToListAsync(cancel))
        {
            var of = sums[opening.ImportId];
            if ((of.Sum(v => v.Bills), of.Sum(v => v.Debit), of.Sum(v => v.Credit)) != (opening.Bills, opening.Debit, opening.Credit))
            {
                found.Break(Invariant.I13, new("Revenue.Audit.Opening", null, region.Value, opening.ImportId.ToString()));
            }
        }

        var posted = villages.Select(v => new SourceAmount(v.Source, v.Debit - v.Credit)).OrderBy(s => s.Source, StringComparer.Ordinal);
        found.Take(Invariant.I13, await ledger.SourcesAsync(
            region, (PbbAccounts.Opened, PbbAccounts.Receivable), posted.ToAsyncEnumerable(), cancel));
    }
}

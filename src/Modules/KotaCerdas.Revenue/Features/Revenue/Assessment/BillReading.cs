using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>A bill with all that belongs to it.</summary>
/// <param name="Bill">The bill.</param>
/// <param name="Batch">The batch it was posted in.</param>
/// <param name="Rules">The rules it was computed by; <c>Rules.Explain(Bill.Facts())</c> is its explanation.</param>
/// <param name="Dispatch">When it went out, null before.</param>
internal sealed record BillFile(Bill Bill, Batch Batch, PbbRules Rules, Dispatch? Dispatch);

/// <summary>Reads bills.</summary>
internal sealed class BillReading(KotaDb db, BatchReading batches)
{
    /// <summary>The bill of an object and year that counts, or null where there is none.</summary>
    public Task<Bill?> FindAsync(RegionCode region, Nop nop, int year, CancellationToken cancel) =>
        db.In<Bill>(RegionScope.Of(region)).AsNoTracking().Where(b => b.Nop == nop && b.TaxYear == year)
            .OrderByDescending(b => b.Cycle).FirstOrDefaultAsync(cancel);

    /// <summary>All cycles of the bill of an object and year in order; the last one counts.</summary>
    public Task<List<Bill>> CyclesAsync(RegionCode region, Nop nop, int year, CancellationToken cancel) =>
        db.In<Bill>(RegionScope.Of(region)).AsNoTracking().Where(b => b.Nop == nop && b.TaxYear == year).OrderBy(b => b.Cycle)
            .ToListAsync(cancel);

    /// <summary>The bill of a number within a year, or null.</summary>
    public Task<Bill?> FindAsync(RegionCode region, int year, long number, CancellationToken cancel) =>
        db.In<Bill>(RegionScope.Of(region)).AsNoTracking().SingleOrDefaultAsync(b => b.TaxYear == year && b.Number == number, cancel);

    /// <summary>
    /// Bills of a village and batch in order of NOP, streamed. What is read meanwhile on the same context must be another connection's.
    /// </summary>
    public IAsyncEnumerable<Bill> OfVillageAsync(RegionCode region, BatchId batch, long taxCode)
    {
        var (first, last) = Nop.In(taxCode);
        var (from, to) = (first.Value, last.Value);
        return db.In<Bill>(RegionScope.Of(region)).AsNoTracking()
            .Where(b => (long)(object)b.Nop >= from && (long)(object)b.Nop <= to && b.BatchId == batch).OrderBy(b => b.Nop)
            .AsAsyncEnumerable();
    }

    /// <summary>All that belongs to a bill.</summary>
    public async Task<Outcome<BillFile>> OpenAsync(Bill bill, CancellationToken cancel)
    {
        var found = await batches.FindAsync(bill.RegionCode, bill.BatchId, cancel);
        Check.That(found is not null);
        var rules = await batches.RulesAsync(found.Batch, cancel);
        if (rules.Failed)
        {
            return rules.Problem;
        }

        var village = bill.Nop.Village;
        var dispatch = await db.In<Dispatch>(RegionScope.Of(bill.RegionCode)).AsNoTracking()
            .SingleOrDefaultAsync(d => d.BatchId == bill.BatchId && d.TaxCode == village, cancel);
        return new BillFile(bill, found.Batch, rules.Value, dispatch);
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>Reads batches with what happened to them.</summary>
internal sealed class BatchReading(KotaDb db)
{
    /// <summary>Batches of a region, newest first.</summary>
    public async Task<IReadOnlyList<BatchHistory>> AllAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var batches = await db.In<Batch>(scope).AsNoTracking().ToListAsync(cancel);
        var events = (await db.In<BatchEvent>(scope).AsNoTracking().ToListAsync(cancel)).ToLookup(e => e.BatchId);
        return
        [
            .. batches.OrderByDescending(b => b.TaxYear).ThenByDescending(b => b.Ordinal)
                .Select(b => new BatchHistory(b, [.. events[b.Id].OrderBy(e => e.Ordinal)])),
        ];
    }

    /// <summary>A batch, or null where the region has none with this identifier.</summary>
    public async Task<BatchHistory?> FindAsync(RegionCode region, BatchId id, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var batch = await db.In<Batch>(scope).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancel);
        return batch is null ? null : new(
            batch, await db.In<BatchEvent>(scope).AsNoTracking().Where(e => e.BatchId == id).OrderBy(e => e.Ordinal).ToListAsync(cancel));
    }

    /// <summary>The rules that a batch is computed by; always the content whose hash it keeps.</summary>
    public async Task<Outcome<PbbRules>> RulesAsync(Batch batch, CancellationToken cancel)
    {
        var set = await SetAsync(batch, cancel);
        return set.Failed ? set.Problem : PbbRules.Compile(set.Value, batch.TaxYear, estimate: false);
    }

    /// <summary>The set of the rules that a batch is computed by.</summary>
    public async Task<Outcome<RuleSet>> SetAsync(Batch batch, CancellationToken cancel)
    {
        var contents = await db.In<RuleContent>(RegionScope.Of(batch.RegionCode)).AsNoTracking()
            .Where(c => c.Version == batch.RulesVersion && c.Hash == batch.RulesHash).ToListAsync(cancel);
        return contents is [var content, ..] ? RuleStore.SetOf(content)
            : new Problem("Revenue.RuleStore.Unknown", null, batch.RulesVersion);
    }

    /// <summary>Sums of a batch by village.</summary>
    public Task<List<BatchVillage>> VillagesAsync(RegionCode region, BatchId id, CancellationToken cancel) =>
        db.In<BatchVillage>(RegionScope.Of(region)).AsNoTracking().Where(v => v.BatchId == id).OrderBy(v => v.TaxCode).ToListAsync(cancel);

    /// <summary>Bills of a batch by village and book.</summary>
    public Task<List<BatchBook>> BooksAsync(RegionCode region, BatchId id, CancellationToken cancel) =>
        db.In<BatchBook>(RegionScope.Of(region)).AsNoTracking().Where(v => v.BatchId == id).OrderBy(v => v.TaxCode).ThenBy(v => v.Book)
            .ToListAsync(cancel);

    /// <summary>Refused objects of a batch behind a NOP, at most so many, in order of NOP.</summary>
    public Task<List<BatchRefusal>> RefusalsAsync(RegionCode region, BatchId id, long after, int size, CancellationToken cancel) =>
        db.In<BatchRefusal>(RegionScope.Of(region)).AsNoTracking().Where(r => r.BatchId == id && (long)(object)r.Nop > after)
            .OrderBy(r => r.Nop).Take(size).ToListAsync(cancel);

    /// <summary>Days on which the bills of a batch went out, by village.</summary>
    public Task<List<Dispatch>> DispatchesAsync(RegionCode region, BatchId id, CancellationToken cancel) =>
        db.In<Dispatch>(RegionScope.Of(region)).AsNoTracking().Where(d => d.BatchId == id).OrderBy(d => d.TaxCode).ToListAsync(cancel);
}

using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>How often a rule was broken.</summary>
internal sealed record RuleCount(string Rule, long Count, long Amount);

/// <summary>An import with its report and proof.</summary>
internal sealed record ImportFile(
    RegisterImport Import, IReadOnlyList<SismiopFile> Files, IReadOnlyDictionary<string, long> Counts, IReadOnlyList<RuleCount> Rules,
    IReadOnlyList<ImportProof> Proof)
{
    /// <summary>What the books took over, null where nothing was booked yet.</summary>
    public Opening? Opening { get; init; }

    public IReadOnlyList<OpeningVillage> Villages { get; init; } = [];

    /// <summary>True where bills or payments are in the registers and the books do not know them.</summary>
    public bool IsUnbooked => Import.Result == ImportResult.Imported && Opening is null && Proof.Any(p => p.KeptCount > 0);
}

/// <summary>Reads imports, and what was imported of an object.</summary>
internal sealed class ImportReading(KotaDb db)
{
    public const int PageSize = 50;

    public Task<List<RegisterImport>> AllAsync(RegionCode region, CancellationToken cancel) =>
        db.In<RegisterImport>(RegionScope.Of(region)).AsNoTracking().OrderByDescending(i => i.Id).Take(PageSize).ToListAsync(cancel);

    /// <summary>What the run was asked for that gave a report; null where it is no longer kept.</summary>
    public async Task<ImportSismiopInput?> InputAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        var link = ImportPaths.Of(region, id);
        var run = await db.In<OperationRow>(RegionScope.Of(region)).AsNoTracking()
            .Where(o => o.Kind == ImportSismiop.Kind.Name && o.Result != null && o.Result.Contains(link))
            .OrderByDescending(o => o.Id).Select(o => o.Input).FirstOrDefaultAsync(cancel);
        return run is null ? null : System.Text.Json.JsonSerializer.Deserialize<ImportSismiopInput>(run);
    }

    public async Task<ImportFile?> FindAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var import = await db.In<RegisterImport>(scope).AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel);
        if (import is null)
        {
            return null;
        }

        var rules = await db.In<ImportException>(scope).Where(x => x.ImportId == id).GroupBy(x => x.Rule)
            .Select(g => new { Rule = g.Key, Count = g.LongCount(), Amount = g.Sum(x => x.Amount) }).ToListAsync(cancel);
        var proof = await db.In<ImportProof>(scope).AsNoTracking().Where(p => p.ImportId == id)
            .OrderBy(p => p.Kind).ThenBy(p => p.TaxCode).ThenBy(p => p.TaxYear).ToListAsync(cancel);
        return new(
            import, JsonSerializer.Deserialize<List<SismiopFile>>(import.Files)!,
            JsonSerializer.Deserialize<Dictionary<string, long>>(import.Facts)!,
            [.. rules.OrderBy(r => ImportRules.Of(r.Rule)).ThenBy(r => r.Rule, StringComparer.Ordinal).Select(r => new RuleCount(r.Rule,
                r.Count, r.Amount))],
            proof)
        {
            Opening = await db.In<Opening>(scope).AsNoTracking().SingleOrDefaultAsync(o => o.ImportId == id, cancel),
            Villages = await db.In<OpeningVillage>(scope).AsNoTracking().Where(v => v.ImportId == id).OrderBy(v => v.TaxCode)
                .ToListAsync(cancel),
        };
    }

    /// <summary>Imports whose bills are in the registers and not in the books, oldest first.</summary>
    public Task<List<RegisterImport>> UnbookedAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        return db.In<RegisterImport>(scope).AsNoTracking()
            .Where(i => i.Result == ImportResult.Imported && !db.In<Opening>(scope).Any(o => o.ImportId == i.Id)
                && db.In<ImportProof>(scope).Any(p => p.ImportId == i.Id && p.KeptCount > 0))
            .OrderBy(i => i.Id).ToListAsync(cancel);
    }

    /// <summary>What the books took over, oldest first.</summary>
    public Task<List<Opening>> OpeningsAsync(RegionCode region, CancellationToken cancel) =>
        db.In<Opening>(RegionScope.Of(region)).AsNoTracking().OrderBy(o => o.ImportId).ToListAsync(cancel);

    /// <summary>Exceptions of a rule, or of all, in the order of files and lines.</summary>
    public async Task<RegisterRows<ImportException>> ExceptionsAsync(
        RegionCode region, Guid id, string rule, long? after, int size, CancellationToken cancel)
    {
        var rows = db.In<ImportException>(RegionScope.Of(region)).AsNoTracking()
            .Where(x => x.ImportId == id && (rule == string.Empty || x.Rule == rule));
        var total = await rows.OrderBy(x => x.Ordinal).Take(TaxpayerRows.MostCounted + 1).LongCountAsync(cancel);
        var page = await rows.Where(x => x.Ordinal > (after ?? 0)).OrderBy(x => x.Ordinal).Take(size + 1).ToListAsync(cancel);
        return TaxpayerRows.Page(
            page, size, (false, false), x => x.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture), total);
    }

    /// <summary>Bills of earlier years with what was paid on them, newest first.</summary>
    public async Task<IReadOnlyList<(LegacyBill Bill, IReadOnlyList<LegacyPayment> Payments)>> BillsAsync(
        RegionCode region, Nop nop, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var bills = await db.In<LegacyBill>(scope).AsNoTracking().Where(b => b.Nop == nop).OrderByDescending(b => b.TaxYear)
            .ToListAsync(cancel);
        var payments = await db.In<LegacyPayment>(scope).AsNoTracking().Where(p => p.Nop == nop).OrderBy(p => p.Number).ToListAsync(cancel);
        return [.. bills.Select(b => (b, (IReadOnlyList<LegacyPayment>)[.. payments.Where(p => p.TaxYear == b.TaxYear)]))];
    }
}

using System.Collections.Concurrent;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>What every answer on bills of a region needs, beside the bills themselves.</summary>
/// <param name="Region">The region.</param>
/// <param name="Today">Legal date.</param>
/// <param name="Villages">Names of its villages by the tax office's ten digits.</param>
/// <param name="Interest">Rules of interest in force today, null where there are none.</param>
internal sealed record BillRegion(Region Region, DateOnly Today, IReadOnlyDictionary<long, string> Villages, InterestRules? Interest)
{
    public RegionCode Code => Region.Code;

    /// <summary>Names of the districts of its villages by the tax office's ten digits.</summary>
    public required IReadOnlyDictionary<long, string> Districts { get; init; }

    public IReadOnlySet<long> VillageCodes { get; } = Villages.Keys.ToHashSet();

    /// <summary>Name of the village of an object, or its ten digits where the map has none.</summary>
    public string VillageOf(Model.Nop nop) => Villages.GetValueOrDefault(nop.Village) ?? TaxVillage.Show(nop.Village);
}

/// <summary>Keeps what was read of a region for a minute: maps and rules change rarely, and bills are asked for often.</summary>
internal sealed class BillRegionCache(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, BillRegion? Region)> _kept = new(StringComparer.Ordinal);

    public DateTimeOffset Now => clock.GetUtcNow();

    public bool TryGet(string slug, out BillRegion? region)
    {
        var found = _kept.TryGetValue(slug, out var kept) && kept.Until > Now;
        region = kept.Region;

        // A legal day begins at midnight of the region, not when a minute is over.
        return found && (region is null || region.Today == region.Region.Zone.DateAt(Now));
    }

    /// <summary>Only regions that exist are kept, so that made-up names take no memory.</summary>
    public void Keep(string slug, BillRegion region) => _kept[slug] = (Now + Fresh, region);
}

/// <summary>Finds regions whose bills can be looked up. What is kept needs no database: a context is made only for the rest.</summary>
internal sealed class BillRegions(IServiceProvider services, BillRegionCache cache)
{
    private KotaDb Db => services.GetRequiredService<KotaDb>();

    /// <summary>Regions with a map of villages, by name: where there are objects, there can be bills.</summary>
    public async Task<IReadOnlyList<Region>> AllAsync(CancellationToken cancel)
    {
        var begun = await Db.In<TaxVillage>(RegionScope.National("regions whose bills can be looked up")).Select(v => v.RegionCode)
            .Distinct().ToListAsync(cancel);
        return await Db.Shared<Region>().AsNoTracking().Where(r => begun.Contains(r.Code)).OrderBy(r => r.Name).ToListAsync(cancel);
    }

    /// <summary>
    /// The regions whose map has a village's tax code, by code. Looked up in a context of its own: that of the request stays with its
    /// region.
    /// </summary>
    public async Task<IReadOnlyList<BillRegion>> OfVillageAsync(long taxCode, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var codes = await scope.ServiceProvider.GetRequiredService<KotaDb>()
            .In<TaxVillage>(RegionScope.National("the regions of an object's number")).Where(v => v.TaxCode == taxCode)
            .OrderBy(v => v.RegionCode).Select(v => v.RegionCode).ToListAsync(cancel);
        var found = new List<BillRegion>();
        foreach (var code in codes.Distinct())
        {
            if (await FindAsync(code.Value, cancel) is { } region)
            {
                found.Add(region);
            }
        }

        return found;
    }

    /// <summary>A region by the last part of its address, or by its code; null where there is none.</summary>
    public async ValueTask<BillRegion?> FindAsync(string slug, CancellationToken cancel)
    {
        if (cache.TryGet(slug, out var kept))
        {
            return kept;
        }

        var region = RegionCode.TryParse(slug, out var code)
            ? await Db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == code, cancel)
            : await Db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Slug == slug, cancel);
        if (region is null || region.Kind == RegionKind.Province)
        {
            return null;
        }

        var today = region.Zone.DateAt(cache.Now);
        var (villages, districts) = await VillagesAsync(region.Code, cancel);
        var found = new BillRegion(region, today, villages, await InterestAsync(region.Code, today, cancel)) { Districts = districts };
        cache.Keep(slug, found);
        return found;
    }

    private async Task<(Dictionary<long, string> Villages, Dictionary<long, string> Districts)> VillagesAsync(
        RegionCode region, CancellationToken cancel)
    {
        var mapped = await Db.In<TaxVillage>(RegionScope.Of(region)).AsNoTracking().ToListAsync(cancel);
        var codes = mapped.ConvertAll(v => v.VillageCode);
        var known = await Db.Shared<Village>().AsNoTracking().Where(v => codes.Contains(v.Code))
            .Join(Db.Shared<District>(), v => v.DistrictCode, d => d.Code, (v, d) => new { v.Code, v.Name, District = d.Name })
            .ToDictionaryAsync(v => v.Code, cancel);
        return (
            mapped.ToDictionary(v => v.TaxCode, v => known.GetValueOrDefault(v.VillageCode)?.Name ?? TaxVillage.Show(v.TaxCode)),
            mapped.Where(v => known.ContainsKey(v.VillageCode)).ToDictionary(v => v.TaxCode, v => known[v.VillageCode].District));
    }

    private async Task<InterestRules?> InterestAsync(RegionCode region, DateOnly day, CancellationToken cancel)
    {
        var set = await services.GetRequiredService<RuleStore>().InForceAsync(region, day, cancel);
        if (set.Failed)
        {
            return null;
        }

        var interest = InterestRules.Of(set.Value, day);
        return interest.Failed ? null : interest.Value;
    }
}

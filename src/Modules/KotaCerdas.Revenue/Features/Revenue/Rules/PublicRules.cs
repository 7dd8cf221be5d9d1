using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>A region's rules as anyone may read them.</summary>
/// <param name="Region">The region.</param>
/// <param name="Version">The version that is in force, or the newest draft that ships with the product.</param>
/// <param name="InForce">True where two people of the region approved it and it is in force today.</param>
internal sealed record PublicRuleSet(Region Region, RuleVersion Version, bool InForce)
{
    public RuleSet Set => RuleStore.SetOf(Version.Content);
}

/// <summary>
/// What is public: rules in force; where a region has none, the draft that ships with its sources, said to be a draft. Drafts that
/// officials load are not public.
/// </summary>
internal sealed class PublicRules(KotaDb db, RuleStore store, TimeProvider clock)
{
    private static readonly RegionScope Everyone = RegionScope.National("public tariffs");

    /// <summary>The legal date in the westernmost zone, for what is the same in the whole country.</summary>
    public DateOnly Today => RegionZone.WIB.DateAt(clock.GetUtcNow());

    /// <summary>Every region with rules, by name.</summary>
    public async Task<IReadOnlyList<PublicRuleSet>> ListAsync(CancellationToken cancel) => await PublicAsync(Everyone, null, cancel);

    /// <summary>The rules of a region, or null where it has none.</summary>
    public async Task<PublicRuleSet?> FindAsync(string slug, CancellationToken cancel) =>
        await db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Slug == slug, cancel) is { } region
            ? await PublicAsync(RegionScope.Of(region.Code), region, cancel) is [var only] ? only : null
            : null;

    private async Task<IReadOnlyList<PublicRuleSet>> PublicAsync(RegionScope scope, Region? only, CancellationToken cancel)
    {
        var versions = (await store.ListAsync(scope, cancel)).ToLookup(v => v.Content.RegionCode);
        var codes = versions.Select(g => g.Key).ToList();
        var regions = only is not null ? [only]
            : await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).ToListAsync(cancel);
        var found = new List<PublicRuleSet>();
        foreach (var region in regions.OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            var today = region.Zone.DateAt(clock.GetUtcNow());
            if (RuleStore.InForce(versions[region.Code], today) is { } inForce)
            {
                found.Add(new(region, inForce, true));
            }
            else if (versions[region.Code].FirstOrDefault(v => v.Content.LoadedBy is null) is { } shipped)
            {
                found.Add(new(region, shipped, false));
            }
        }

        return found;
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>Reads rule sets from the database.</summary>
internal sealed class RuleStore(KotaDb db)
{
    // Content never changes, so what was read of it once is kept by its hash.
    private static readonly ConcurrentDictionary<string, RuleSet> Read = new(StringComparer.Ordinal);

    /// <summary>The set of a stored content, ready to compute.</summary>
    public static RuleSet SetOf(RuleContent content) =>
        Read.GetOrAdd(content.Hash, static (_, definition) => RuleReader.Stored(definition), content.Definition);

    /// <summary>Every version within a scope, newest first by region.</summary>
    public async Task<IReadOnlyList<RuleVersion>> ListAsync(RegionScope scope, CancellationToken cancel)
    {
        var contents = await db.In<RuleContent>(scope).AsNoTracking().ToListAsync(cancel);
        var tests = (await db.In<RuleTest>(scope).AsNoTracking().ToListAsync(cancel)).ToLookup(t => (t.RegionCode, t.Version, t.Revision));
        var approvals = (await db.In<RuleApproval>(scope).AsNoTracking().ToListAsync(cancel))
            .ToLookup(a => (a.RegionCode, a.Version, a.Revision));
        return
        [
            .. contents.Select(c => new RuleVersion(c, tests[(c.RegionCode, c.Version, c.Revision)].MaxBy(t => t.RanAt),
                    [.. approvals[(c.RegionCode, c.Version, c.Revision)].OrderBy(a => a.ApprovedAt)]))
                .GroupBy(v => (v.Content.RegionCode, v.Content.Version)).Select(Counting)
                .OrderBy(v => v.Content.RegionCode.Value, StringComparer.Ordinal).ThenByDescending(v => v.Content.Version),
        ];
    }

    /// <summary>A version, or null.</summary>
    public async Task<RuleVersion?> FindAsync(RegionCode region, int version, CancellationToken cancel) =>
        (await ListAsync(RegionScope.Of(region), cancel))
            .FirstOrDefault(v => v.Content.RegionCode == region && v.Content.Version == version);

    /// <summary>The set that is in force in a region on a day; where there is none, the refusal names region and day.</summary>
    public async Task<Outcome<RuleSet>> InForceAsync(RegionCode region, DateOnly day, CancellationToken cancel)
    {
        var versions = await ListAsync(RegionScope.Of(region), cancel);
        return InForce(versions, day) is { } found ? SetOf(found.Content)
            : new Problem("Revenue.RuleStore.NoneInForce", null, region.Value, day);
    }

    /// <summary>Of several versions the one that began last, of those the highest.</summary>
    public static RuleVersion? InForce(IEnumerable<RuleVersion> versions, DateOnly day) => versions.Where(v => v.IsInForce(day))
        .OrderByDescending(v => v.Content.ValidFrom).ThenByDescending(v => v.Content.Version).FirstOrDefault();

    /// <summary>Of a version's revisions the approved one; a draft that was loaded in the same moment takes nothing away from it.</summary>
    private static RuleVersion Counting(IEnumerable<RuleVersion> revisions) =>
        revisions.OrderByDescending(v => v.State == RuleState.Approved).ThenByDescending(v => v.Content.Revision).First();

    /// <summary>What a version is called in problems and trails.</summary>
    public static string NameOf(RuleContent content) =>
        string.Create(CultureInfo.InvariantCulture, $"{content.RegionCode}/{content.Version}");
}

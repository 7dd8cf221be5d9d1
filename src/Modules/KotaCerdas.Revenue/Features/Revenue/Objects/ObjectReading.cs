using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>What is known of an object.</summary>
internal sealed record ObjectFile
{
    /// <summary>The version that counts today; the first one where none has begun yet.</summary>
    public required TaxObject Current { get; init; }

    /// <summary>All versions in the order of recording.</summary>
    public required IReadOnlyList<TaxObject> Versions { get; init; }

    /// <summary>Buildings by version.</summary>
    public required ILookup<int, Building> Buildings { get; init; }

    /// <summary>Names of the owners of all versions as they are now, entries merged into others under the name of the other.</summary>
    public required IReadOnlyDictionary<TaxpayerId, Taxpayer> Owners { get; init; }

    /// <summary>Objects it came of, and that came of it.</summary>
    public required IReadOnlyList<ObjectLink> Links { get; init; }

    /// <summary>The village of Kemendagri, or null where the map does not have it.</summary>
    public Village? Village { get; init; }

    /// <summary>NIR that holds for the current version this year, or null.</summary>
    public LandValue? ZoneValue { get; init; }

    public Nop Nop => Current.Nop;

    public Taxpayer Owner => Owners[Current.TaxpayerId];

    /// <summary>Owners in the order of time: from when, who.</summary>
    public IEnumerable<(DateOnly From, Taxpayer Owner, TaxObject Version)> OwnerHistory()
    {
        TaxpayerId? last = null;
        foreach (var version in Effective())
        {
            if (Owners[version.TaxpayerId].TaxpayerId != last)
            {
                last = Owners[version.TaxpayerId].TaxpayerId;
                yield return (version.ValidFrom, Owners[version.TaxpayerId], version);
            }
        }
    }

    /// <summary>The versions that hold, in the order of time; those that a later version of the same date replaced are left out.</summary>
    public IEnumerable<TaxObject> Effective() =>
        Versions.GroupBy(v => v.ValidFrom).OrderBy(g => g.Key).Select(g => g.MaxBy(v => v.Version)!);
}

/// <summary>Reads objects with their history.</summary>
internal sealed class ObjectReading(KotaDb db)
{
    /// <summary>The file, or null where the region has no such object.</summary>
    public async Task<ObjectFile?> FindAsync(RegionCode region, Nop nop, DateOnly today, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var versions = await db.In<TaxObject>(scope).AsNoTracking().Where(o => o.Nop == nop).OrderBy(o => o.Version).ToListAsync(cancel);
        if (versions.Count == 0)
        {
            return null;
        }

        var current = TaxObject.On(today, versions) ?? versions.MinBy(v => v.ValidFrom)!;
        var buildings = await db.In<Building>(scope).AsNoTracking().Where(b => b.Nop == nop).OrderBy(b => b.Number).ToListAsync(cancel);
        return new ObjectFile
        {
            Current = current,
            Versions = versions,
            Buildings = buildings.ToLookup(b => b.Version),
            Owners = await OwnersAsync(scope, [.. versions.Select(v => v.TaxpayerId).Distinct()], cancel),
            Links = await db.In<ObjectLink>(scope).AsNoTracking().Where(l => l.FromNop == nop || l.ToNop == nop)
                .OrderBy(l => l.HappenedOn).ToListAsync(cancel),
            Village = await VillageAsync(scope, nop, cancel),
            ZoneValue = await ZoneValueAsync(scope, current, today.Year, cancel),
        };
    }

    private async Task<Village?> VillageAsync(RegionScope scope, Nop nop, CancellationToken cancel)
    {
        var known = await db.In<TaxVillage>(scope).AsNoTracking().SingleOrDefaultAsync(v => v.TaxCode == nop.Village, cancel);
        return known is null ? null : await db.Shared<Village>().AsNoTracking().SingleOrDefaultAsync(v => v.Code == known.VillageCode,
            cancel);
    }

    private Task<LandValue?> ZoneValueAsync(RegionScope scope, TaxObject of, int year, CancellationToken cancel)
    {
        var taxCode = of.Nop.Village;
        return db.In<LandValue>(scope).AsNoTracking().Where(v => v.TaxCode == taxCode && v.Zone == of.LandZone && v.TaxYear <= year)
            .OrderByDescending(v => v.TaxYear).ThenByDescending(v => v.Version).FirstOrDefaultAsync(cancel);
    }

    private async Task<Dictionary<TaxpayerId, Taxpayer>> OwnersAsync(
        RegionScope scope, List<TaxpayerId> ids, CancellationToken cancel)
    {
        var merges = await db.In<TaxpayerMerge>(scope).AsNoTracking().Where(m => ids.Contains(m.FromId))
            .ToDictionaryAsync(m => m.FromId, m => m.IntoId, cancel);
        var owners = new Dictionary<TaxpayerId, Taxpayer>();
        foreach (var id in ids)
        {
            var counts = merges.GetValueOrDefault(id, id);
            owners[id] = await db.In<Taxpayer>(scope).AsNoTracking().Where(t => t.TaxpayerId == counts)
                .OrderByDescending(t => t.Version).FirstAsync(cancel);
        }

        return owners;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>
/// The regions that somebody may choose from: where a register has begun, which every register does with its map of villages.
/// </summary>
internal sealed class BegunRegions(KotaDb db, Actor actor)
{
    /// <summary>The one region somebody has the permission for, or null.</summary>
    public RegionCode? Only(Permission permission) => Own(permission) is [{ IsNational: false, IsProvince: false } only] ? only : null;

    /// <summary>All regions, by code.</summary>
    public async Task<IReadOnlyList<Region>> AllAsync(Permission permission, CancellationToken cancel)
    {
        var begun = await db.In<TaxVillage>(RegionScope.National("regions with a register")).Select(v => v.RegionCode).Distinct()
            .ToListAsync(cancel);
        var shown = begun.Concat(Own(permission)).Where(c => actor.May(permission, c)).Distinct().ToList();
        return await db.Shared<Region>().AsNoTracking().Where(r => shown.Contains(r.Code) && r.Kind != RegionKind.Province)
            .OrderBy(r => r.Code).ToListAsync(cancel);
    }

    private List<RegionCode> Own(Permission permission) =>
        [.. actor.Grants.Where(g => g.Permissions.Contains(permission.Code)).Select(g => g.Region).Distinct()];
}

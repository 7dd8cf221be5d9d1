using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>
/// The regions that somebody may choose from: their own, and where a register has begun, which the register of PBB-P2 does with its map of
/// villages and the others with their first object.
/// </summary>
internal sealed class BegunRegions(KotaDb db, Actor actor)
{
    /// <summary>The one region somebody has the permission for, or null.</summary>
    public RegionCode? Only(Permission permission) => Own(permission) is [{ IsNational: false, IsProvince: false } only] ? only : null;

    /// <summary>All regions, by code.</summary>
    public async Task<IReadOnlyList<Region>> AllAsync(Permission permission, CancellationToken cancel)
    {
        var country = RegionScope.National("regions with a register");
        var begun = await db.In<TaxVillage>(country).Select(v => v.RegionCode).Union(db.In<KindObject>(country).Select(o => o.RegionCode))
            .ToListAsync(cancel);
        var shown = begun.Concat(Own(permission)).Where(c => actor.May(permission, c)).Distinct().ToList();
        return await db.Shared<Region>().AsNoTracking().Where(r => shown.Contains(r.Code) && r.Kind != RegionKind.Province)
            .OrderBy(r => r.Code).ToListAsync(cancel);
    }

    private List<RegionCode> Own(Permission permission) =>
        [.. actor.Grants.Where(g => g.Permissions.Contains(permission.Code)).Select(g => g.Region).Distinct()];
}

/// <summary>A page that leads to the one region somebody works for; who works for several chooses there.</summary>
internal abstract class RegionChoicePage(BegunRegions regions) : ProductPage
{
    public IReadOnlyList<Region> Regions { get; private set; } = [];

    /// <summary>Title of the page, which is that of the region's page.</summary>
    public abstract string TitleKey { get; }

    /// <summary>Where a region leads.</summary>
    public abstract string PathOf(RegionCode region);

    protected async Task<IActionResult> ChooseAsync(Permission permission, CancellationToken cancel)
    {
        if (regions.Only(permission) is { } only)
        {
            return this.SeeOther(PathOf(only));
        }

        Regions = await regions.AllAsync(permission, cancel);
        return Page();
    }
}

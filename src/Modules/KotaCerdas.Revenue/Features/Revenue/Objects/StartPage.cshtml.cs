using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>Leads to the objects of the one region somebody works for; who works for several chooses.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class StartPageModel(KotaDb db, Actor actor) : PageModel
{
    public IReadOnlyList<Region> Regions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var own = actor.Grants.Where(g => g.Permissions.Contains(RegisterPermissions.ReadCode)).Select(g => g.Region).Distinct().ToList();
        if (own is [{ IsNational: false, IsProvince: false } only])
        {
            return this.SeeOther(RegisterPaths.Objects(only));
        }

        // Beyond the own regions: where a register has begun, which every register does with its map of villages.
        var begun = await db.In<TaxVillage>(RegionScope.National("regions with a register")).Select(v => v.RegionCode).Distinct()
            .ToListAsync(cancel);
        var shown = begun.Concat(own).Where(c => actor.May(RegisterPermissions.Read, c)).Distinct().ToList();
        Regions = await db.Shared<Region>().AsNoTracking().Where(r => shown.Contains(r.Code) && r.Kind != RegionKind.Province)
            .OrderBy(r => r.Code).ToListAsync(cancel);
        return Page();
    }
}

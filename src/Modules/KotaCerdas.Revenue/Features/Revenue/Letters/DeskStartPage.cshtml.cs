using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Leads to the desk of the one region somebody works for; who works for several chooses.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class DeskStartPageModel(KotaDb db, Actor actor) : PageModel
{
    public IReadOnlyList<Region> Regions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var own = actor.Grants.Where(g => g.Permissions.Contains(ChargePermissions.ReadCode)).Select(g => g.Region).Distinct().ToList();
        if (own is [{ IsNational: false, IsProvince: false } only])
        {
            return this.SeeOther(ChargePaths.Desk(only));
        }

        // Beyond the own regions: where objects have been registered.
        var begun = await db.In<KindObject>(RegionScope.National("regions with other objects")).Select(o => o.RegionCode).Distinct()
            .ToListAsync(cancel);
        var shown = begun.Concat(own).Where(c => actor.May(ChargePermissions.Read, c)).Distinct().ToList();
        Regions = await db.Shared<Region>().AsNoTracking().Where(r => shown.Contains(r.Code) && r.Kind != RegionKind.Province)
            .OrderBy(r => r.Code).ToListAsync(cancel);
        return Page();
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Leads to the bills of the one region somebody works for; who works for several chooses.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class BillsStartPageModel(BillRegions regions, Actor actor) : PageModel
{
    public IReadOnlyList<Region> Regions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var own = actor.Grants.Where(g => g.Permissions.Contains(BillPermissions.ReadCode)).Select(g => g.Region).Distinct().ToList();
        if (own is [{ IsNational: false, IsProvince: false } only])
        {
            return this.SeeOther(BillPaths.List(only));
        }

        Regions = [.. (await regions.AllAsync(cancel)).Where(r => actor.May(BillPermissions.Read, r.Code))];
        return Page();
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>Leads to the field survey of the one region somebody works for; who works for several chooses.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class SurveyStartPageModel(KotaDb db, Actor actor) : PageModel
{
    public IReadOnlyList<Region> Regions { get; private set; } = [];

    public bool Reports { get; private set; }

    public string PathOf(RegionCode region) => Reports ? SurveyPaths.Reports(region) : SurveyPaths.Tasks(region);

    public async Task<IActionResult> OnGetAsync(string? bagian, CancellationToken cancel)
    {
        Reports = bagian is not null;
        var needed = Reports ? SurveyPermissions.DecideCode : SurveyPermissions.ReportCode;
        var own = actor.Grants.Where(g => g.Permissions.Contains(needed)).Select(g => g.Region).Distinct().ToList();
        if (own is [{ IsNational: false, IsProvince: false } only])
        {
            return this.SeeOther(PathOf(only));
        }

        Regions = await db.Shared<Region>().AsNoTracking().Where(r => own.Contains(r.Code) && r.Kind != RegionKind.Province)
            .OrderBy(r => r.Code).ToListAsync(cancel);
        return Page();
    }
}

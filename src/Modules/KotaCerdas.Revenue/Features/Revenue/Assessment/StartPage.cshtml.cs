using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>Leads to the assessments of the one region somebody works for; who works for several chooses.</summary>
[Needs(AssessmentPermissions.ReadCode)]
internal sealed class StartPageModel(BegunRegions regions) : PageModel
{
    public IReadOnlyList<Region> Regions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (regions.Only(AssessmentPermissions.Read) is { } only)
        {
            return this.SeeOther(AssessmentPaths.List(only));
        }

        Regions = await regions.AllAsync(AssessmentPermissions.Read, cancel);
        return Page();
    }
}

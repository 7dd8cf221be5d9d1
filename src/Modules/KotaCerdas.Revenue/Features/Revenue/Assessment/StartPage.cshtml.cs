using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>Leads to the assessments of one's region.</summary>
[Needs(AssessmentPermissions.ReadCode)]
internal sealed class StartPageModel(BegunRegions regions) : RegionChoicePage(regions)
{
    public override string TitleKey => "Revenue.Batch.ListTitle";

    public override string PathOf(RegionCode region) => AssessmentPaths.List(region);

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ChooseAsync(AssessmentPermissions.Read, cancel);
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Leads to what one's region received of its targets: where the day of the office's head and treasurer begins.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class TargetStartPageModel(BegunRegions regions) : RegionChoicePage(regions)
{
    public override string TitleKey => "Revenue.Target.Title";

    public override string PathOf(RegionCode region) => BillPaths.Targets(region);

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ChooseAsync(BillPermissions.Read, cancel);
}

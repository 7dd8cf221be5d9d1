using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Leads to the desk of one's region.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class DeskStartPageModel(BegunRegions regions) : RegionChoicePage(regions)
{
    public override string TitleKey => "Revenue.Desk.Title";

    public override string PathOf(RegionCode region) => ChargePaths.Desk(region);

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ChooseAsync(ChargePermissions.Read, cancel);
}

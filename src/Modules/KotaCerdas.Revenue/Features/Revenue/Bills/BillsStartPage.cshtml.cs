using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Leads to the bills of one's region.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class BillsStartPageModel(BegunRegions regions) : RegionChoicePage(regions)
{
    public override string TitleKey => "Revenue.Bill.ListTitle";

    public override string PathOf(RegionCode region) => BillPaths.List(region);

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ChooseAsync(BillPermissions.Read, cancel);
}

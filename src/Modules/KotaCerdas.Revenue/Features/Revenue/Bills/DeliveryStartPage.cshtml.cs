using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Leads to the deliveries of one's region.</summary>
[Needs(BillPermissions.ReadDeliveriesCode)]
internal sealed class DeliveryStartPageModel(BegunRegions regions) : RegionChoicePage(regions)
{
    public override string TitleKey => "Revenue.Delivery.Title";

    public override string PathOf(RegionCode region) => BillPaths.Deliveries(region);

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ChooseAsync(BillPermissions.ReadDeliveries, cancel);
}

using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Where anyone chooses the region whose bills they look up.</summary>
internal sealed class BillStartPageModel(BillRegions regions) : ProductPage
{
    public IReadOnlyList<Region> Regions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Regions = await regions.AllAsync(cancel);
}

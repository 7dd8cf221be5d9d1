using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>How the bills of a year were delivered, by village.</summary>
[Needs(BillPermissions.ReadDeliveriesCode)]
internal sealed class DeliveryPageModel(RegisterDesk desk, DeliveryDesk delivery, BillRegions regions) : RegisterPage(desk)
{
    private BillRegion _where = null!;

    public IReadOnlyList<int> Years { get; private set; } = [];

    public int Year { get; private set; }

    public IReadOnlyList<VillageDelivery> Villages { get; private set; } = [];

    public string Path => BillPaths.Deliveries(Code);

    public async Task<IActionResult> OnGetAsync(string region, int? tahun, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.ReadDeliveries, cancel) is { } closed)
        {
            return closed;
        }

        _where = (await regions.FindAsync(Region.Slug, cancel))!;
        Years = await delivery.YearsAsync(Code, cancel);
        if (Years.Count > 0)
        {
            Year = tahun is { } asked && Years.Contains(asked) ? asked : Years[0];
            Villages = await delivery.VillagesAsync(Code, Year, cancel);
        }

        return Page();
    }

    public string NameOf(long taxCode) => _where.VillageOf(Nop.In(taxCode).First);
}

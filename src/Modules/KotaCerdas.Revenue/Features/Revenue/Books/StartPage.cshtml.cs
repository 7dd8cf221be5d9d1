using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Books;

/// <summary>Leads to the ledger of one's region.</summary>
[Needs(LedgerPermissions.ReadCode)]
internal sealed class StartPageModel(BegunRegions regions) : RegionChoicePage(regions)
{
    public override string TitleKey => "Revenue.Books.Title";

    public override string PathOf(RegionCode region) => LedgerPaths.Trial(region);

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ChooseAsync(LedgerPermissions.Read, cancel);
}

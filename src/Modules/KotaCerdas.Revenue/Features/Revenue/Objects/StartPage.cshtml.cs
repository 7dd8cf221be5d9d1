using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>Leads to the objects of one's region.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class StartPageModel(BegunRegions regions) : RegionChoicePage(regions)
{
    public override string TitleKey => "Revenue.Register.Title";

    public override string PathOf(RegionCode region) => RegisterPaths.Objects(region);

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ChooseAsync(RegisterPermissions.Read, cancel);
}

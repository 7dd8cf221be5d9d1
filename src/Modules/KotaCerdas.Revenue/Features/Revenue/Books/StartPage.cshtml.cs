using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Revenue.Features.Books;

/// <summary>Leads to the ledger of the one region somebody works for; who works for several chooses.</summary>
[Needs(LedgerPermissions.ReadCode)]
internal sealed class StartPageModel(BegunRegions regions) : PageModel
{
    public IReadOnlyList<Region> Regions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (regions.Only(LedgerPermissions.Read) is { } only)
        {
            return this.SeeOther(LedgerPaths.Trial(only));
        }

        Regions = await regions.AllAsync(LedgerPermissions.Read, cancel);
        return Page();
    }
}

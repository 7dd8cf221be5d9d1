using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>The receipt of a payment, for officers.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class SttsPageModel(RegisterDesk desk, BillRegions regions, SinglePaper paper, Texts texts) : RegisterPage(desk)
{
    public async Task<IActionResult> OnGetAsync(string region, string nop, int tahun, int ke, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        return Nop.TryParse(nop, out var number) && await regions.FindAsync(Region.Slug, cancel) is { } where
            ? PaperAnswer.Of(await paper.SttsAsync(where, number, tahun, ke, cancel), $"stts-{tahun}-{BillPaths.Digits(number)}.pdf", texts)
            : NotFound();
    }
}

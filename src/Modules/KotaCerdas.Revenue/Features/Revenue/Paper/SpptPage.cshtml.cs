using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>A bill on paper, for officers.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class SpptPageModel(RegisterDesk desk, BillRegions regions, SinglePaper paper, Texts texts) : RegisterPage(desk)
{
    public async Task<IActionResult> OnGetAsync(string region, string nop, int tahun, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        return Nop.TryParse(nop, out var number) && await regions.FindAsync(Region.Slug, cancel) is { } where
            ? PaperAnswer.Of(await paper.SpptAsync(where, number, tahun, cancel), $"sppt-{tahun}-{BillPaths.Digits(number)}.pdf", texts)
            : NotFound();
    }
}

/// <summary>How a page answers with paper.</summary>
internal static class PaperAnswer
{
    /// <summary>The file; where something is missing for it, what; where there is nothing to print, that there is no such page.</summary>
    public static IActionResult Of(Outcome<byte[]>? made, string name, Texts texts) => made switch
    {
        null => new NotFoundResult(),
        { Failed: true } failed => new ContentResult
        {
            StatusCode = StatusCodes.Status409Conflict, ContentType = "text/plain; charset=utf-8", Content = texts.Of(failed.Problem),
        },
        { } done => new FileContentResult(done.Value, "application/pdf") { FileDownloadName = name },
    };
}

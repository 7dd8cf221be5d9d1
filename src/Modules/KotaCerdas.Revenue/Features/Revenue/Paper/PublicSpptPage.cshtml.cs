using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>A bill on paper for whoever has its check code. Who has none, or asks too often, gets nothing.</summary>
internal sealed class PublicSpptPageModel(
    BillRegions regions, SinglePaper paper, BillGate gate, PersonalNumbers numbers, Texts texts) : ProductPage
{
    public async Task<IActionResult> OnGetAsync(string slug, string nop, int tahun, string? kode, CancellationToken cancel)
    {
        if (await regions.FindAsync(slug, cancel) is not { } where || !Nop.TryParse(nop, out var number))
        {
            return NotFound();
        }

        var address = HttpContext.Connection.RemoteIpAddress;
        if (gate.Ask(where.Code, address, withCode: true) is not null)
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (!BillCode.Fits(BillCode.Of(numbers, where.Code, number, tahun), kode))
        {
            gate.Missed(where.Code, address, withCode: true);
            return NotFound();
        }

        if (!await paper.WentOutAsync(where.Code, number, tahun, cancel))
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "no-store";
        return PaperAnswer.Of(
            await paper.SpptAsync(where, number, tahun, cancel), $"sppt-{tahun}-{BillPaths.Digits(number)}.pdf", texts);
    }
}

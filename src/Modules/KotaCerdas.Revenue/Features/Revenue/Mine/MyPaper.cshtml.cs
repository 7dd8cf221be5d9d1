using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>The bytes of a letter about an own object.</summary>
[Needs]
internal sealed class MyPaperModel(MyLetters letters, DocumentRegister register, Actor actor) : ProductPage
{
    public async Task<IActionResult> OnGetAsync(string region, Guid id, Guid document, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code)
            || await letters.FindAsync(actor.User!.Value, code, (new ChargeId(id), new DocumentId(document)), cancel) is not { } found)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = MineWords.NotKept;
        return File(await register.ReadAsync(found.Paper, cancel), "application/pdf", found.Paper.Number.Replace('/', '-') + ".pdf");
    }
}

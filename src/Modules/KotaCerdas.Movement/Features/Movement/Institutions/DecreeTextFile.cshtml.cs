using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>Draft (<c>konsep</c>), document (<c>berkas</c>) and letter (<c>surat</c>) of a decree, for who sees the decree.</summary>
[Needs]
internal sealed class DecreeTextFileModel(DecreeDesk desk, SigningDesk signing, PrepareDecree prepare) : ProductPage
{
    private const string Pdf = "application/pdf";

    public async Task<IActionResult> OnGetAsync(string region, Guid id, string file, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code))
        {
            return NotFound();
        }

        var read = await desk.ReadAsync(code, id, cancel);
        if (read.Failed)
        {
            return MentoringPages.Closed(read.Problem);
        }

        var decree = read.Value.Decree;
        return file switch
        {
            "konsep" when read.Value.Closed is null => await DraftAsync(read.Value, cancel),
            "berkas" when decree.DocumentId is { } document => await MadeAsync(code, document, cancel),
            "surat" when decree.LetterId is { } letter => await MadeAsync(code, letter, cancel),
            _ => NotFound(),
        };
    }

    private async Task<IActionResult> DraftAsync(DecreeFile of, CancellationToken cancel)
    {
        var draft = await prepare.DraftAsync(of, cancel);
        return draft.Failed ? NotFound() : File(draft.Value, Pdf, $"konsep {of.Decree.Kind} {of.Access.Region.Code}.pdf");
    }

    private async Task<IActionResult> MadeAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        var document = (await signing.DocumentAsync(region, id, cancel))!;
        return File(
            await signing.BytesAsync(document, cancel), Pdf, $"{document.Kind} {document.Number.Replace('/', '-')}.pdf");
    }
}

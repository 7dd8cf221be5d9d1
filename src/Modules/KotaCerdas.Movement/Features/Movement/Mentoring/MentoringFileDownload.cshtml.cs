using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>
/// The bytes of a version, a decree or a meeting's file, always as a download: nothing that was uploaded runs in a browser.
/// </summary>
[Needs]
internal sealed class MentoringFileDownloadModel(InstitutionDesk desk, DraftRows rows, FileStore files) : ProductPage
{
    public async Task<IActionResult> OnGetAsync(string region, Guid file, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code))
        {
            return NotFound();
        }

        var opened = await desk.OpenAsync(code, cancel);
        if (opened.Failed)
        {
            return MentoringPages.Closed(opened.Problem);
        }

        var stored = await rows.ShowsAsync(code, file, cancel) ? await files.FindAsync(code, new FileId(file), cancel) : null;
        return stored is null ? NotFound() : File(files.Open(stored), stored.MediaType, stored.Name);
    }
}

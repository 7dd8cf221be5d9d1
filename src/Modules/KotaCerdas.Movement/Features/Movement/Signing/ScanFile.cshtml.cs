using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>The scan of an agreement that was signed on paper, for its parties.</summary>
[Needs]
internal sealed class ScanFileModel(AgreementDesk desk, FileStore files) : ProductPage
{
    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        var (file, closed) = await desk.OpenAsync(region, id, cancel);
        if (file is null)
        {
            return closed!;
        }

        var scan = file.Agreement.ScanFileId is { } own ? await files.FindAsync(file.Region.Code, new(own), cancel) : null;
        return scan is null ? NotFound() : File(files.Open(scan), scan.MediaType, scan.Name);
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>The bytes of evidence for an obligation, always as a download.</summary>
[Needs]
internal sealed class ObligationFileModel(AgreementDesk desk, ObligationWork work, FileStore files) : ProductPage
{
    public async Task<IActionResult> OnGetAsync(string region, Guid id, Guid obligation, Guid step, CancellationToken cancel)
    {
        var (file, closed) = await desk.OpenAsync(region, id, cancel);
        if (file is null)
        {
            return closed!;
        }

        var stored = await work.FileAsync(new(file.Region.Code, file.Agreement.Id, obligation), step, cancel);
        return stored is null ? NotFound() : File(files.Open(stored), stored.MediaType, stored.Name);
    }
}

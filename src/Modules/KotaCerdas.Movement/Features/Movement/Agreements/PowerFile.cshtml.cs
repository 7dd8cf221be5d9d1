using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>The letter by which an office may sign, always as a download.</summary>
[Needs]
internal sealed class PowerFileModel(AgreementDesk desk, FileStore files) : ProductPage
{
    public async Task<IActionResult> OnGetAsync(string region, Guid id, Guid power, CancellationToken cancel)
    {
        var (file, closed) = await desk.OpenAsync(region, id, cancel);
        if (file is null)
        {
            return closed!;
        }

        var row = file.Powers.FirstOrDefault(p => p.Id == power);
        var stored = row is null ? null : await files.FindAsync(file.Region.Code, new FileId(row.FileId), cancel);
        return stored is null ? NotFound() : File(files.Open(stored), stored.MediaType, stored.Name);
    }
}

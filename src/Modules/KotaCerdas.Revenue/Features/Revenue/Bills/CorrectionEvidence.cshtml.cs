using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Evidence of a request as a download.</summary>
[Needs(BillPermissions.CorrectCode)]
internal sealed class CorrectionEvidenceModel(RegisterDesk desk, CorrectionDesk corrections, FileStore files) : RegisterPage(desk)
{
    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Correct, cancel) is { } closed)
        {
            return closed;
        }

        return await corrections.FindAsync(Code, id, cancel) is { Request.FileId: { } file }
            && await files.FindAsync(Code, file, cancel) is { } stored
            ? File(files.Open(stored), stored.MediaType, stored.Name) : NotFound();
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>
/// The bytes of a piece of evidence, as a download: nothing that was uploaded runs in the reader's browser. Only a PDF whose page is asked
/// for is shown by it.
/// </summary>
[Needs(CallPermissions.ReadCode)]
internal sealed class EvidenceFileModel(Actor actor, AddEvidence evidenceOf, FileStore files) : ProductPage
{
    public async Task<IActionResult> OnGetAsync(Guid call, string region, Guid evidence, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code) || !actor.May(CallPermissions.Read, code))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        var stored = await evidenceOf.FileAsync(code, new(call), evidence, cancel);
        return stored is null ? NotFound() : EvidenceLine.File(this, files, stored);
    }
}

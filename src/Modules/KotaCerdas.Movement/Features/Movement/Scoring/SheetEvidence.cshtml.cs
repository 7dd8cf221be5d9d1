using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features.Scoring;

/// <summary>
/// Evidence of a region as a download, for those who hold a sheet of it: nobody else of the panel sees anything of the region.
/// </summary>
[Needs("movement.score.give")]
internal sealed class SheetEvidencePage(Actor actor, Scores scores, AddEvidence evidenceOf, FileStore files) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid callId, string regionCode, Guid evidence, CancellationToken cancel)
    {
        var call = new CallId(callId);
        if (!RegionCode.TryParse(regionCode, out var region) || await scores.OwnAsync(call, region, actor.User!.Value, cancel) is null)
        {
            return NotFound();
        }

        var stored = await evidenceOf.FileAsync(region, call, evidence, cancel);
        return stored is null ? NotFound() : EvidenceLine.File(this, files, stored);
    }
}

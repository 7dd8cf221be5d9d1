using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Scoring;

/// <summary>
/// Evidence of a region as a download, for those who hold a sheet of it, and for those of the ministry who moderate, decide or audit:
/// nobody else of the panel sees anything of the region.
/// </summary>
[Needs]
internal sealed class SheetEvidencePage(Actor actor, Scores scores, AddEvidence evidenceOf, FileStore files) : ProductPage
{
    public async Task<IActionResult> OnGetAsync(Guid callId, string regionCode, Guid evidence, CancellationToken cancel)
    {
        var call = new CallId(callId);
        if (!RegionCode.TryParse(regionCode, out var region) || !await MayReadAsync(call, region, cancel))
        {
            return NotFound();
        }

        var stored = await evidenceOf.FileAsync(region, call, evidence, cancel);
        return stored is null ? NotFound() : EvidenceLine.File(this, files, stored);
    }

    private async Task<bool> MayReadAsync(CallId call, RegionCode region, CancellationToken cancel) =>
        actor.May(AssessmentPermissions.SeeScores, RegionCode.National)
        || (actor.MayAnywhere(AssessmentPermissions.GiveScores)
            && await scores.OwnAsync(call, region, actor.User!.Value, cancel) is not null);
}

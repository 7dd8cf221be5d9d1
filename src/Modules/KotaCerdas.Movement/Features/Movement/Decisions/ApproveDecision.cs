using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>
/// Approves the newest draft: first the director, then the director general. Neither may have drafted it, and nobody gives both approvals.
/// </summary>
internal sealed class ApproveDecision(KotaDb db, Actor actor, AssessmentDesk desk, Records records)
{
    public async Task<Outcome<ApprovalStep>> RunAsync(CallId callId, Guid decisionId, CancellationToken cancel)
    {
        var call = await desk.CallAsync(callId, cancel);
        var decision = await db.Shared<Decision>().SingleOrDefaultAsync(d => d.CallId == callId && d.Id == decisionId, cancel);
        if (call.Failed || decision is null)
        {
            return new Problem("Movement.Decision.NoDraft");
        }

        var given = await db.Shared<DecisionApproval>().Where(a => a.DecisionId == decisionId).OrderBy(a => a.At).ToListAsync(cancel);
        var step = given.Count == 0 ? ApprovalStep.Director : ApprovalStep.DirectorGeneral;
        var permission = step == ApprovalStep.Director ? AssessmentPermissions.ApproveAsDirector : AssessmentPermissions.ApproveAsGeneral;
        if (actor.User is not { } user || !(actor.May(AssessmentPermissions.ApproveAsDirector, RegionCode.National)
            || actor.May(AssessmentPermissions.ApproveAsGeneral, RegionCode.National)))
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        // A later draft replaces a draft of the whole selection, and one that fills a place; after objections each stands for itself.
        var replaced = decision.CorrectsId is null
            ? await db.Shared<Decision>().AnyAsync(d => d.CallId == callId && d.CorrectsId == null && d.Number > decision.Number, cancel)
            : given.Count < 2 && (await OpenCorrections.OfAsync(db, callId, cancel)).All(c => c.Decision.Id != decisionId);
        var problem = given.Count == 2 ? "Movement.Decision.FullyApproved"
            : replaced ? "Movement.Decision.Replaced"
            : decision.DraftedBy == user ? "Movement.Decision.DrafterCannotApprove"
            : given.Exists(a => a.UserId == user) ? "Movement.Decision.SamePerson"
            : !actor.May(permission, RegionCode.National) ? "Movement.Decision.NotYourStep"
            : null;
        return problem is not null ? new Problem(problem) : await ApproveAsync(call.Value, decision, step, user, cancel);
    }

    private async Task<Outcome<ApprovalStep>> ApproveAsync(Call call, Decision decision, ApprovalStep step, UserId user,
        CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        db.Add(new DecisionApproval { DecisionId = decision.Id, Step = step, UserId = user, ByName = actor.Name, At = records.Now });
        records.National(actor, "Movement.Trail.DecisionApproved", call.Id, new { decision = decision.Id, step = step.ToString() });
        if (step == ApprovalStep.DirectorGeneral)
        {
            if (call.Status == CallStatus.Selecting)
            {
                _ = call.Advance(CallStatus.Decided, actor, records.Now);
            }

            records.Tell(new SelectionDecided(RegionCode.National, call.Id.Value, decision.Id));
        }
        else
        {
            records.Tell(new SelectionApproved(RegionCode.National, call.Id.Value, decision.Id));
        }

        if (await write.TryCommitAsync(Records.Raced, cancel) is { } raced)
        {
            return raced;
        }

        return step;
    }
}

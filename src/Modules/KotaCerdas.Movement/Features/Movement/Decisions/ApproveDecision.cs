using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>
/// An approver answers the newest draft: first the director, then the director general. Neither may have drafted it, and nobody answers
/// twice. A no needs a reason and voids the draft; who drafted it is told and drafts anew.
/// </summary>
internal sealed class ApproveDecision(KotaDb db, Actor actor, AssessmentDesk desk, Records records)
{
    public const int LeastReason = 10;
    public const int ReasonLength = 1_000;

    public async Task<Outcome<ApprovalStep>> RunAsync(CallId callId, Guid decisionId, CancellationToken cancel)
    {
        var turn = await TurnAsync(callId, decisionId, cancel);
        return turn.Failed ? turn.Problem : await ApproveAsync(turn.Value, cancel);
    }

    /// <summary>Says no.</summary>
    public async Task<Outcome<ApprovalStep>> ReturnAsync(CallId callId, Guid decisionId, string reason, CancellationToken cancel)
    {
        var turn = await TurnAsync(callId, decisionId, cancel);
        if (turn.Failed)
        {
            return turn.Problem;
        }

        if (reason.Trim().Length is < LeastReason or > ReasonLength)
        {
            return new Problem("Movement.Decision.ReturnReasonLength", "ReturnReason", LeastReason, ReasonLength);
        }

        var (call, decision, step, _) = turn.Value;
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        db.Add(Fact(turn.Value, reason.Trim()));
        records.National(actor, "Movement.Trail.DecisionReturned", call.Id, new { decision = decision.Id, step = step.ToString() });
        records.Tell(new SelectionReturned(RegionCode.National, call.Id.Value, decision.Id));
        return await write.TryCommitAsync(Records.Raced, cancel) is { } raced ? raced : step;
    }

    /// <summary>The step that is next, where it is the actor's.</summary>
    private async Task<Outcome<Turn>> TurnAsync(CallId callId, Guid decisionId, CancellationToken cancel)
    {
        var call = await desk.RunningAsync(callId, cancel);
        var decision = await db.Shared<Decision>().SingleOrDefaultAsync(d => d.CallId == callId && d.Id == decisionId, cancel);
        if (call.Failed || decision is null)
        {
            return call.Failed ? call.Problem : new Problem("Movement.Decision.NoDraft");
        }

        var given = await db.Shared<DecisionApproval>().Where(a => a.DecisionId == decisionId).OrderBy(a => a.At).ToListAsync(cancel);
        var step = given.Count == 0 ? ApprovalStep.Director : ApprovalStep.DirectorGeneral;
        var permission = step == ApprovalStep.Director ? AssessmentPermissions.ApproveAsDirector : AssessmentPermissions.ApproveAsGeneral;
        if (actor.User is not { } user || !(actor.May(AssessmentPermissions.ApproveAsDirector, RegionCode.National)
            || actor.May(AssessmentPermissions.ApproveAsGeneral, RegionCode.National)))
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var problem = given.Exists(a => a.ReturnReason is not null) ? "Movement.Decision.Returned"
            : given.Count == 2 ? "Movement.Decision.FullyApproved"
            : await IsReplacedAsync(decision, cancel) ? "Movement.Decision.Replaced"
            : decision.DraftedBy == user ? "Movement.Decision.DrafterCannotApprove"
            : given.Exists(a => a.UserId == user) ? "Movement.Decision.SamePerson"
            : !actor.May(permission, RegionCode.National) ? "Movement.Decision.NotYourStep"
            : null;
        return problem is not null ? new Problem(problem) : new Turn(call.Value, decision, step, user);
    }

    /// <summary>
    /// A later draft replaces a draft of the whole selection, and one that fills a place; after objections each stands for itself.
    /// </summary>
    private async Task<bool> IsReplacedAsync(Decision decision, CancellationToken cancel) => decision.CorrectsId is null
        ? await db.Shared<Decision>()
            .AnyAsync(d => d.CallId == decision.CallId && d.CorrectsId == null && d.Number > decision.Number, cancel)
        : (await OpenCorrections.OfAsync(db, decision.CallId, cancel)).All(c => c.Decision.Id != decision.Id);

    private async Task<Outcome<ApprovalStep>> ApproveAsync(Turn turn, CancellationToken cancel)
    {
        var (call, decision, step, _) = turn;
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        db.Add(Fact(turn, null));
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

        return await write.TryCommitAsync(Records.Raced, cancel) is { } raced ? raced : step;
    }

    private DecisionApproval Fact(Turn turn, string? reason) => new()
    {
        DecisionId = turn.Decision.Id, Step = turn.Step, UserId = turn.User, ByName = actor.Name, At = records.Now, ReturnReason = reason,
    };

    private sealed record Turn(Call Call, Decision Decision, ApprovalStep Step, UserId User);
}

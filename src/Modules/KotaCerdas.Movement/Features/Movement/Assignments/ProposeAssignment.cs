using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Assignments;

/// <summary>Computes who assesses which region and keeps the proposal with its seed; nobody is assigned before it is accepted.</summary>
internal sealed class ProposeAssignment(KotaDb db, Actor actor, AssessmentDesk desk, Trail trail, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(CallId callId, int seed, CancellationToken cancel)
    {
        if (actor.Refuse(AssessmentPermissions.ManagePanel, RegionCode.National) is { } refused)
        {
            return refused;
        }

        var call = await desk.CallAsync(callId, cancel);
        if (call.Failed)
        {
            return call.Problem;
        }

        if (call.Value.Status is not (CallStatus.Closed or CallStatus.Assessing))
        {
            return new Problem("Movement.Assess.NotClosed");
        }

        var regions = (await desk.ApplicantsAsync(callId, cancel)).ConvertAll(r => r.Code);
        if (regions.Count == 0)
        {
            return new Problem("Movement.Assess.NoApplicants");
        }

        var members = await desk.MembersAsync(callId, cancel);
        var offices = members.ToDictionary(m => m.UserId.ToString(), m => m.Office, StringComparer.Ordinal);
        var declarations = await desk.DeclarationsAsync(callId, cancel);
        var assessors = AssessmentDesk.Assessors(members, regions, declarations);
        var plan = PanelAssignment.Assign(assessors, regions, AssessmentDesk.RulesOf(call.Value), (ulong)seed);
        plan = plan.Failed ? Outcome.Fail<PanelPlan>([.. plan.Problems, .. Exclusions.Of(plan.Problems, members, declarations)]) : plan;
        var proposal = AssignmentProposal.Of(plan, name => offices.GetValueOrDefault(name, name));
        return await StoreAsync(callId, seed, proposal, cancel);
    }

    private async Task<Outcome<Guid>> StoreAsync(CallId callId, int seed, AssignmentProposal proposal, CancellationToken cancel)
    {
        var run = new AssignmentRun
        {
            CallId = callId,
            Id = Ids.New(clock),
            Seed = seed,
            At = clock.GetUtcNow().UtcDateTime,
            ByName = actor.Name,
            Proposal = proposal.Write(),
        };
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        db.Add(run);
        trail.Add(
            actor, "Movement.Trail.AssignmentProposed", new(RegionCode.National, "movement.call", callId.ToString()),
            new { run = run.Id, seed, proposal.Feasible });
        await write.CommitAsync(cancel);
        return run.Id;
    }
}

/// <summary>Puts a proposal in force: a sheet for each assessor and region, with the day by which it is promised.</summary>
internal sealed class AcceptAssignment(KotaDb db, Actor actor, AssessmentDesk desk, AssignmentFacts facts, Records records)
{
    public async Task<Outcome<Nothing>> RunAsync(CallId callId, Guid runId, CancellationToken cancel)
    {
        if (actor.Refuse(AssessmentPermissions.ManagePanel, RegionCode.National) is { } refused)
        {
            return refused;
        }

        var call = await desk.CallAsync(callId, cancel);
        var run = await db.Shared<AssignmentRun>().SingleOrDefaultAsync(r => r.CallId == callId && r.Id == runId, cancel);
        if (call.Failed || run is null)
        {
            return new Problem("Movement.Assess.NoRun");
        }

        if (run.AcceptedAt is not null)
        {
            return Outcome.Done;
        }

        var plan = AssignmentProposal.Read(run.Proposal).Plan();
        if (await RefuseAsync(call.Value, plan, cancel) is { } problem)
        {
            return problem;
        }

        var history = await db.In<ScoreSheet>(AssessmentDesk.AllRegions).Where(s => s.CallId == callId).ToListAsync(cancel);
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        run.AcceptedAt = records.Now;
        foreach (var (region, assessors) in plan.Panels)
        {
            foreach (var user in assessors.Select(a => new UserId(Guid.Parse(a))))
            {
                facts.Assign(call.Value, history.Find(s => s.RegionCode == region && s.UserId == user), (region, user), runId);
            }
        }

        if (call.Value.Status == CallStatus.Closed)
        {
            _ = call.Value.Advance(CallStatus.Assessing, actor, records.Now);
        }

        records.National(actor, "Movement.Trail.AssignmentAccepted", callId, new { run = runId });
        records.Tell(new AssessmentsAssigned(RegionCode.National, callId.Value, plan.Panels.Count, plan.Loads.Count));
        if (await write.TryCommitAsync(Records.Raced, cancel) is { } raced)
        {
            return raced;
        }

        return Outcome.Done;
    }

    private async Task<Problem?> RefuseAsync(Call call, PanelPlan plan, CancellationToken cancel)
    {
        if (plan.Panels.Count == 0)
        {
            return new Problem("Movement.Assess.NotFeasible");
        }

        if ((await desk.SheetsAsync(call.Id, AssessmentDesk.AllRegions, cancel)).Count > 0)
        {
            return new Problem("Movement.Assess.AlreadyAssigned");
        }

        // Declarations may have changed since the run: the rules are checked again, not trusted.
        var regions = (await desk.ApplicantsAsync(call.Id, cancel)).ConvertAll(r => r.Code);
        var assessors = AssessmentDesk
            .Assessors(await desk.MembersAsync(call.Id, cancel), regions, await desk.DeclarationsAsync(call.Id, cancel));
        return PanelCheck.Of(plan, regions, assessors, AssessmentDesk.RulesOf(call)).FirstOrDefault() is null
            ? null
            : new Problem("Movement.Assess.ProposalOutdated");
    }
}

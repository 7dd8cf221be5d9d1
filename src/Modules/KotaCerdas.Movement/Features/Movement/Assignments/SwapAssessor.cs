using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Assignments;

/// <summary>A change of a region's panel by hand.</summary>
/// <param name="Leaves">Who leaves, or null where a seat is empty.</param>
/// <param name="Enters">Who takes the seat.</param>
internal sealed record SwapInput(CallId CallId, RegionCode Region, UserId? Leaves, UserId Enters, string Reason);

/// <summary>
/// Changes the panel of a region with a reason. All rules hold afterwards, or nothing changes and the broken ones are named.
/// </summary>
internal sealed class SwapAssessor(KotaDb db, Actor actor, AssessmentDesk desk, AssignmentFacts facts, Records records)
{
    private const int ReasonLength = 500;

    public async Task<Outcome<Nothing>> RunAsync(SwapInput input, CancellationToken cancel)
    {
        if (actor.Refuse(AssessmentPermissions.ManagePanel, RegionCode.National) is { } refused)
        {
            return refused;
        }

        if (input.Reason.Trim().Length is < 5 or > ReasonLength)
        {
            return new Problem("Movement.Assess.ReasonLength", "Reason", ReasonLength);
        }

        var call = await desk.CallAsync(input.CallId, cancel);
        if (call.Failed || call.Value.Status != CallStatus.Assessing)
        {
            return new Problem("Movement.Assess.NotAssessing");
        }

        var sheets = await desk.SheetsAsync(input.CallId, AssessmentDesk.AllRegions, cancel);
        var leaving = sheets.Find(s => s.RegionCode == input.Region && s.UserId == input.Leaves);
        if ((input.Leaves is not null && leaving is null) || leaving?.SubmittedAt is not null)
        {
            return new Problem("Movement.Assess.CannotLeave", "Leaves");
        }

        var broken = await BrokenAsync(call.Value, sheets, leaving, input, cancel);
        if (broken.Count > 0)
        {
            return broken;
        }

        var history = await db.In<ScoreSheet>(RegionScope.Of(input.Region))
            .SingleOrDefaultAsync(s => s.CallId == input.CallId && s.UserId == input.Enters, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(input.Region), cancel);
        if (leaving is not null)
        {
            facts.Remove(call.Value, leaving, input.Reason.Trim());
        }

        facts.Assign(call.Value, history, (input.Region, input.Enters), null, input.Reason.Trim());
        records.Of(actor, "Movement.Trail.AssessorSwapped", input.Region, input.CallId);
        records.Tell(new AssessorEntered(input.Region, input.CallId.Value, input.Enters.Value));
        if (await write.TryCommitAsync(Records.Raced, cancel) is { } raced)
        {
            return raced;
        }

        return Outcome.Done;
    }

    private async Task<List<Problem>> BrokenAsync(Call call, List<ScoreSheet> sheets, ScoreSheet? leaving, SwapInput input,
        CancellationToken cancel)
    {
        var panels = AssessmentDesk.PlanOf(sheets.Where(s => s != leaving)).Panels.ToDictionary(p => p.Key, p => p.Value);
        var seat = input.Enters.ToString();
        if (panels.GetValueOrDefault(input.Region, []).Contains(seat))
        {
            return [new Problem("Movement.Assess.AlreadyOnPanel", "Enters")];
        }

        panels[input.Region] = [.. panels.GetValueOrDefault(input.Region, []), seat];
        var regions = (await desk.ApplicantsAsync(call.Id, cancel)).ConvertAll(r => r.Code);
        var assessors = AssessmentDesk
            .Assessors(await desk.MembersAsync(call.Id, cancel), regions, await desk.DeclarationsAsync(call.Id, cancel));
        var rules = AssessmentDesk.RulesOf(call);
        var plan = new PanelPlan(panels);
        var entering = assessors.Find(a => a.Code == seat);
        var load = plan.Loads.GetValueOrDefault(seat);
        var found = PanelCheck.Region(plan, input.Region, assessors, rules).ToList();
        if (entering is not null && load > rules.MostFor(entering))
        {
            found.Add(new("Movement.Assess.PanelLoad", "Enters", load, rules.MostFor(entering)));
        }

        return found;
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Letters;
using KotaCerdas.Movement.Features.Objections;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Demo;

/// <summary>The selection: drafted, approved by two, announced, told by letter, objected to, answered.</summary>
internal sealed class SelectionScene(DemoStage stage, DemoCast cast, CallId call)
{
    private const int Objections = 2;

    /// <param name="drafted">A Wednesday: the days from it are working days.</param>
    public async Task DecideAsync(DateOnly drafted)
    {
        stage.Clock.Set(drafted, 10);
        var words = new DraftWords(stage.Say("Movement.Demo.DecisionNote"), stage.Say("Movement.Demo.Unmoderated"));
        var decision = await stage.AsAsync(cast.Officer, (DraftDecision o) => o.RunAsync(call, words, stage.Cancel));
        var first = (await LinesAsync(decision)).First(l => l.Place == 1);
        var remark = stage.Say("Movement.Demo.LineRemark");
        await stage.AsAsync(cast.Officer, (RemarkOnLine o) => o.RunAsync(call, decision, first.RegionCode, remark, stage.Cancel));
        stage.Clock.Set(drafted.AddDays(2), 11);
        await stage.AsAsync(cast.Director, (ApproveDecision o) => o.RunAsync(call, decision, stage.Cancel));
        stage.Clock.Set(drafted.AddDays(5), 15);
        await stage.AsAsync(cast.General, (ApproveDecision o) => o.RunAsync(call, decision, stage.Cancel));
        var announced = drafted.AddDays(6);
        stage.Clock.Set(announced, 10);
        await stage.AsAsync(cast.Officer, (AnnounceDecision o) => o.RunAsync(call, decision, stage.Cancel));
        stage.Clock.Set(announced, 14);
        await stage.RunAsync(cast.Officer, SendLetters.Kind, RegionCode.National, new SendLettersInput(call.Value));
        await ObjectAsync(await LinesAsync(decision), announced);
    }

    /// <summary>The first regions below the line object, and the decision is explained and upheld.</summary>
    private async Task ObjectAsync(List<DecisionLine> lines, DateOnly announced)
    {
        var below = lines.Where(l => l.Result == SelectionResult.Rejected)
            .OrderBy(l => l.Place).ThenBy(l => l.RegionCode).Take(Objections).ToList();
        foreach (var (index, line) in below.Index())
        {
            stage.Clock.Set(announced.AddDays(7 + index), 9);
            var grounds = stage.Say("Movement.Demo.Grounds");
            var objection = await stage.AsAsync(
                cast.Regions[line.RegionCode].Head, (FileObjection o) => o.RunAsync(new(call, line.RegionCode, grounds), stage.Cancel));
            stage.Clock.Set(announced.AddDays(14 + index), 14);
            var answer = new ObjectionAnswerInput(
                call, line.RegionCode, objection, ObjectionResult.Upheld, null, stage.Say("Movement.Demo.GroundsAnswer"));
            await stage.AsAsync(cast.Officer, (AnswerObjection o) => o.RunAsync(answer, stage.Cancel));
        }
    }

    private Task<List<DecisionLine>> LinesAsync(Guid decision) => stage.ReadAsync((KotaDb db) => db
        .In<DecisionLine>(AssessmentDesk.AllRegions).AsNoTracking().Where(l => l.DecisionId == decision)
        .OrderBy(l => l.Place).ThenBy(l => l.RegionCode).ToListAsync(stage.Cancel));
}

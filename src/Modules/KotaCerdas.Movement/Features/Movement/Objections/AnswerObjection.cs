using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Objections;

/// <summary>The ministry's answer to an objection.</summary>
/// <param name="NewResult">The region's new result where the decision is changed.</param>
internal sealed record ObjectionAnswerInput(
    CallId CallId, RegionCode Region, Guid ObjectionId, ObjectionResult Result, SelectionResult? NewResult, string Reason);

/// <summary>
/// Answers an objection. Where the decision changes, a correcting decision is drafted for that region: it points to the old one, and needs
/// the same two approvals and its own announcement. Where an approver returns that decision, the objection is answered once more.
/// </summary>
internal sealed class AnswerObjection(KotaDb db, Actor actor, DecisionReader reader, Records records)
{
    public const int ReasonLength = 4_000;

    public async Task<Outcome<Nothing>> RunAsync(ObjectionAnswerInput input, CancellationToken cancel)
    {
        if (actor.User is not { } user || actor.Refuse(AssessmentPermissions.AnswerObjection, RegionCode.National) is not null)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var scope = RegionScope.Of(input.Region);
        var objection = await db.In<Objection>(scope)
            .SingleOrDefaultAsync(o => o.Id == input.ObjectionId && o.CallId == input.CallId, cancel);
        if (objection is null)
        {
            return new Problem("Movement.Objection.Unknown");
        }

        var before = (await ObjectionAnswers.OfAsync(db, scope, [objection.Id], cancel)).GetValueOrDefault(objection.Id);
        if (before is { Returned: null })
        {
            return new Problem("Movement.Objection.Answered");
        }

        // What is announced may be another decision than the one objected to: a place that was filled meanwhile.
        var line = (await reader.AnnouncedAsync(input.CallId, cancel)).Rows.Single(r => r.Region.Code == input.Region).Line;
        var problems = Check(input, line).ToList();
        if (problems.Count > 0)
        {
            return problems;
        }

        var correction = input.Result == ObjectionResult.Changed ? await CorrectionAsync(objection, input, user, cancel) : null;
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        if (correction is not null)
        {
            db.Add(correction);
            db.Add(Corrected(line, correction, input.NewResult!.Value, input.Reason.Trim()));
            records.Tell(new SelectionDrafted(RegionCode.National, input.CallId.Value, correction.Id));
        }

        db.Add(Fact(input, correction, (before?.Answer.Number ?? 0) + 1, user));
        records.Of(actor, "Movement.Trail.ObjectionAnswered", input.Region, input.CallId, new { result = input.Result.ToString() });
        records.Tell(new ObjectionAnswered(input.Region, input.CallId.Value, input.ObjectionId, correction is not null));
        if (await write.TryCommitAsync(Records.Raced, cancel) is { } raced)
        {
            return raced;
        }

        return Outcome.Done;
    }

    private static IEnumerable<Problem> Check(ObjectionAnswerInput input, DecisionLine line)
    {
        if (input.Reason.Trim().Length is < 30 or > ReasonLength)
        {
            yield return new("Movement.Objection.ReasonLength", "Reason", 30, ReasonLength);
        }

        if (input.Result == ObjectionResult.Changed && (input.NewResult is null || input.NewResult == line.Result))
        {
            yield return new("Movement.Objection.NewResult", "NewResult");
        }
    }

    private ObjectionAnswer Fact(ObjectionAnswerInput input, Decision? correction, int number, UserId user) => new()
    {
        RegionCode = input.Region,
        ObjectionId = input.ObjectionId,
        Number = number,
        Result = input.Result,
        Reason = input.Reason.Trim(),
        NewDecisionId = correction?.Id,
        At = records.Now,
        ByUser = user,
        ByName = actor.Name,
    };

    private async Task<Decision> CorrectionAsync(Objection objection, ObjectionAnswerInput input, UserId user, CancellationToken cancel)
    {
        var all = await db.Shared<Decision>().Where(d => d.CallId == objection.CallId).ToListAsync(cancel);
        var old = all.Single(d => d.Id == objection.DecisionId);
        return old.Correction(all.Max(d => d.Number) + 1, input.Reason.Trim(), (records.NewId(), records.Now, user, actor.Name));
    }

    private static DecisionLine Corrected(DecisionLine old, Decision correction, SelectionResult result, string because) => new()
    {
        RegionCode = old.RegionCode,
        CallId = old.CallId,
        DecisionId = correction.Id,
        Result = result,
        Place = old.Place,
        ReservePlace = result == SelectionResult.Reserve ? old.ReservePlace ?? 0 : null,
        Total = old.Total,
        Reasons = LineReasons.Corrected(old.Reasons, SelectionReason.ByObjection, because),
    };
}

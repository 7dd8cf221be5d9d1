using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>
/// The mentor accepts what was handed in, or sends it back with a reason. With the last required deliverable of a stage the stage is done
/// and the next one opens.
/// </summary>
internal sealed class JudgeDraft(KotaDb db, MentoringDesk desk, MentoringRecords records, Actor actor)
{
    public const int ReasonLength = 2_000;
    private const int ShortestReason = 10;

    /// <summary>Accepts, or returns where there is a reason.</summary>
    /// <param name="region">The region.</param>
    /// <param name="call">The call of the season.</param>
    /// <param name="code">The deliverable.</param>
    /// <param name="ruling">Number of the version that was read, and why it is sent back; null accepts.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<Nothing>> RunAsync(
        RegionCode region, CallId call, string code, (int Number, string? Return) ruling, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, call, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var of = read.Value;
        if (actor.User is not { } user || !actor.Mentors(of.Mentoring))
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        if (of.StateOf(code) is not { } deliverable || deliverable.Submitted != ruling.Number)
        {
            return new Problem("Movement.Mentoring.NotSubmitted");
        }

        var reason = ruling.Return?.Trim();
        if (reason is { Length: < ShortestReason or > ReasonLength })
        {
            return new Problem("Movement.Mentoring.ReasonLength", "Reason", ShortestReason, ReasonLength);
        }

        var today = records.TodayIn(of.Region);
        var kind = reason is null ? RulingKind.Accepted : RulingKind.Returned;
        db.Add(Rulings.Of(deliverable, ruling.Number, kind, reason ?? string.Empty, (records, user, actor.Name)));
        if (reason is null)
        {
            deliverable.Accept(today, of.Guide.Rules.ChangeDays);
            GoOn(of, deliverable.Stage, today);
        }
        else
        {
            deliverable.Return();
        }

        of.Mentoring.Contact(today);
        records.Note(
            reason is null ? "Movement.Trail.DraftAccepted" : "Movement.Trail.DraftReturned", region, call, new { code, ruling.Number });
        records.Tell(new DeliverableJudged(region, call.Value, code, ruling.Number, reason is null));
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Counts what is missing; a stage that misses nothing is done and opens the next. What is done stays done.</summary>
    private void GoOn(MentoringFile of, string stage, DateOnly today)
    {
        var opening = of.OpeningOf(stage)!;
        if (opening.CompletedOn is not null)
        {
            return;
        }

        var missing = of.MissingIn(stage).Count;
        of.Mentoring.Miss(missing);
        if (missing > 0)
        {
            return;
        }

        opening.CompletedOn = today;
        if (of.Guide.After(stage) is { } next)
        {
            records.OpenStage(of.Mentoring, of.Guide, next, today);
            return;
        }

        of.Mentoring.Complete(today);
        records.Tell(new MentoringCompleted(of.Region.Code, of.Mentoring.CallId.Value, today));
    }
}

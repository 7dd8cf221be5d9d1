using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>A decision to note.</summary>
internal sealed record DecisionInput(string Body, string OwnerOffice, DateOnly DueOn);

/// <summary>Notes what a meeting decided, who does it until when, and what came of it.</summary>
internal sealed class DecideInMeeting(KotaDb db, MeetingDesk desk, MentoringRecords records, Actor actor)
{
    public async Task<Outcome<Guid>> RunAsync(RegionCode region, Guid meeting, DecisionInput input, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, meeting, cancel);
        if (read.Failed || !read.Value.Keeps)
        {
            return read.Failed ? read.Problem : new Problem("Platform.Access.NotAllowed");
        }

        if (read.Value.Meeting.State == MeetingState.Cancelled)
        {
            return new Problem("Movement.Meeting.NotPlanned");
        }

        if (Refuse(input, read.Value.Meeting) is { Count: > 0 } problems)
        {
            return problems;
        }

        var decision = new MeetingDecision
        {
            RegionCode = region,
            Id = records.NewId(),
            MeetingId = meeting,
            Body = input.Body.Trim(),
            OwnerOffice = input.OwnerOffice.Trim(),
            DueOn = input.DueOn,
        };
        db.Add(decision);
        records.Note("Movement.Trail.MeetingDecided", PlanMeeting.Subject(read.Value.Meeting), new { input.DueOn });
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : decision.Id;
    }

    /// <summary>Says what came of a decision: done, or dropped, which needs a reason. It cannot be opened again.</summary>
    public async Task<Outcome<Nothing>> CloseAsync(
        RegionCode region, (Guid Meeting, Guid Decision) of, MeetingDecisionState state, string outcome, CancellationToken cancel)
    {
        Check.That(state != MeetingDecisionState.Open);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, of.Meeting, cancel);
        if (read.Failed || !read.Value.Keeps)
        {
            return read.Failed ? read.Problem : new Problem("Platform.Access.NotAllowed");
        }

        if (read.Value.Decisions.FirstOrDefault(d => d.Id == of.Decision) is not { State: MeetingDecisionState.Open } decision)
        {
            return new Problem("Movement.Meeting.DecisionClosed");
        }

        if (outcome.Trim().Length is 0 or > KeepMeeting.DecisionLength)
        {
            return new Problem("Movement.Meeting.OutcomeNeeded", "Outcome", KeepMeeting.DecisionLength);
        }

        decision.Close(state, outcome.Trim(), (records.TodayIn(read.Value.Access.Region), actor.Name));
        records.Note("Movement.Trail.MeetingDecisionClosed", PlanMeeting.Subject(read.Value.Meeting), new { state = state.ToString() });
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }

    private static List<Problem> Refuse(DecisionInput input, Meeting meeting)
    {
        List<Problem> problems = [];
        if (input.Body.Trim().Length is 0 or > KeepMeeting.DecisionLength)
        {
            problems.Add(new("Movement.Meeting.DecisionNeeded", "Body", KeepMeeting.DecisionLength));
        }

        if (input.OwnerOffice.Trim().Length is 0 or > KeepMeeting.OfficeLength)
        {
            problems.Add(new("Movement.Meeting.OwnerNeeded", "OwnerOffice", KeepMeeting.OfficeLength));
        }

        if (input.DueOn < meeting.FromOn)
        {
            problems.Add(new("Movement.Meeting.DueBefore", "DueOn", meeting.FromOn));
        }

        return problems;
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>When, where and about what one meets.</summary>
internal sealed record MeetingInput(DateOnly FromOn, DateOnly ToOn, bool IsVirtual, string Place, string Agenda);

/// <summary>Plans a session of a stage or a meeting of a body, and changes the plan until it is held.</summary>
internal sealed class PlanMeeting(
    KotaDb db, InstitutionDesk institutions, MeetingDesk desk, MentoringRecords records, Actor actor)
{
    public const int PlaceLength = 200;
    public const int AgendaLength = 4_000;
    private const int LongestDays = 14;

    /// <summary>A day that lies further away is a slip of the pen: the cadence of the body would be counted from it.</summary>
    private const int YearsBack = 1;

    private const int YearsAhead = 2;

    /// <summary>Plans.</summary>
    /// <param name="region">The region.</param>
    /// <param name="kind">Who meets.</param>
    /// <param name="session">Season and stage of a session; null for a body.</param>
    /// <param name="input">When, where, about what.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<Guid>> RunAsync(
        RegionCode region, MeetingKind kind, (CallId Call, string Stage)? session, MeetingInput input, CancellationToken cancel)
    {
        Check.That((kind == MeetingKind.Session) == session is not null);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var access = await institutions.OpenAsync(region, cancel);
        if (access.Failed || !access.Value.Keeps(kind))
        {
            return access.Failed ? access.Problem : new Problem("Platform.Access.NotAllowed");
        }

        if (session is { } of && !await IsOpenAsync(region, of, cancel))
        {
            return new Problem("Movement.Meeting.StageClosed");
        }

        if (Refuse(input, records.TodayIn(access.Value.Region)) is { Count: > 0 } problems)
        {
            return problems;
        }

        var meeting = new Meeting
        {
            RegionCode = region,
            Id = records.NewId(),
            Kind = kind,
            CallId = session?.Call,
            Stage = session?.Stage ?? string.Empty,
            FromOn = input.FromOn,
            ToOn = input.ToOn,
            IsVirtual = input.IsVirtual,
            Place = input.Place.Trim(),
            Agenda = input.Agenda.Trim(),
            CreatedAt = records.Now,
            CreatedBy = actor.User!.Value,
        };
        db.Add(meeting);
        access.Value.Contact(records.TodayIn(access.Value.Region));
        records.Note("Movement.Trail.MeetingPlanned", Subject(meeting), new { kind = kind.ToString(), input.FromOn });
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : meeting.Id;
    }

    /// <summary>Changes the plan.</summary>
    public async Task<Outcome<Nothing>> ChangeAsync(RegionCode region, Guid id, MeetingInput input, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed || !read.Value.Keeps)
        {
            return read.Failed ? read.Problem : new Problem("Platform.Access.NotAllowed");
        }

        var meeting = read.Value.Meeting;
        if (meeting.State != MeetingState.Planned)
        {
            return new Problem("Movement.Meeting.NotPlanned");
        }

        if (Refuse(input, records.TodayIn(read.Value.Access.Region)) is { Count: > 0 } problems)
        {
            return problems;
        }

        (meeting.FromOn, meeting.ToOn, meeting.IsVirtual) = (input.FromOn, input.ToOn, input.IsVirtual);
        (meeting.Place, meeting.Agenda) = (input.Place.Trim(), input.Agenda.Trim());
        meeting.Touch();
        records.Note("Movement.Trail.MeetingPlanned", Subject(meeting), new { input.FromOn });
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }

    public static Subject Subject(Meeting meeting) => new(meeting.RegionCode, "movement.meeting", meeting.Id.ToString());

    private Task<bool> IsOpenAsync(RegionCode region, (CallId Call, string Stage) of, CancellationToken cancel) =>
        db.In<StageOpening>(RegionScope.Of(region))
            .AnyAsync(s => s.RegionCode == region && s.CallId == of.Call && s.Stage == of.Stage, cancel);

    private static List<Problem> Refuse(MeetingInput input, DateOnly today)
    {
        List<Problem> problems = [];
        var (first, last) = (today.AddYears(-YearsBack), today.AddYears(YearsAhead));
        if (input.FromOn < first || input.FromOn > last)
        {
            problems.Add(new("Movement.Meeting.FarAway", "FromOn", first, last));
        }

        if (input.ToOn < input.FromOn || input.ToOn.DayNumber - input.FromOn.DayNumber >= LongestDays)
        {
            problems.Add(new("Movement.Meeting.Days", "ToOn", LongestDays));
        }

        if (input.Place.Trim().Length is 0 or > PlaceLength)
        {
            problems.Add(new("Movement.Meeting.PlaceNeeded", "Place", PlaceLength));
        }

        if (input.Agenda.Trim().Length is 0 or > AgendaLength)
        {
            problems.Add(new("Movement.Meeting.AgendaNeeded", "Agenda", AgendaLength));
        }

        return problems;
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model;

/// <summary>Where an application stands. What follows verification is the assessment's own.</summary>
internal enum ApplicationStatus
{
    Draft,
    Submitted,
    Returned,
    Verified,
    Withdrawn,
}

/// <summary>A region's application to a call. Its answers and evidence stand in tables of their own.</summary>
internal sealed class Application : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public ApplicationStatus Status { get; private set; } = ApplicationStatus.Draft;

    public required DateTime StartedAt { get; init; }

    public UserId? StartedBy { get; init; }

    /// <summary>When it was last submitted, UTC.</summary>
    public DateTime? SubmittedAt { get; private set; }

    public UserId? SubmittedBy { get; private set; }

    /// <summary>Legal date of the last submission in the region's zone.</summary>
    public DateOnly? SubmittedOn { get; private set; }

    /// <summary>Legal date of the first submission: what counts as on time.</summary>
    public DateOnly? FirstSubmittedOn { get; private set; }

    public DateTime? VerifiedAt { get; private set; }

    public UserId? VerifiedBy { get; private set; }

    /// <summary>How often it was returned; the number of the last round in <see cref="ReturnReason"/>.</summary>
    public int ReturnRound { get; private set; }

    public DateTime? ReturnedAt { get; private set; }

    public UserId? ReturnedBy { get; private set; }

    /// <summary>Last legal date to submit again, or null where it was never returned.</summary>
    public DateOnly? ReturnDeadline { get; private set; }

    public DateTime? WithdrawnAt { get; private set; }

    public UserId? WithdrawnBy { get; private set; }

    public string WithdrawReason { get; private set; } = string.Empty;

    /// <summary>Visible required questions, as of the last save.</summary>
    public int RequiredCount { get; private set; }

    /// <summary>Those of them that are answered with all the evidence they need.</summary>
    public int AnsweredCount { get; private set; }

    /// <summary>When an answer or a piece of evidence last changed, UTC.</summary>
    public DateTime SavedAt { get; private set; }

    /// <summary>Day of the interview in the assessment, once told; slot of the day and room count from 1.</summary>
    public DateOnly? InterviewOn { get; private set; }

    public int? InterviewSlot { get; private set; }

    public int? InterviewRoom { get; private set; }

    public bool Generated { get; init; }

    public int Version { get; private set; } = 1;

    /// <summary>True while the region may change answers.</summary>
    public bool IsEditable => Status is ApplicationStatus.Draft or ApplicationStatus.Returned;

    /// <summary>True where everything required is there.</summary>
    public bool IsComplete => AnsweredCount >= RequiredCount;

    public void Saved(int answered, int required, DateTime now)
    {
        (AnsweredCount, RequiredCount, SavedAt) = (answered, required, now);
        Version++;
    }

    public Problem? Submit(Actor actor, DateTime now, DateOnly legalDate)
    {
        if (!IsEditable)
        {
            return new Problem("Movement.Application.NotEditable");
        }

        Status = ApplicationStatus.Submitted;
        (SubmittedAt, SubmittedBy, SubmittedOn) = (now, actor.User, legalDate);
        FirstSubmittedOn ??= legalDate;
        Version++;
        return null;
    }

    public Problem? Verify(Actor actor, DateTime now)
    {
        if (Status != ApplicationStatus.Submitted)
        {
            return new Problem("Movement.Application.NotSubmitted");
        }

        Status = ApplicationStatus.Verified;
        (VerifiedAt, VerifiedBy) = (now, actor.User);
        Version++;
        return null;
    }

    public Problem? Return(Actor actor, DateTime now, DateOnly deadline)
    {
        if (Status is not (ApplicationStatus.Submitted or ApplicationStatus.Verified))
        {
            return new Problem("Movement.Application.NotSubmitted");
        }

        Status = ApplicationStatus.Returned;
        (ReturnedAt, ReturnedBy, ReturnDeadline) = (now, actor.User, deadline);
        ReturnRound++;
        Version++;
        return null;
    }

    /// <summary>Fixes when the region is heard; a later timetable takes the place of the earlier one.</summary>
    public void Invite(DateOnly day, int slot, int room)
    {
        (InterviewOn, InterviewSlot, InterviewRoom) = (day, slot, room);
        Version++;
    }

    public Problem? Withdraw(Actor actor, DateTime now, string reason)
    {
        if (Status == ApplicationStatus.Withdrawn)
        {
            return new Problem("Movement.Application.AlreadyWithdrawn");
        }

        Status = ApplicationStatus.Withdrawn;
        (WithdrawnAt, WithdrawnBy, WithdrawReason) = (now, actor.User, reason);
        Version++;
        return null;
    }

    public static void Map(ModelBuilder model) => model.Entity<Application>(e =>
    {
        e.ToTable("movement_application");
        e.HasKey(a => new { a.RegionCode, a.CallId });
        e.Property(a => a.Version).IsConcurrencyToken();
        e.Ignore(a => a.IsEditable);
        e.Ignore(a => a.IsComplete);
    });
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Institutions;

/// <summary>Who meets.</summary>
internal enum MeetingKind
{
    /// <summary>A session of a mentoring stage.</summary>
    Session,

    Forum,

    /// <summary>Dewan Smart City.</summary>
    Council,

    /// <summary>Tim Pelaksana.</summary>
    Team,
}

internal enum MeetingState
{
    Planned,
    Held,
    Cancelled,
}

/// <summary>A session of a stage, or a meeting of a body.</summary>
internal sealed class Meeting : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required MeetingKind Kind { get; init; }

    /// <summary>Call whose season a session belongs to; null for bodies.</summary>
    public CallId? CallId { get; init; }

    /// <summary>Stage of a session, or empty.</summary>
    public required string Stage { get; init; }

    public required DateOnly FromOn { get; set; }

    public required DateOnly ToOn { get; set; }

    public required bool IsVirtual { get; set; }

    /// <summary>Place, or the name of the virtual room.</summary>
    public required string Place { get; set; }

    public required string Agenda { get; set; }

    public string Minutes { get; private set; } = string.Empty;

    public MeetingState State { get; private set; }

    public DateTime? HeldAt { get; private set; }

    public required DateTime CreatedAt { get; init; }

    public required UserId CreatedBy { get; init; }

    public int Version { get; private set; } = 1;

    public void Touch() => Version++;

    public void Hold(string minutes, DateTime now)
    {
        (State, Minutes, HeldAt) = (MeetingState.Held, minutes, HeldAt ?? now);
        Version++;
    }

    public void Cancel(string reason)
    {
        (State, Minutes) = (MeetingState.Cancelled, reason);
        Version++;
    }

    public static void Map(ModelBuilder model) => model.Entity<Meeting>(e =>
    {
        e.ToTable("movement_meeting");
        e.HasKey(m => new { m.RegionCode, m.Id });
        e.Property(m => m.Version).IsConcurrencyToken();
        e.HasIndex(m => new { m.RegionCode, m.Kind, m.FromOn }).HasDatabaseName("movement_meeting_kind");
    });
}

/// <summary>How many people of one office or unit came. No person is named.</summary>
internal sealed class MeetingAttendance : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid MeetingId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Party in the guide: of a stage's participants, or of the five parties.</summary>
    public required string Party { get; init; }

    public required string Office { get; init; }

    public required int People { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<MeetingAttendance>(e =>
    {
        e.ToTable("movement_meeting_attendance");
        e.HasKey(a => new { a.RegionCode, a.MeetingId, a.Id });
    });
}

internal enum MeetingFileKind
{
    Material,
    Minutes,
}

/// <summary>A file of a meeting.</summary>
internal sealed class MeetingFile : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required Guid MeetingId { get; init; }

    public required MeetingFileKind Kind { get; init; }

    /// <summary>Material in the guide, or empty.</summary>
    public required string Material { get; init; }

    public required string Title { get; init; }

    public required Guid FileId { get; init; }

    public required DateTime At { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<MeetingFile>(e =>
    {
        e.ToTable("movement_meeting_file");
        e.HasKey(f => new { f.RegionCode, f.Id });
        e.HasIndex(f => new { f.RegionCode, f.MeetingId }).HasDatabaseName("movement_meeting_file_meeting");
    });
}

internal enum MeetingDecisionState
{
    Open,
    Done,
    Dropped,
}

/// <summary>What a meeting decided: who does it until when, and what came of it.</summary>
internal sealed class MeetingDecision : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required Guid MeetingId { get; init; }

    public required string Body { get; init; }

    public required string OwnerOffice { get; init; }

    public required DateOnly DueOn { get; init; }

    public MeetingDecisionState State { get; private set; }

    /// <summary>What came of it, or why it was dropped.</summary>
    public string Outcome { get; private set; } = string.Empty;

    public DateOnly? ClosedOn { get; private set; }

    public string ClosedByName { get; private set; } = string.Empty;

    public int Version { get; private set; } = 1;

    public bool LateOn(DateOnly today) => State == MeetingDecisionState.Open && DueOn < today;

    public void Close(MeetingDecisionState state, string outcome, (DateOnly On, string ByName) closed)
    {
        (State, Outcome, ClosedOn, ClosedByName) = (state, outcome, closed.On, closed.ByName);
        Version++;
    }

    public static void Map(ModelBuilder model) => model.Entity<MeetingDecision>(e =>
    {
        e.ToTable("movement_meeting_decision");
        e.HasKey(d => new { d.RegionCode, d.Id });
        e.Property(d => d.Version).IsConcurrencyToken();
        e.HasIndex(d => new { d.RegionCode, d.MeetingId }).HasDatabaseName("movement_meeting_decision_meeting");
    });
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Mentoring;

/// <summary>The season in which the regions of a call are mentored, with the guide it keeps.</summary>
internal sealed class MentoringSeason : ISharedRow
{
    public required CallId CallId { get; init; }

    /// <summary>Version of the guide: <c>2018-1</c>.</summary>
    public required string Guide { get; init; }

    public required DateTime OpenedAt { get; init; }

    /// <summary>Who opened it; null where a signed agreement did.</summary>
    public UserId? OpenedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<MentoringSeason>(e =>
    {
        e.ToTable("movement_mentoring_season");
        e.HasKey(s => s.CallId);
    });
}

/// <summary>What began a region's mentoring.</summary>
internal enum MentoringStart
{
    /// <summary>The ministry opened it.</summary>
    Ministry,

    /// <summary>The signing of the agreement.</summary>
    Agreement,
}

/// <summary>A region in mentoring. The stage it is in and what is missing stand on the row, where lists read them.</summary>
internal sealed class RegionMentoring : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public required string Guide { get; init; }

    public required MentoringStart Start { get; set; }

    /// <summary>The agreement whose signing its months count from, or null.</summary>
    public Guid? AgreementId { get; set; }

    /// <summary>Legal date in the region's zone.</summary>
    public required DateOnly StartedOn { get; set; }

    /// <summary>Last day of the season.</summary>
    public required DateOnly DueOn { get; set; }

    public UserId? MentorUser { get; private set; }

    /// <summary>Name of the mentor's office, or empty.</summary>
    public string MentorName { get; private set; } = string.Empty;

    /// <summary>The stage it is in; the last one when all are done.</summary>
    public string Stage { get; private set; } = string.Empty;

    public DateOnly StageOpenedOn { get; private set; }

    public DateOnly StageDueOn { get; private set; }

    /// <summary>Required deliverables of the stage that are not accepted yet.</summary>
    public int MissingCount { get; private set; }

    /// <summary>When the last stage was done, or null.</summary>
    public DateOnly? CompletedOn { get; private set; }

    /// <summary>When the mentor last did something with the region.</summary>
    public DateOnly? LastContactOn { get; private set; }

    public required DateTime OpenedAt { get; init; }

    public int Version { get; private set; } = 1;

    /// <summary>The agreement was signed after the ministry had begun: its months count from the signing.</summary>
    public void CountFrom(Guid agreement, DateOnly signedOn, int months)
    {
        (Start, AgreementId, StartedOn, DueOn) = (MentoringStart.Agreement, agreement, signedOn, signedOn.AddMonths(months));
        Version++;
    }

    public void Assign(UserId mentor, string office)
    {
        (MentorUser, MentorName) = (mentor, office);
        Version++;
    }

    public void Enter(StageOpening stage, int missing)
    {
        (Stage, StageOpenedOn, StageDueOn, MissingCount) = (stage.Stage, stage.OpenedOn, stage.DueOn, missing);
        Version++;
    }

    public void Miss(int missing)
    {
        MissingCount = missing;
        Version++;
    }

    public void Complete(DateOnly on)
    {
        (CompletedOn, MissingCount) = (on, 0);
        Version++;
    }

    public void Contact(DateOnly on)
    {
        LastContactOn = on;
        Version++;
    }

    public static void Map(ModelBuilder model) => model.Entity<RegionMentoring>(e =>
    {
        e.ToTable("movement_mentoring");
        e.HasKey(m => new { m.RegionCode, m.CallId });
        e.Property(m => m.Version).IsConcurrencyToken();
    });
}

/// <summary>Who mentors a region from when on. A fact; the latest one counts.</summary>
internal sealed class MentorAssignment : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required CallId CallId { get; init; }

    public required UserId UserId { get; init; }

    public required string Office { get; init; }

    public required DateTime At { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<MentorAssignment>(e =>
    {
        e.ToTable("movement_mentor_assignment");
        e.HasKey(a => new { a.RegionCode, a.Id });
        e.HasIndex(a => new { a.RegionCode, a.CallId }).HasDatabaseName("movement_mentor_assignment_call");
    });
}

/// <summary>A stage that a region has entered.</summary>
internal sealed class StageOpening : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public required string Stage { get; init; }

    public required int Position { get; init; }

    public required DateOnly OpenedOn { get; init; }

    /// <summary>Last day for its deliverables.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>When its last required deliverable was accepted, or null.</summary>
    public DateOnly? CompletedOn { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<StageOpening>(e =>
    {
        e.ToTable("movement_mentoring_stage");
        e.HasKey(s => new { s.RegionCode, s.CallId, s.Stage });
    });
}

/// <summary>The mentor's report of a stage. A fact; the highest revision counts.</summary>
internal sealed class MentorReport : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public required string Stage { get; init; }

    public required int Revision { get; init; }

    /// <summary>JSON object: field of the guide to what was written.</summary>
    public required string Fields { get; init; }

    public required DateTime At { get; init; }

    public required UserId ByUser { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<MentorReport>(e =>
    {
        e.ToTable("movement_mentor_report");
        e.HasKey(r => new { r.RegionCode, r.CallId, r.Stage, r.Revision });
    });
}

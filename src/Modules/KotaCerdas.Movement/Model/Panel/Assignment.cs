using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Panel;

internal enum AssignmentKind
{
    Assigned,
    Removed,
}

/// <summary>That a member was given a region, or that it was taken away. A fact.</summary>
internal sealed class AssignmentFact : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required CallId CallId { get; init; }

    public required UserId UserId { get; init; }

    public required AssignmentKind Kind { get; init; }

    /// <summary>The run that proposed it; null for a change by hand.</summary>
    public Guid? RunId { get; init; }

    public required string Reason { get; init; }

    public required DateTime At { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<AssignmentFact>(e =>
    {
        e.ToTable("movement_assignment");
        e.HasKey(a => new { a.RegionCode, a.Id });
        e.HasIndex(a => new { a.RegionCode, a.CallId, a.UserId }).HasDatabaseName("movement_assignment_member");
    });
}

/// <summary>An automatic assignment: its seed and what it proposed, or why it could not.</summary>
internal sealed class AssignmentRun : ISharedRow
{
    public required CallId CallId { get; init; }

    public required Guid Id { get; init; }

    public required int Seed { get; init; }

    public required DateTime At { get; init; }

    public required string ByName { get; init; }

    /// <summary>JSON of <c>AssignmentProposal</c>.</summary>
    public required string Proposal { get; init; }

    public DateTime? AcceptedAt { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<AssignmentRun>(e =>
    {
        e.ToTable("movement_assignment_run");
        e.HasKey(r => new { r.CallId, r.Id });
    });
}

/// <summary>The score sheet of one assessor for one region, while the assignment holds.</summary>
internal sealed class ScoreSheet : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public required UserId UserId { get; init; }

    public required DateTime AssignedAt { get; set; }

    /// <summary>Last day to submit, in the region's zone.</summary>
    public required DateOnly DueOn { get; set; }

    public DateTime? SubmittedAt { get; set; }

    public DateTime? WithdrawnAt { get; set; }

    public bool Active => WithdrawnAt is null;

    public static void Map(ModelBuilder model) => model.Entity<ScoreSheet>(e =>
    {
        e.ToTable("movement_sheet");
        e.HasKey(s => new { s.RegionCode, s.CallId, s.UserId });
        e.Ignore(s => s.Active);
        e.HasIndex(s => new { s.RegionCode, s.UserId, s.CallId }).HasDatabaseName("movement_sheet_member");
    });
}

/// <summary>A level given to a question of the assessment, or its withdrawal. A fact; the highest revision counts.</summary>
internal sealed class Score : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public required UserId UserId { get; init; }

    /// <summary>Code of the assessed question in the instrument.</summary>
    public required string CriterionCode { get; init; }

    public required int Revision { get; init; }

    /// <summary>Null where the assessor took the level back.</summary>
    public int? Level { get; init; }

    public required string Note { get; init; }

    public required DateTime At { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Score>(e =>
    {
        e.ToTable("movement_score");
        e.HasKey(s => new { s.RegionCode, s.CallId, s.UserId, s.CriterionCode, s.Revision });
    });
}

internal enum ModerationKind
{
    /// <summary>The panel agreed on a level.</summary>
    Agreed,

    /// <summary>Both scores stand; their mean is used.</summary>
    Kept,

    /// <summary>The ministry proposes another level.</summary>
    OverrideProposed,

    /// <summary>A second person confirmed the ministry's level.</summary>
    OverrideConfirmed,
}

/// <summary>
/// What moderation or the ministry decided about one criterion of one region. A fact; the latest that takes effect counts.
/// </summary>
internal sealed class Moderation : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required CallId CallId { get; init; }

    public required string CriterionCode { get; init; }

    public required ModerationKind Kind { get; init; }

    public int? Level { get; init; }

    public required string Reason { get; init; }

    /// <summary>The proposal that a confirmation confirms.</summary>
    public Guid? ConfirmsId { get; init; }

    public required DateTime At { get; init; }

    public required UserId ByUser { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Moderation>(e =>
    {
        e.ToTable("movement_moderation");
        e.HasKey(m => new { m.RegionCode, m.Id });
        e.HasIndex(m => new { m.RegionCode, m.CallId, m.CriterionCode }).HasDatabaseName("movement_moderation_criterion");
    });
}

using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>That somebody is to visit an object.</summary>
internal sealed class SurveyTask : ITenantRow
{
    public const int NoteLength = 500;

    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required Nop Nop { get; init; }

    public required UserId Surveyor { get; init; }

    public required string SurveyorName { get; init; }

    /// <summary>What is to be looked at, or empty.</summary>
    public required string Note { get; init; }

    public DateOnly? DueOn { get; init; }

    public required DateTime AssignedAt { get; init; }

    public required string AssignedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<SurveyTask>(e =>
    {
        e.ToTable("revenue_survey_task");
        e.Property(t => t.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(t => new { t.RegionCode, t.Id });
        e.HasIndex(t => new { t.RegionCode, t.Surveyor, t.Id }).HasDatabaseName("revenue_survey_task_surveyor");
    });
}

/// <summary>What became of a report when it arrived.</summary>
internal enum SurveyOutcome
{
    /// <summary>All is as the register has it.</summary>
    Unchanged,

    /// <summary>Recorded as a further version of the object.</summary>
    Applied,

    /// <summary>The register changed meanwhile in the same place: somebody decides.</summary>
    Conflict,

    /// <summary>A building could not be valued by the tables: somebody decides.</summary>
    Held,
}

/// <summary>What a surveyor found; never touched.</summary>
internal sealed class SurveyReport : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    /// <summary>Made on the phone.</summary>
    public required Guid Id { get; init; }

    public required Guid TaskId { get; init; }

    public required Nop Nop { get; init; }

    /// <summary>Version of the object that the surveyor saw.</summary>
    public required int BaseVersion { get; init; }

    /// <summary>What was found, field by field, JSON.</summary>
    public required string Facts { get; init; }

    public required string Note { get; init; }

    public FileId? PhotoId { get; init; }

    public required DateTime SurveyedAt { get; init; }

    public required DateTime ReceivedAt { get; init; }

    public UserId? ReceivedBy { get; init; }

    public required string ReceivedByName { get; init; }

    public required SurveyOutcome Outcome { get; init; }

    /// <summary>The version that was recorded, or null.</summary>
    public int? Version { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<SurveyReport>(e =>
    {
        e.ToTable("revenue_survey_report");
        e.Property(r => r.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(r => new { r.RegionCode, r.Id });
        e.HasIndex(r => new { r.RegionCode, r.TaskId, r.Id }).HasDatabaseName("revenue_survey_report_task");
    });
}

/// <summary>How a report was settled that contradicted the register; never touched.</summary>
internal sealed class SurveyDecision : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid ReportId { get; init; }

    /// <summary>By field: <c>report</c> or <c>register</c>, JSON.</summary>
    public required string Choices { get; init; }

    public required string Reason { get; init; }

    /// <summary>The version that was recorded, or null where the register stays as it is.</summary>
    public int? Version { get; init; }

    public required DateTime DecidedAt { get; init; }

    public required string DecidedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<SurveyDecision>(e =>
    {
        e.ToTable("revenue_survey_decision");
        e.HasKey(d => new { d.RegionCode, d.ReportId });
    });
}

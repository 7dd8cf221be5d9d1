using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>An object that a surveyor found and that has no number yet; never touched.</summary>
internal sealed class SurveyFind : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    /// <summary>Made on the phone.</summary>
    public required Guid Id { get; init; }

    /// <summary>Ten digits of the kelurahan.</summary>
    public required long TaxCode { get; init; }

    public required int Block { get; init; }

    /// <summary>What was found, field by field, JSON.</summary>
    public required string Facts { get; init; }

    public required string Note { get; init; }

    public FileId? PhotoId { get; init; }

    public required DateTime FoundAt { get; init; }

    public required DateTime ReceivedAt { get; init; }

    public UserId? ReceivedBy { get; init; }

    public required string ReceivedByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<SurveyFind>(e =>
    {
        e.ToTable("revenue_survey_find");
        e.HasKey(f => new { f.RegionCode, f.Id });
        e.HasIndex(f => new { f.RegionCode, f.TaxCode, f.Id }).HasDatabaseName("revenue_survey_find_village");
    });
}

/// <summary>What the desk made of a find.</summary>
internal enum FindOutcome
{
    /// <summary>It has a number of its own now.</summary>
    Registered,

    /// <summary>It was registered already.</summary>
    Linked,

    /// <summary>It is no object, or not one of this region.</summary>
    Refused,
}

/// <summary>How a find was settled; never touched.</summary>
internal sealed class SurveyFindDecision : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid FindId { get; init; }

    public required FindOutcome Outcome { get; init; }

    /// <summary>The object it is, or null where it was refused.</summary>
    public Nop? Nop { get; init; }

    /// <summary>The version that was recorded, or null where the register stays as it is.</summary>
    public int? Version { get; init; }

    /// <summary>Of a link, by field: <c>report</c> or <c>register</c>, JSON.</summary>
    public required string Choices { get; init; }

    public required string Reason { get; init; }

    public required DateTime DecidedAt { get; init; }

    public required string DecidedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<SurveyFindDecision>(e =>
    {
        e.ToTable("revenue_survey_find_decision");
        e.Property(d => d.Nop).HasConversion(new ValueConverter<Nop, long>(n => n.Value, v => Model.Nop.Of(v)));
        e.HasKey(d => new { d.RegionCode, d.FindId });
    });
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Agreeing;

/// <summary>What was done about an obligation.</summary>
internal enum StepKind
{
    Reported,
    Returned,
    Accepted,
}

/// <summary>Evidence handed in, returned with a reason, or accepted. Never changed.</summary>
internal sealed class ObligationStep : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required Guid ObligationId { get; init; }

    public required AgreementId AgreementId { get; init; }

    public required StepKind Kind { get; init; }

    public required string Note { get; init; }

    public Guid? FileId { get; init; }

    public required int Party { get; init; }

    /// <summary>Legal date in the region's zone.</summary>
    public required DateOnly OnDate { get; init; }

    public UserId? ByUser { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ObligationStep>(e =>
    {
        e.ToTable("movement_obligation_step");
        e.HasKey(s => new { s.RegionCode, s.Id });
        e.HasIndex(s => new { s.RegionCode, s.ObligationId }).HasDatabaseName("movement_obligation_step_of");
    });
}

/// <summary>A threshold of a clock that was told. Its key keeps it from being told twice.</summary>
internal sealed class ObligationAlert : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid ObligationId { get; init; }

    public required int Percent { get; init; }

    public required DateOnly OnDate { get; init; }

    public required DateTime At { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ObligationAlert>(e =>
    {
        e.ToTable("movement_obligation_alert");
        e.HasKey(a => new { a.RegionCode, a.ObligationId, a.Percent });
    });
}

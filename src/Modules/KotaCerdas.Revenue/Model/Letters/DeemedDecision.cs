using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>
/// That a request was not decided while its clock ran, and therefore counts as granted. Nobody proposed it and nobody decided it; once a
/// request.
/// </summary>
internal sealed class DeemedDecision : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid RequestId { get; init; }

    /// <summary>Code of the decision.</summary>
    public required string Letter { get; init; }

    public required ChargeId ChargeId { get; init; }

    /// <summary>The first day on which it counted as granted.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>Legal date on which it was recorded and posted.</summary>
    public required DateOnly DecidedOn { get; init; }

    /// <summary>The rule that says so.</summary>
    public required string Article { get; init; }

    public DocumentId? DocumentId { get; init; }

    public required DateTime RecordedAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<DeemedDecision>(e =>
    {
        e.ToTable("revenue_deemed_decision");
        e.HasKey(d => new { d.RegionCode, d.RequestId });
    });
}

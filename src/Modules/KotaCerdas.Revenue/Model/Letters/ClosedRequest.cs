using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>
/// That a request can be answered no more: what it is about was cancelled or written off before anybody proposed an answer. Once a request.
/// </summary>
internal sealed class ClosedRequest : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid RequestId { get; init; }

    public required ChargeId ChargeId { get; init; }

    /// <summary>Legal date on which it was closed.</summary>
    public required DateOnly ClosedOn { get; init; }

    /// <summary>Code of the letter that left nothing to ask for.</summary>
    public required string Cause { get; init; }

    /// <summary>That letter.</summary>
    public DocumentId? DocumentId { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required UserId? RecordedBy { get; init; }

    public required string RecordedByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ClosedRequest>(e =>
    {
        e.ToTable("revenue_closed_request");
        e.HasKey(r => new { r.RegionCode, r.RequestId });
    });
}

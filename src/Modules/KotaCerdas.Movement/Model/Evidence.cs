using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model;

/// <summary>A document that proves an answer.</summary>
internal sealed class Evidence : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required CallId CallId { get; init; }

    public required string ItemCode { get; init; }

    /// <summary>The stored file.</summary>
    public required Guid FileId { get; init; }

    /// <summary>SHA-256 of the content, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public required string Title { get; init; }

    /// <summary>Where in the document to look: a page or an article, or empty.</summary>
    public required string PageAnchor { get; init; }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidUntil { get; init; }

    public required DateTime AddedAt { get; init; }

    public UserId? AddedBy { get; init; }

    /// <summary>When the region took it off the answer, or null. The file itself stays.</summary>
    public DateTime? RemovedAt { get; set; }

    public UserId? RemovedBy { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<Evidence>(e =>
    {
        e.ToTable("movement_evidence");
        e.HasKey(v => new { v.RegionCode, v.Id });
        e.HasIndex(v => new { v.RegionCode, v.CallId, v.ItemCode }).HasDatabaseName("movement_evidence_item");
    });
}

/// <summary>Why an application was returned, per question. Never changed.</summary>
internal sealed class ReturnReason : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    /// <summary>1 for the first return.</summary>
    public required int Round { get; init; }

    /// <summary>The question, or empty for the application as a whole.</summary>
    public required string ItemCode { get; init; }

    public required string Reason { get; init; }

    public required DateTime ReturnedAt { get; init; }

    public UserId? ReturnedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ReturnReason>(e =>
    {
        e.ToTable("movement_return_reason");
        e.HasKey(r => new { r.RegionCode, r.CallId, r.Round, r.ItemCode });
    });
}

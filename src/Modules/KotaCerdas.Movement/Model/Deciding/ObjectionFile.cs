using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Deciding;

/// <summary>A document that a region hands in with its objection. A fact.</summary>
internal sealed class ObjectionFile : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid ObjectionId { get; init; }

    public required Guid FileId { get; init; }

    /// <summary>Name of the file as it was handed in.</summary>
    public required string Name { get; init; }

    public required string Sha256 { get; init; }

    public required DateTime AddedAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ObjectionFile>(e =>
    {
        e.ToTable("movement_objection_file");
        e.HasKey(f => new { f.RegionCode, f.ObjectionId, f.FileId });
    });
}

using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>
/// A reduction that was granted before the assessment: a share of the tax of an object, from a year to another. Never changed: a later
/// decision replaces it for its own years.
/// </summary>
internal sealed class Reduction : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    /// <summary>The proposal that was granted.</summary>
    public required Guid Id { get; init; }

    public required Nop Nop { get; init; }

    public required int FirstYear { get; init; }

    public required int LastYear { get; init; }

    /// <summary>Millionths of the tax; 0 ends what an earlier decision granted.</summary>
    public required int Share { get; init; }

    /// <summary>Code of the decision.</summary>
    public required string Letter { get; init; }

    public DocumentId? DocumentId { get; init; }

    public required DateOnly DecidedOn { get; init; }

    public required string Reason { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required UserId? RecordedBy { get; init; }

    public required string RecordedByName { get; init; }

    /// <summary>The one that counts for a year, as known at an instant; null where there is none.</summary>
    public static Reduction? For(int year, DateTime knownAt, IEnumerable<Reduction> all) => all
        .Where(r => r.FirstYear <= year && year <= r.LastYear && r.RecordedAt <= knownAt)
        .OrderBy(r => r.RecordedAt).ThenBy(r => r.Id).LastOrDefault();

    public static void Map(ModelBuilder model) => model.Entity<Reduction>(e =>
    {
        e.ToTable("revenue_reduction");
        e.Property(r => r.Nop).HasConversion(new ValueConverter<Nop, long>(n => n.Value, n => Model.Nop.Of(n)));
        e.HasKey(r => new { r.RegionCode, r.Id });
        e.HasIndex(r => new { r.RegionCode, r.Nop, r.RecordedAt }).HasDatabaseName("revenue_reduction_object");
    });
}

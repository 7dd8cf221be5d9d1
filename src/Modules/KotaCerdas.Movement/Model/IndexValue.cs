using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model;

/// <summary>A value of a public index of a region in a year: SPBE, fiscal capacity, human development.</summary>
internal sealed class IndexValue : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required string IndexCode { get; init; }

    public required int Year { get; init; }

    /// <summary>The value in millionths, or null where only a class is published.</summary>
    public long? ValueMicro { get; set; }

    /// <summary>Code of the class as the catalogue has it, or empty.</summary>
    public required string Class { get; set; }

    /// <summary>The document it stands in.</summary>
    public required string Source { get; set; }

    public bool Generated { get; set; }

    public UserId? ImportedBy { get; set; }

    public required DateTime ImportedAt { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<IndexValue>(e =>
    {
        e.ToTable("movement_index_value");
        e.HasKey(v => new { v.RegionCode, v.IndexCode, v.Year });
    });
}

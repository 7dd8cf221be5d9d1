using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>
/// By what a building was valued with the DBKB tables, when a version of its object was recorded; never touched. It holds for later
/// versions too, as long as the building keeps the value.
/// </summary>
internal sealed class BuildingValuation : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Nop Nop { get; init; }

    public required int Version { get; init; }

    public required int Number { get; init; }

    public required int TaxYear { get; init; }

    /// <summary>Version of the rule set.</summary>
    public required int RuleVersion { get; init; }

    /// <summary>SHA-256 of the rule set, whose tables were used.</summary>
    public required string RuleHash { get; init; }

    /// <summary>Attributes of the building, JSON.</summary>
    public required string Facts { get; init; }

    /// <summary>Rupiah of the whole building.</summary>
    public required long Value { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<BuildingValuation>(e =>
    {
        e.ToTable("revenue_building_valuation");
        e.Property(v => v.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(v => new { v.RegionCode, v.Nop, v.Version, v.Number });
    });
}

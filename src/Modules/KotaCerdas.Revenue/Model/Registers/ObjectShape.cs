using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>Where an object lies, as it was imported; never touched. The version with the highest number counts.</summary>
internal sealed class ObjectShape : ITenantRow
{
    public const int SourceLength = 200;

    public required RegionCode RegionCode { get; init; }

    public required Nop Nop { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Version { get; init; }

    /// <summary>A GeoJSON geometry: <c>Point</c>, <c>Polygon</c> or <c>MultiPolygon</c>, degrees with six decimals (WGS 84).</summary>
    public required string Geometry { get; init; }

    /// <summary>Square metres that were computed from it; 0 for a point.</summary>
    public required long Area { get; init; }

    /// <summary>Millionths of a degree.</summary>
    public required int WestMicro { get; init; }

    public required int SouthMicro { get; init; }

    public required int EastMicro { get; init; }

    public required int NorthMicro { get; init; }

    /// <summary>The survey or file it comes from.</summary>
    public required string Source { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>A row of a shape with what is computed from it.</summary>
    public static ObjectShape Of(
        (RegionCode Region, Nop Nop, int Version) key, Shape shape, string source, (DateTime At, string By) recorded) => new()
        {
            RegionCode = key.Region, Nop = key.Nop, Version = key.Version, Geometry = shape.ToString(), Area = shape.SquareMetres,
            Source = source, WestMicro = shape.Positions.Min(p => p.Longitude), EastMicro = shape.Positions.Max(p => p.Longitude),
            SouthMicro = shape.Positions.Min(p => p.Latitude), NorthMicro = shape.Positions.Max(p => p.Latitude),
            RecordedAt = recorded.At, RecordedBy = recorded.By,
        };

    public static void Map(ModelBuilder model) => model.Entity<ObjectShape>(e =>
    {
        e.ToTable("revenue_object_shape");
        e.Property(s => s.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(s => new { s.RegionCode, s.Nop, s.Version });
    });
}

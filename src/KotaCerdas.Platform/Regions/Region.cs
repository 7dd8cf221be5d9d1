using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>What kind of region a code names.</summary>
public enum RegionKind
{
    /// <summary>A province.</summary>
    Province,

    /// <summary>A kabupaten.</summary>
    Kabupaten,

    /// <summary>A kota.</summary>
    Kota,
}

/// <summary>A region of the country as the Kemendagri code list has it.</summary>
public sealed class Region : ISharedRow
{
    /// <summary>Kemendagri code.</summary>
    public required RegionCode Code { get; init; }

    /// <summary>Province, kabupaten or kota.</summary>
    public required RegionKind Kind { get; init; }

    /// <summary>True for Jakarta's six parts, which are not autonomous and have no council.</summary>
    public required bool Administrative { get; init; }

    /// <summary>Name in reading case: <c>Kota Pagar Alam</c>.</summary>
    public required string Name { get; set; }

    /// <summary>Name for addresses: <c>kota-pagar-alam</c>.</summary>
    public required string Slug { get; set; }

    /// <summary>The province; itself for a province.</summary>
    public required RegionCode ProvinceCode { get; init; }

    /// <summary>Time zone in which its legal dates begin.</summary>
    public required RegionZone Zone { get; set; }

    /// <summary>Island group for territorial quotas.</summary>
    public required string IslandGroup { get; set; }

    /// <summary>First day the code is valid, null where unknown.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>Last day the code is valid, null while it is.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>Where the row comes from.</summary>
    public required string Source { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<Region>(e =>
    {
        e.ToTable("platform_region");
        e.HasKey(r => r.Code);
        e.HasIndex(r => r.Slug).IsUnique().HasDatabaseName("platform_region_slug");
        e.HasIndex(r => new { r.ProvinceCode, r.Code }).HasDatabaseName("platform_region_province");
    });
}

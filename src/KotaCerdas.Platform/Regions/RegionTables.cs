using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>A split, rename or renumbering of a region code.</summary>
public sealed class RegionChange : ISharedRow
{
    /// <summary>Code before.</summary>
    public required string OldCode { get; init; }

    /// <summary>Name before.</summary>
    public required string OldName { get; init; }

    /// <summary>Code after.</summary>
    public required string NewCode { get; init; }

    /// <summary>Name after.</summary>
    public required string NewName { get; init; }

    /// <summary>What happened.</summary>
    public required CodeChangeKind Kind { get; init; }

    /// <summary>Legal date.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>The law that did it.</summary>
    public required string Law { get; init; }

    /// <summary>False where the change is derived and no text of law was read.</summary>
    public required bool Confirmed { get; init; }
}

/// <summary>A district (kecamatan).</summary>
public sealed class District : ISharedRow
{
    /// <summary>Kemendagri code <c>dd.dd.dd</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The kabupaten or kota.</summary>
    public required RegionCode RegencyCode { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }
}

/// <summary>A village (desa) or urban ward (kelurahan).</summary>
public sealed class Village : ISharedRow
{
    /// <summary>Kemendagri code <c>dd.dd.dd.dddd</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The district.</summary>
    public required string DistrictCode { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }
}

/// <summary>Which version of a shipped data set is loaded.</summary>
public sealed class ReferenceSet : ISharedRow
{
    /// <summary>Name of the set: <c>regions</c>.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of its files.</summary>
    public required string Sha256 { get; set; }

    /// <summary>Rows loaded.</summary>
    public required long Rows { get; set; }

    /// <summary>When, UTC.</summary>
    public required DateTime LoadedAt { get; set; }
}

/// <summary>Maps of the reference tables.</summary>
internal static class RegionTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<RegionChange>(e =>
        {
            e.ToTable("platform_region_change");
            e.HasKey(c => new { c.OldCode, c.NewCode, c.EffectiveOn });
        });
        model.Entity<District>(e =>
        {
            e.ToTable("platform_district");
            e.HasKey(d => d.Code);
            e.HasIndex(d => new { d.RegencyCode, d.Code }).HasDatabaseName("platform_district_regency");
        });
        model.Entity<Village>(e =>
        {
            e.ToTable("platform_village");
            e.HasKey(v => v.Code);
            e.HasIndex(v => new { v.DistrictCode, v.Code }).HasDatabaseName("platform_village_district");
        });
        model.Entity<ReferenceSet>(e =>
        {
            e.ToTable("platform_reference_set");
            e.HasKey(s => s.Name);
        });
    }
}

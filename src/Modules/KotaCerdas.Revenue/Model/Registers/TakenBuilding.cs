using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>
/// What the system before said of a building, in its own codes, as they were taken over; never touched. What they mean is said by
/// <see cref="Rules.BuildingCodes"/> when they are read, so that a table that is put right later counts for buildings that are here
/// already. Null where the export did not have the column.
/// </summary>
internal sealed class TakenBuilding : ITenantRow
{
    /// <summary>Longest code that is kept.</summary>
    public const int CodeLength = 20;

    /// <summary>The source of values that were taken over.</summary>
    public const string Source = "SISMIOP";

    public required RegionCode RegionCode { get; init; }

    public required Nop Nop { get; init; }

    /// <summary>Number of the building in the first version of its object.</summary>
    public required int Number { get; init; }

    public required Guid ImportId { get; init; }

    /// <summary><c>thn_renovasi_bng</c>.</summary>
    public string? Renovated { get; init; }

    /// <summary><c>kondisi_bng</c>.</summary>
    public string? Condition { get; init; }

    /// <summary><c>jns_konstruksi_bng</c>.</summary>
    public string? Construction { get; init; }

    /// <summary><c>jns_atap_bng</c>.</summary>
    public string? Roof { get; init; }

    /// <summary><c>kd_dinding</c>.</summary>
    public string? Wall { get; init; }

    /// <summary><c>kd_lantai</c>.</summary>
    public string? Floor { get; init; }

    /// <summary><c>kd_langit_langit</c>.</summary>
    public string? Ceiling { get; init; }

    /// <summary>Rupiah of the individual appraisal (<c>nilai_individu</c>), which comes before all tables; 0 without one.</summary>
    public required long Appraised { get; init; }

    /// <summary>
    /// True where a building still is the one that was taken over: nobody has given it another value, area, use, height or year.
    /// </summary>
    /// <param name="building">As it is.</param>
    /// <param name="first">That of the same number in the first version of the object, or null.</param>
    public static bool Holds(Building building, Building? first) => first is not null && building.ValueSource == Source
        && first.ValueSource == Source && building.Total == first.Total && building.Area == first.Area
        && building.UseCode == first.UseCode && building.Floors == first.Floors && building.BuiltYear == first.BuiltYear;

    public static void Map(ModelBuilder model) => model.Entity<TakenBuilding>(e =>
    {
        e.ToTable("revenue_taken_building");
        e.Property(t => t.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(t => new { t.RegionCode, t.Nop, t.Number });
    });
}

/// <summary>What the system before said of a facility of a building; never touched.</summary>
internal sealed class TakenFacility : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Nop Nop { get; init; }

    /// <summary>Number of the building.</summary>
    public required int Number { get; init; }

    /// <summary><c>kd_fasilitas</c>.</summary>
    public required string Code { get; init; }

    public required Guid ImportId { get; init; }

    /// <summary><c>jml_satuan</c>: pieces, metres, square metres or VA.</summary>
    public required int Amount { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<TakenFacility>(e =>
    {
        e.ToTable("revenue_taken_facility");
        e.Property(t => t.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(t => new { t.RegionCode, t.Nop, t.Number, t.Code });
    });
}

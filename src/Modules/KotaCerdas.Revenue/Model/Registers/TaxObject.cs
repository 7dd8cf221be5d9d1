using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>Whether an object exists.</summary>
internal enum ObjectState
{
    /// <summary>It exists.</summary>
    Active,

    /// <summary>It exists no longer: split, merged, or not an object of this tax.</summary>
    Ended,
}

/// <summary>
/// A PBB-P2 object as it is from <see cref="ValidFrom"/> on, as it was known from <see cref="RecordedAt"/> on. On a day counts, of the
/// versions known by then, the one with the latest date that is not after the day, and of several with the same date the latest version.
/// </summary>
internal sealed class TaxObject : ITenantRow
{
    public const int AddressLength = 200;
    public const int MostArea = 1_000_000_000;
    public const long MostValue = 1_000_000_000_000_000;
    public const int MostBuildings = 999;

    public required RegionCode RegionCode { get; init; }

    public required Nop Nop { get; init; }

    /// <summary>From 1, without gaps, in the order of recording.</summary>
    public required int Version { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required ObjectState State { get; init; }

    /// <summary>Why it was recorded: the form, decision or import.</summary>
    public required string Reason { get; init; }

    public required TaxpayerId TaxpayerId { get; init; }

    public required string Address { get; init; }

    public required string Rt { get; init; }

    public required string Rw { get; init; }

    /// <summary>Square metres.</summary>
    public required int LandArea { get; init; }

    /// <summary>ZNT code, or empty where the land is valued by itself.</summary>
    public required string LandZone { get; init; }

    /// <summary>SISMIOP's <c>jns_bumi</c>: 1 with building, 2 ready to build, 3 bare, 4 public facility, 5 other.</summary>
    public required int LandKind { get; init; }

    /// <summary>Number of the use that decides the rate: 1 none in particular, 2 land for food and livestock, 3 heritage.</summary>
    public required int LandUse { get; init; }

    /// <summary>Rupiah a square metre where the land is valued by itself, else null: then its zone decides.</summary>
    public long? LandValue { get; init; }

    public required string LandValueSource { get; init; }

    /// <summary>Square metres of all buildings.</summary>
    public required int BuildingArea { get; init; }

    /// <summary>Rupiah of all buildings.</summary>
    public required long BuildingValue { get; init; }

    /// <summary>Rupiah: the share in common land and buildings.</summary>
    public required long CommonValue { get; init; }

    /// <summary>True where the taxpayer's one deduction (NJOPTKP) is used on this object.</summary>
    public required bool TakesDeduction { get; init; }

    /// <summary>Millionths of a degree (WGS 84), null where unknown.</summary>
    public int? LatitudeMicro { get; init; }

    /// <summary>Millionths of a degree (WGS 84), null where unknown.</summary>
    public int? LongitudeMicro { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>The version that counts on a day, of those given, or null.</summary>
    public static TaxObject? On(DateOnly day, IEnumerable<TaxObject> versions) =>
        versions.Where(v => v.ValidFrom <= day).MaxBy(v => (v.ValidFrom, v.Version));

    /// <summary>Rupiah a square metre of all buildings, rounded half up; 0 without buildings.</summary>
    public static long PerMetre(long value, int area) => area == 0 ? 0 : ((2 * value) + area) / (2L * area);

    public static void Map(ModelBuilder model) => model.Entity<TaxObject>(e =>
    {
        e.ToTable("revenue_object");
        e.Property(o => o.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(o => new { o.RegionCode, o.Nop, o.Version });
        e.HasIndex(o => new { o.RegionCode, o.TaxpayerId, o.Nop }, "revenue_object_taxpayer");
        e.HasIndex(o => new { o.RegionCode, o.TaxpayerId, o.Nop }, "revenue_object_deduction").HasFilter("takes_deduction");
        e.HasIndex(o => new { o.RegionCode, o.Nop, o.Version }, "revenue_object_point").HasFilter("latitude_micro is not null");
    });
}

/// <summary>How a building is valued.</summary>
internal enum Valuation
{
    /// <summary>The value of this building.</summary>
    Individual,

    /// <summary>A value of a square metre.</summary>
    PerMetre,
}

/// <summary>A building of a version of an object.</summary>
internal sealed class Building : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Nop Nop { get; init; }

    public required int Version { get; init; }

    public required int Number { get; init; }

    public required int Area { get; init; }

    /// <summary>Use (<c>kd_jpb</c>): 01 dwelling, 02 office, 03 factory …</summary>
    public required string UseCode { get; init; }

    public required int Floors { get; init; }

    /// <summary>Year it was built, 0 where unknown.</summary>
    public required int BuiltYear { get; init; }

    public required Valuation Valuation { get; init; }

    /// <summary>Rupiah, of the whole or of a square metre.</summary>
    public required long Value { get; init; }

    public required string ValueSource { get; init; }

    /// <summary>Rupiah of the whole building.</summary>
    public long Total => Valuation == Valuation.Individual ? Value : checked(Value * Area);

    public static void Map(ModelBuilder model) => model.Entity<Building>(e =>
    {
        e.ToTable("revenue_building");
        e.Property(b => b.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(b => new { b.RegionCode, b.Nop, b.Version, b.Number });
        e.Ignore(b => b.Total);
    });
}

/// <summary>How objects came of others.</summary>
internal enum LinkKind
{
    /// <summary>One became several.</summary>
    Split,

    /// <summary>Several became one.</summary>
    Merge,
}

/// <summary>The fact that one object came of another.</summary>
internal sealed class ObjectLink : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Nop FromNop { get; init; }

    public required Nop ToNop { get; init; }

    public required LinkKind Kind { get; init; }

    public required DateOnly HappenedOn { get; init; }

    /// <summary>Decision or deed.</summary>
    public required string Basis { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ObjectLink>(e =>
    {
        e.ToTable("revenue_object_link");
        e.Property(l => l.FromNop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.Property(l => l.ToNop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(l => new { l.RegionCode, l.FromNop, l.ToNop });
        e.HasIndex(l => new { l.RegionCode, l.ToNop, l.FromNop }).HasDatabaseName("revenue_object_link_to");
    });
}

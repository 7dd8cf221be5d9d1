using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Model;

internal readonly record struct UnitId(Guid Value) : IGuidId<UnitId>
{
    public static UnitId From(Guid value) => new(value);
}

/// <summary>What a unit is in the order of PP 18/2016 (perangkat daerah).</summary>
internal enum UnitKind
{
    Secretariat,
    Inspectorate,
    Office,
    Agency,
    District,
    Division,
    Other,
}

/// <summary>An organisational unit of a region's government (OPD), or a part of one.</summary>
internal sealed class Unit : ITenantRow
{
    public const int LongestName = 160;

    public required RegionCode RegionCode { get; init; }

    public required UnitId Id { get; init; }

    public required string Name { get; set; }

    public required UnitKind Kind { get; set; }

    public UnitId? ParentId { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? ClosedAt { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<Unit>(e =>
    {
        e.ToTable("people_unit");
        e.HasKey(u => new { u.RegionCode, u.Id });
    });
}

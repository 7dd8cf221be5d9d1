using System.Data.Common;
using System.Runtime.InteropServices;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>
/// A version to be recorded: that of which it is a copy, from when it holds, and what it says otherwise; null keeps what the copied one
/// says.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ObjectCopy(
    long Nop, int Base, int Version, DateOnly ValidFrom, long? BuildingValue, bool? TakesDeduction);

/// <summary>Records versions that differ little from one before, many at once in an open write: the database copies the rest.</summary>
internal static class ObjectCopies
{
    /// <summary>Where the versions lie while they are recorded.</summary>
    public const string Table = "object_copy";

    private const string Objects =
        $"""
        insert into revenue_object (region_code, nop, version, valid_from, state, reason, taxpayer_id, address, rt, rw, land_area,
            land_zone, land_kind, land_use, land_value, land_value_source, building_area, building_value, common_value, takes_deduction,
            latitude_micro, longitude_micro, recorded_at, recorded_by)
        select o.region_code, o.nop, c.version, c.valid_from, o.state, @reason, o.taxpayer_id, o.address, o.rt, o.rw, o.land_area,
            o.land_zone, o.land_kind, o.land_use, o.land_value, o.land_value_source, o.building_area,
            coalesce(c.building_value, o.building_value), o.common_value, coalesce(c.takes_deduction, o.takes_deduction),
            o.latitude_micro, o.longitude_micro, @now, @by
        from {Table} c join revenue_object o on o.region_code = @region and o.nop = c.nop and o.version = c.base
        """;

    private const string Buildings =
        $"""
        insert into revenue_building (region_code, nop, version, number, area, use_code, floors, built_year, valuation, value,
            value_source)
        select b.region_code, b.nop, c.version, b.number, b.area, b.use_code, b.floors, b.built_year, b.valuation, b.value, b.value_source
        from {Table} c join revenue_building b on b.region_code = @region and b.nop = c.nop and b.version = c.base
        """;

    /// <summary>Puts the versions into <see cref="Table"/>.</summary>
    public static async Task StageAsync(DbConnection connection, IEnumerable<ObjectCopy> copies, CancellationToken cancel)
    {
        await connection.Make(
            $"""
            create temp table {Table} (nop bigint not null, base integer not null, version integer not null, valid_from date not null,
                building_value bigint, takes_deduction boolean, primary key (nop, version))
            """).RunAsync(cancel);
        await BulkWriter.InsertAsync(
            connection, Table, ["nop", "base", "version", "valid_from", "building_value", "takes_deduction"],
            copies.Select(c => (object?[])[c.Nop, c.Base, c.Version, c.ValidFrom, c.BuildingValue, c.TakesDeduction]), cancel);
    }

    /// <summary>Records the staged versions of the objects; their buildings are the caller's.</summary>
    public static Task WriteObjectsAsync(
        DbConnection connection, RegionCode region, (string Reason, DateTime Now, string By) stamp, CancellationToken cancel) =>
        connection.Make(
            Objects, ("region", region.Value), ("reason", stamp.Reason), ("now", stamp.Now), ("by", stamp.By)).Patient().RunAsync(cancel);

    /// <summary>Gives the recorded versions the buildings of those they copy.</summary>
    public static Task WriteBuildingsAsync(DbConnection connection, RegionCode region, CancellationToken cancel) =>
        connection.Make(Buildings, ("region", region.Value)).Patient().RunAsync(cancel);

    /// <summary>Ends what <see cref="StageAsync"/> began.</summary>
    public static Task DropAsync(DbConnection connection, CancellationToken cancel) =>
        connection.Make($"drop table {Table}").RunAsync(cancel);
}

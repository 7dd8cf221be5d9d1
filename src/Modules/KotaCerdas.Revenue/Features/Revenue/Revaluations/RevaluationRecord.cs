using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Revaluations;

/// <summary>
/// A building that gets another value, and what gave it: the version of the valuation whose attributes they are, or the attributes that
/// were taken over.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChangedPart(int Number, long After, int Valuation, BuildingFacts? Taken);

/// <summary>
/// A version to be recorded: that of which it is a copy, from when it holds, and which of its buildings are worth something else.
/// </summary>
internal sealed record ChangedVersion(
    long Nop, int Base, int Version, DateOnly ValidFrom, long BuildingValue, IReadOnlyList<ChangedPart> Parts);

/// <summary>What was read: the facts are only added, so that as many rows as before are the same rows.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowsRead(long Versions, long Valuations, long Taken, long Facilities)
{
    public static RowsRead operator +(RowsRead one, RowsRead other) => new(
        one.Versions + other.Versions, one.Valuations + other.Valuations, one.Taken + other.Taken, one.Facilities + other.Facilities);
}

/// <summary>
/// Records what was computed before, inside an open write: the database copies versions and buildings, and puts the new values in. Nothing
/// is computed here, so that others wait no longer than the rows take.
/// </summary>
internal static class RevaluationRecord
{
    private const string Parts =
        """
        create temp table revaluation_part (nop bigint not null, version integer not null, number integer not null,
            value bigint not null, valuation integer not null, facts text, primary key (nop, version, number))
        """;

    private static readonly string[] Copies =
    [
        $"""
        insert into revenue_building (region_code, nop, version, number, area, use_code, floors, built_year, valuation, value,
            value_source)
        select b.region_code, b.nop, c.version, b.number, b.area, b.use_code, b.floors, b.built_year,
            case when p.nop is null then b.valuation else 'Individual' end, coalesce(p.value, b.value),
            case when p.nop is null then b.value_source else @source end
        from {ObjectCopies.Table} c join revenue_building b on b.region_code = @region and b.nop = c.nop and b.version = c.base
            left join revaluation_part p on p.nop = c.nop and p.version = c.version and p.number = b.number
        """,
        """
        insert into revenue_building_valuation (region_code, nop, version, number, tax_year, rule_version, rule_hash, facts, value,
            recorded_at, recorded_by)
        select @region, p.nop, p.version, p.number, @year, @rules, @hash, coalesce(p.facts, v.facts), p.value, @now, @by
        from revaluation_part p left join revenue_building_valuation v on v.region_code = @region and v.nop = p.nop
            and v.version = p.valuation and v.number = p.number
        """,
        "drop table revaluation_part",
    ];

    /// <summary>True where nothing was added to the register since, nor to what was taken over.</summary>
    public static async Task<bool> IsAsReadAsync(DbConnection connection, RegionCode region, RowsRead read, CancellationToken cancel) =>
        await CountAsync(connection, "revenue_object", region, cancel) == read.Versions
        && await CountAsync(connection, "revenue_building_valuation", region, cancel) == read.Valuations
        && await CountAsync(connection, "revenue_taken_building", region, cancel) == read.Taken
        && await CountAsync(connection, "revenue_taken_facility", region, cancel) == read.Facilities;

    /// <summary>Records all of it.</summary>
    /// <param name="connection">Of the open write.</param>
    /// <param name="of">The revaluation.</param>
    /// <param name="changed">What was computed.</param>
    /// <param name="stamp">Why, when and by whom.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task WriteAsync(
        DbConnection connection, Revaluation of, IReadOnlyList<ChangedVersion> changed,
        (string Reason, string Source, DateTime Now, string By) stamp, CancellationToken cancel)
    {
        await ObjectCopies.StageAsync(
            connection, changed.Select(c => new ObjectCopy(c.Nop, c.Base, c.Version, c.ValidFrom, c.BuildingValue, null)), cancel);
        await ObjectCopies.WriteObjectsAsync(connection, of.RegionCode, (stamp.Reason, stamp.Now, stamp.By), cancel);
        await connection.Make(Parts).RunAsync(cancel);
        await BulkWriter.InsertAsync(
            connection, "revaluation_part", ["nop", "version", "number", "value", "valuation", "facts"],
            changed.SelectMany(c => c.Parts.Select(p => (object?[])
                [c.Nop, c.Version, p.Number, p.After, p.Valuation, p.Taken is null ? null : JsonSerializer.Serialize(p.Taken)])),
            cancel);
        foreach (var copy in Copies)
        {
            await connection.Make(
                copy, ("region", of.RegionCode.Value), ("year", of.TaxYear), ("rules", of.RulesVersion), ("hash", of.RulesHash),
                ("source", stamp.Source), ("now", stamp.Now), ("by", stamp.By)).Patient().RunAsync(cancel);
        }

        await ObjectCopies.DropAsync(connection, cancel);
    }

    private static Task<long> CountAsync(DbConnection connection, string table, RegionCode region, CancellationToken cancel) =>
        connection.Make($"select count(*) from {table} where region_code = @region", ("region", region.Value)).Patient()
            .NumberAsync(cancel);
}

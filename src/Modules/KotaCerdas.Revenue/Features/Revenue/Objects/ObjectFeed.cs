using System.Data.Common;
using System.Runtime.CompilerServices;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>What an assessment needs of an object.</summary>
/// <param name="Nop">The object.</param>
/// <param name="Version">The version of the object that these are from.</param>
/// <param name="Taxpayer">The taxpayer that counts, merged entries resolved.</param>
/// <param name="LandArea">Square metres.</param>
/// <param name="LandValue">Rupiah a square metre, −1 where the zone has no value for the year: then it cannot be assessed.</param>
/// <param name="LandUse">Number of the use that decides the rate.</param>
/// <param name="LandKind">SISMIOP's <c>jns_bumi</c>; 4, a public facility, is not billed.</param>
/// <param name="BuildingArea">Square metres.</param>
/// <param name="BuildingValue">Rupiah a square metre, rounded half up.</param>
/// <param name="CommonValue">Rupiah: the share in common property.</param>
/// <param name="TakesDeduction">True where the taxpayer's deduction is used here.</param>
internal readonly record struct ObjectFacts(
    Nop Nop, int Version, TaxpayerId Taxpayer, int LandArea, long LandValue, int LandUse, int LandKind, int BuildingArea,
    long BuildingValue, long CommonValue, bool TakesDeduction);

/// <summary>
/// Streams the objects of a region that exist on a day, as they were known at an instant, ordered by NOP. One statement over the primary
/// key; of the versions of an object only the one that counts leaves it. Nothing is kept but the values of zones and merged entries.
/// </summary>
internal sealed class ObjectFeed(KotaDb db)
{
    private const string Sql =
        """
        select nop, version, valid_from, state, taxpayer_id, land_area, land_zone, land_kind, land_use, land_value, building_area,
          building_value, common_value, takes_deduction
        from revenue_object
        where region_code = @region and nop between @first and @last and valid_from <= @day and recorded_at <= @known
        order by nop, version
        """;

    /// <summary>The stream.</summary>
    /// <param name="region">The region.</param>
    /// <param name="day">The day the objects are seen on: 1 January of the tax year.</param>
    /// <param name="knownAt">What was recorded later is left out, so that a stream can be repeated.</param>
    /// <param name="cancel">Stops.</param>
    public IAsyncEnumerable<ObjectFacts> ReadAsync(RegionCode region, DateOnly day, DateTime knownAt, CancellationToken cancel) =>
        ReadAsync(region, day, knownAt, (Nop.Least, Nop.Most), cancel);

    /// <summary>The stream of the objects between two numbers, both inclusive.</summary>
    public async IAsyncEnumerable<ObjectFacts> ReadAsync(
        RegionCode region, DateOnly day, DateTime knownAt, (Nop First, Nop Last) range, [EnumeratorCancellation] CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);

        // Opened first: what the context has declared holds on the connection for as long as it stays open.
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            var zones = await ZonesAsync(scope, day.Year, knownAt, (range.First.Village, range.Last.Village), cancel);
            var merges = await db.In<TaxpayerMerge>(scope).AsNoTracking().Where(m => m.RecordedAt <= knownAt)
                .ToDictionaryAsync(m => m.FromId.Value, m => m.IntoId.Value, cancel);
            await using var command = Command(region, day, knownAt, range);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var uses = new Dictionary<string, string>(StringComparer.Ordinal);
            var best = default(Candidate);
            var some = false;
            while (await reader.ReadAsync(cancel))
            {
                var next = Next(reader);
                if (some && next.Nop != best.Nop && best.Active)
                {
                    yield return best.Facts;
                }

                // Versions come in the order of recording, so that of two with the same date the later one replaces the earlier.
                if (!some || next.Nop != best.Nop || next.ValidFrom >= best.ValidFrom)
                {
                    best = next with { Facts = next.Active ? Read(reader, zones, merges, uses) : default };
                    some = true;
                }
            }

            if (some && best.Active)
            {
                yield return best.Facts;
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static Candidate Next(DbDataReader row) =>
        new(row.GetInt64(0), row.GetFieldValue<DateOnly>(2), row.GetString(3) == nameof(ObjectState.Active));

    private static ObjectFacts Read(
        DbDataReader row, Dictionary<(long, string), long> zones, Dictionary<Guid, Guid> merges, Dictionary<string, string> uses)
    {
        var nop = Nop.Of(row.GetInt64(0));
        var owner = row.GetGuid(4);
        var land = row.IsDBNull(9) ? zones.GetValueOrDefault((nop.Village, Interned(uses, row.GetString(6))), -1) : row.GetInt64(9);
        var area = row.GetInt32(10);
        return new ObjectFacts(
            nop, row.GetInt32(1), new TaxpayerId(merges.GetValueOrDefault(owner, owner)), row.GetInt32(5), land,
            row.GetInt32(8), row.GetInt32(7), area, TaxObject.PerMetre(row.GetInt64(11), area), row.GetInt64(12),
            row.GetBoolean(13));
    }

    private static string Interned(Dictionary<string, string> known, string text)
    {
        if (!known.TryGetValue(text, out var same))
        {
            known[text] = same = text;
        }

        return same;
    }

    private DbCommand Command(RegionCode region, DateOnly day, DateTime knownAt, (Nop First, Nop Last) range)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = Sql;
        command.CommandTimeout = 0;
        foreach (var (name, value) in new (string, object)[]
            {
                ("@region", region.Value), ("@day", day), ("@known", knownAt), ("@first", range.First.Value), ("@last", range.Last.Value),
            })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>The value of each zone in the villages: of its latest year that is not after the tax year, the latest version.</summary>
    private async Task<Dictionary<(long, string), long>> ZonesAsync(
        RegionScope scope, int year, DateTime knownAt, (long First, long Last) villages, CancellationToken cancel)
    {
        var zones = new Dictionary<(long, string), long>();
        var rows = db.In<LandValue>(scope).AsNoTracking()
            .Where(v => v.TaxCode >= villages.First && v.TaxCode <= villages.Last && v.TaxYear <= year && v.RecordedAt <= knownAt)
            .OrderBy(v => v.TaxCode).ThenBy(v => v.Zone).ThenBy(v => v.TaxYear).ThenBy(v => v.Version);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            zones[(row.TaxCode, row.Zone)] = row.PerMetre;
        }

        return zones;
    }

    private readonly record struct Candidate(long Nop, DateOnly ValidFrom, bool Active)
    {
        public ObjectFacts Facts { get; init; }
    }
}

using System.Data.Common;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>What the facts of an assessment are asked for.</summary>
/// <param name="Region">Whose objects.</param>
/// <param name="TaxYear">The year; objects are seen on its first day.</param>
/// <param name="KnownAt">What was recorded later is left out.</param>
/// <param name="Village">Ten digits of one village, or null for the region.</param>
/// <param name="BeforeNumber">Bills of the year with this number or a higher one do not count as billed before.</param>
internal sealed record FactsQuery(RegionCode Region, int TaxYear, DateTime KnownAt, long? Village, long BeforeNumber = long.MaxValue)
{
    /// <summary>The one object that is asked for, or null.</summary>
    public Nop? Only { get; init; }

    /// <summary>First and last object.</summary>
    public (Nop First, Nop Last) Range => Only is { } nop ? (nop, nop) : Village is { } village ? Nop.In(village) : (Nop.Least, Nop.Most);

    public static FactsQuery Of(Batch batch, long beforeNumber = long.MaxValue) =>
        new(batch.RegionCode, batch.TaxYear, batch.KnownAt, batch.Village, beforeNumber);
}

/// <summary>
/// Reads what an assessment needs into one table, by a few statements over the whole region: the objects, the bills of the year before,
/// those of the year itself whichever system made them, what was granted for it, and the versions of taxpayers.
/// </summary>
internal sealed class AssessmentFacts(KotaDb db, ObjectFeed feed)
{
    private const int Step = 16_384;

    // A decision on a bill counts from when it was recorded: the same batch always gives the same bills.
    private const string LastBills =
        """
        select b.nop, b.amount, case when b.reduction > 0 then b.limited else b.amount end, b.njop, b.land_class, b.building_class
        from revenue_bill b
        where b.region_code = @region and b.tax_year = @year and b.nop between @first and @last
          and (b.cycle = 1 or exists (select 1 from revenue_assessment_event e where e.region_code = b.region_code and e.nop = b.nop
            and e.tax_year = b.tax_year and e.cycle = b.cycle and e.recorded_at <= @known))
          and not exists (select 1 from revenue_bill n where n.region_code = b.region_code and n.nop = b.nop and n.tax_year = b.tax_year
            and n.cycle > b.cycle and exists (select 1 from revenue_assessment_event e where e.region_code = n.region_code
              and e.nop = n.nop and e.tax_year = n.tax_year and e.cycle = n.cycle and e.recorded_at <= @known))
        union all
        select l.nop, l.amount, l.amount + l.reduction, l.total_value, l.land_class, l.building_class from revenue_legacy_bill l
        where l.region_code = @region and l.tax_year = @year and l.nop between @first and @last
          and not exists (select 1 from revenue_bill n where n.region_code = l.region_code and n.nop = l.nop and n.tax_year = l.tax_year)
        """;

    private const string Billed =
        """
        select b.nop from revenue_bill b
        where b.region_code = @region and b.tax_year = @year and b.number < @before and b.cycle = 1 and b.nop between @first and @last
        union all
        select l.nop from revenue_legacy_bill l
        where l.region_code = @region and l.tax_year = @year and l.nop between @first and @last
          and not exists (select 1 from revenue_bill n where n.region_code = l.region_code and n.nop = l.nop and n.tax_year = l.tax_year)
        """;

    // In the order of recording, so that the last one of an object counts.
    private const string Reductions =
        """
        select nop, share from revenue_reduction
        where region_code = @region and nop between @first and @last and @year between first_year and last_year and recorded_at <= @known
        order by recorded_at, id
        """;

    private const string Versions =
        """
        select taxpayer_id, max(version) from revenue_taxpayer
        where region_code = @region and version > 1 and recorded_at <= @known group by taxpayer_id
        """;

    // Of whoever an object was ever on, found by key: a region has hundreds of thousands of taxpayers.
    private const string VersionsOfOne =
        """
        select t.taxpayer_id, max(t.version) from revenue_taxpayer t
        where t.region_code = @region and t.version > 1 and t.recorded_at <= @known and t.taxpayer_id in (
            select o.taxpayer_id from revenue_object o where o.region_code = @region and o.nop = @first
            union
            select m.into_id from revenue_object o
            join revenue_taxpayer_merge m on m.region_code = o.region_code and m.from_id = o.taxpayer_id
            where o.region_code = @region and o.nop = @first)
        group by t.taxpayer_id
        """;

    /// <summary>The table, in order of NOP.</summary>
    /// <param name="query">Which facts.</param>
    /// <param name="rules">Rules whose rows the classes of the year before are looked up in.</param>
    /// <param name="progress">Told now and then how many objects were read.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<FactTable> LoadAsync(FactsQuery query, PbbRules rules, Action<int>? progress, CancellationToken cancel)
    {
        var range = query.Range;
        var connection = await db.SqlAsync(RegionScope.Of(query.Region), cancel);
        var last = await LastAsync(connection, query, rules, range, cancel);
        var billed = await BilledAsync(connection, query, range, cancel);
        var versions = await VersionsAsync(connection, query, cancel);
        var reductions = await ReductionsAsync(connection, query, range, cancel);
        var table = new FactTable();
        var (at, done) = (0, 0);
        var objects = feed.ReadAsync(query.Region, new DateOnly(query.TaxYear, 1, 1), query.KnownAt, range, cancel);
        await foreach (var o in objects)
        {
            at = Pass(table, last, at, o.Nop.Value);
            var before = at < last.Count && last.Nops[at] == o.Nop.Value ? last.Bills[at++] : LastBill.None;
            while (done < billed.Count && billed[done] < o.Nop.Value)
            {
                done++;
            }

            var billedBefore = done < billed.Count && billed[done] == o.Nop.Value;
            table.Add(new(
                o, versions.GetValueOrDefault(o.Taxpayer.Value, 1), before, billedBefore, reductions.GetValueOrDefault(o.Nop.Value)));
            if (table.Count % Step == 0)
            {
                progress?.Invoke(table.Count);
            }
        }

        Pass(table, last, at, long.MaxValue);
        return table;
    }

    /// <summary>Counts the bills of the year before whose object is not in the table.</summary>
    private static int Pass(FactTable table, LastYear last, int at, long nop)
    {
        for (; at < last.Count && last.Nops[at] < nop; at++)
        {
            table.GoneBills++;
            table.GoneAmount += last.Bills[at].Amount;
        }

        return at;
    }

    private static async Task<LastYear> LastAsync(
        DbConnection connection, FactsQuery query, PbbRules rules, (Nop First, Nop Last) range, CancellationToken cancel)
    {
        var land = new Dictionary<string, short>(StringComparer.Ordinal);
        var building = new Dictionary<string, short>(StringComparer.Ordinal);
        var (nops, bills) = (new List<long>(), new List<LastBill>());
        var sorted = true;
        await using var command = connection.Make(
            LastBills, ("region", query.Region.Value), ("year", query.TaxYear - 1), ("known", query.KnownAt),
            ("first", range.First.Value), ("last", range.Last.Value)).Patient();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var nop = reader.GetInt64(0);
            sorted = sorted && (nops.Count == 0 || nops[^1] < nop);
            nops.Add(nop);
            bills.Add(new(
                reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), Row(land, reader.GetString(4), rules.LandClassRow),
                Row(building, reader.GetString(5), rules.BuildingClassRow)));
        }

        var (keys, values) = (nops.ToArray(), bills.ToArray());
        if (!sorted)
        {
            Array.Sort(keys, values);
        }

        return new(keys, values);
    }

    private static short Row(Dictionary<string, short> known, string code, Func<string, short> find)
    {
        if (!known.TryGetValue(code, out var row))
        {
            known[code] = row = code.Length == 0 ? (short)-1 : find(code);
        }

        return row;
    }

    private static async Task<List<long>> BilledAsync(
        DbConnection connection, FactsQuery query, (Nop First, Nop Last) range, CancellationToken cancel)
    {
        var nops = new List<long>();
        await using var command = connection.Make(
            Billed, ("region", query.Region.Value), ("year", query.TaxYear), ("before", query.BeforeNumber), ("first", range.First.Value),
            ("last", range.Last.Value)).Patient();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            nops.Add(reader.GetInt64(0));
        }

        nops.Sort();
        return nops;
    }

    /// <summary>Shares of the tax that were granted for the year; few objects have one.</summary>
    private static async Task<Dictionary<long, int>> ReductionsAsync(
        DbConnection connection, FactsQuery query, (Nop First, Nop Last) range, CancellationToken cancel)
    {
        var reductions = new Dictionary<long, int>();
        await using var command = connection.Make(
            Reductions, ("region", query.Region.Value), ("year", query.TaxYear), ("known", query.KnownAt), ("first", range.First.Value),
            ("last", range.Last.Value)).Patient();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            reductions[reader.GetInt64(0)] = reader.GetInt32(1);
        }

        return reductions;
    }

    /// <summary>Only taxpayers that were ever changed: all others have one version.</summary>
    private static async Task<Dictionary<Guid, int>> VersionsAsync(DbConnection connection, FactsQuery query, CancellationToken cancel)
    {
        var versions = new Dictionary<Guid, int>();
        await using var command = connection.Make(
            query.Only is null ? Versions : VersionsOfOne, ("region", query.Region.Value), ("known", query.KnownAt),
            ("first", query.Range.First.Value)).Patient();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            versions[reader.GetGuid(0)] = reader.GetInt32(1);
        }

        return versions;
    }

    private sealed record LastYear(long[] Nops, LastBill[] Bills)
    {
        public int Count => Nops.Length;
    }
}

using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>A bill with the names and addresses that stand on paper.</summary>
internal sealed record PrintedBill
{
    public required Nop Nop { get; init; }

    public required int TaxYear { get; init; }

    public required int Cycle { get; init; }

    public required long Number { get; init; }

    public required int LandArea { get; init; }

    public required int BuildingArea { get; init; }

    public required long CommonValue { get; init; }

    public required string LandClass { get; init; }

    public required string BuildingClass { get; init; }

    /// <summary>Row of the tier in the rules.</summary>
    public required int Tier { get; init; }

    public required long LandUnit { get; init; }

    public required long BuildingUnit { get; init; }

    public required long LandNjop { get; init; }

    public required long BuildingNjop { get; init; }

    public required long Njop { get; init; }

    public required long Deduction { get; init; }

    public required long Njkp { get; init; }

    public required long Tax { get; init; }

    public required long Limited { get; init; }

    public required long Reduced { get; init; }

    public required long Amount { get; init; }

    public required string Name { get; init; }

    public required string OwnerAddress { get; init; }

    public required string OwnerPlace { get; init; }

    public required string Address { get; init; }

    public required string Rt { get; init; }

    public required string Rw { get; init; }

    /// <summary>Years before that are not paid, oldest first.</summary>
    public IReadOnlyList<PrintedArrears> Arrears { get; init; } = [];

    /// <summary>Of a later cycle: which decision it comes of and what it replaces; empty for a bill of the batch.</summary>
    public string Replaces { get; init; } = string.Empty;

    /// <summary>Of a later cycle: by when it is to be paid, null where that is the day of its village.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>What the tree over a run is made of: who is billed stands in the bill, not here.</summary>
    public byte[] Leaf(RegionCode region) => System.Text.Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"sppt/1\n{region}\n{Nop}\n{TaxYear}\n{Cycle}\n{Number}\n{Amount}"));
}

/// <summary>A year before that is not paid.</summary>
/// <param name="Year">Tax year.</param>
/// <param name="Open">Open principal, rupiah.</param>
/// <param name="Expired">True where the right to collect it has ended, so that nobody is asked for it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PrintedArrears(int Year, long Open, bool Expired);

/// <summary>Streams the bills of a batch and village for paper, in the order of NOP, in one statement by keys.</summary>
internal sealed class PrintFeed(KotaDb db, BillHistory history)
{
    private const string Sql =
        """
        select b.nop, b.tax_year, b.cycle, b.number, b.land_area, b.building_area, b.common_value, b.land_class, b.building_class, b.tier,
          b.land_unit, b.building_unit, b.land_njop, b.building_njop, b.njop, b.deduction, b.njkp, b.tax, b.limited, b.reduced, b.amount,
          t.name, t.address, t.place, o.address, o.rt, o.rw
        from revenue_bill b
        join revenue_taxpayer t on t.region_code = b.region_code and t.taxpayer_id = b.taxpayer_id and t.version = b.taxpayer_version
        join revenue_object o on o.region_code = b.region_code and o.nop = b.nop and o.version = b.object_version
        where b.region_code = @region and b.nop > @after and b.nop <= @last and b.batch_id = @batch and
        """;

    private const string OneCycle = " b.cycle = @cycle";

    // What stood at an instant: the cycle of the last decision that was recorded by then, and none where that left nothing to pay.
    private const string AsKnown =
        """
         b.cycle = coalesce((select max(e.cycle) from revenue_assessment_event e
            where e.region_code = b.region_code and e.nop = b.nop and e.tax_year = b.tax_year and e.kind = 'Amended'
              and e.recorded_at <= @known), 1)
          and (b.cycle = 1 or b.amount > 0)
        order by b.nop
        """;

    // Bills of both systems less what was paid of them up to the day; a year with a bill of ours is not counted twice. Of what happened to
    // a bill only that counts which was known, so that a part can be made again.
    private const string ArrearsSql =
        """
        select l.nop, l.tax_year, l.amount - coalesce((select sum(p.amount - p.penalty) from revenue_legacy_payment p
            where p.region_code = l.region_code and p.nop = l.nop and p.tax_year = l.tax_year and p.paid_on <= @day), 0),
          (select max(x.expires_from) from revenue_assessment_event x where x.region_code = l.region_code and x.nop = l.nop
            and x.tax_year = l.tax_year and x.recorded_at <= @known), l.due_on
        from revenue_legacy_bill l
        where l.region_code = @region and l.nop > @after and l.nop <= @last and l.tax_year < @year
          and not exists (select 1 from revenue_bill b where b.region_code = l.region_code and b.nop = l.nop and b.tax_year = l.tax_year)
          and not exists (select 1 from revenue_assessment_event w where w.region_code = l.region_code and w.nop = l.nop
            and w.tax_year = l.tax_year and w.kind = 'WrittenOff' and w.recorded_at <= @known)
        union all
        select b.nop, b.tax_year, coalesce(e.open_after, b.amount), e.expires_from, d.due_on
        from revenue_bill b
        left join revenue_dispatch d on d.region_code = b.region_code and d.batch_id = b.batch_id and d.tax_code = b.nop / 100000000
        left join revenue_assessment_event e on e.region_code = b.region_code and e.nop = b.nop and e.tax_year = b.tax_year
          and e.ordinal = (select max(x.ordinal) from revenue_assessment_event x
            where x.region_code = b.region_code and x.nop = b.nop and x.tax_year = b.tax_year and x.recorded_at <= @known)
        where b.region_code = @region and b.nop > @after and b.nop <= @last and b.tax_year < @year and b.cycle = 1
        """;

    /// <summary>The bills of a village that follow an object, as they stood at an instant.</summary>
    /// <param name="region">The region.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="taxCode">Ten digits of the village.</param>
    /// <param name="after">The last object that was printed already; 0 for none.</param>
    /// <param name="known">The instant.</param>
    /// <param name="cancel">Stops.</param>
    public IAsyncEnumerable<PrintedBill> ReadAsync(
        RegionCode region, BatchId batch, long taxCode, long after, DateTime known, CancellationToken cancel)
    {
        var (first, last) = Nop.In(taxCode);
        return ReadAsync(
            region, AsKnown, [("@batch", batch.Value), ("@known", known)], (Math.Max(after, first.Value - 1), last.Value), cancel);
    }

    /// <summary>One cycle of a bill; null where there is none.</summary>
    public async Task<PrintedBill?> FindAsync(Bill bill, CancellationToken cancel)
    {
        await foreach (var found in ReadAsync(
            bill.RegionCode, OneCycle, [("@batch", bill.BatchId.Value), ("@cycle", bill.Cycle)], (bill.Nop.Value - 1, bill.Nop.Value),
            cancel))
        {
            return found;
        }

        return null;
    }

    /// <summary>The decision that a later cycle of a bill comes of.</summary>
    public async Task<BillStep> ChangeAsync(RegionCode region, PrintedBill bill, CancellationToken cancel) =>
        (await history.OfAsync(region, bill.Nop, bill.TaxYear, cancel)).Single(s => s.After?.Cycle == bill.Cycle);

    private async IAsyncEnumerable<PrintedBill> ReadAsync(
        RegionCode region, string which, (string Name, object Value)[] values, (long After, long Last) objects,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var connection = await db.SqlAsync(RegionScope.Of(region), cancel);
        await using var command = Command(connection, Sql + which, region, objects);
        foreach (var (name, value) in values)
        {
            Add(command, name, value);
        }

        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            yield return Read(row);
        }
    }

    /// <summary>What is open of earlier years on a day, by object, oldest year first.</summary>
    /// <param name="region">The region.</param>
    /// <param name="objects">First and last object.</param>
    /// <param name="year">Tax year that does not count any more.</param>
    /// <param name="asOf">Payments up to this day count, and decisions that were recorded up to this instant.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<ILookup<long, PrintedArrears>> ArrearsAsync(
        RegionCode region, (long First, long Last) objects, int year, (DateOnly Day, DateTime Known) asOf, CancellationToken cancel)
    {
        var connection = await db.SqlAsync(RegionScope.Of(region), cancel);
        await using var command = Command(connection, ArrearsSql, region, (objects.First - 1, objects.Last));
        Add(command, "@year", year);
        Add(command, "@day", asOf.Day);
        Add(command, "@known", asOf.Known);
        var open = new List<(long Nop, PrintedArrears Of)>();
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var amount = Convert.ToInt64(row.GetValue(2), CultureInfo.InvariantCulture);
            if (amount > 0)
            {
                var since = BillExpiry.Since(Date(row, 3), row.GetInt32(1), Date(row, 4));
                open.Add((row.GetInt64(0), new(row.GetInt32(1), amount, BillExpiry.IsOver(since, asOf.Day))));
            }
        }

        return open.OrderBy(o => o.Of.Year).ToLookup(o => o.Nop, o => o.Of);
    }

    private static DateOnly? Date(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

    private static DbCommand Command(DbConnection connection, string sql, RegionCode region, (long After, long Last) objects)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        Add(command, "@region", region.Value);
        Add(command, "@after", objects.After);
        Add(command, "@last", objects.Last);
        return command;
    }

    private static PrintedBill Read(DbDataReader row) => new()
    {
        Nop = Nop.Of(row.GetInt64(0)), TaxYear = row.GetInt32(1), Cycle = row.GetInt32(2), Number = row.GetInt64(3),
        LandArea = row.GetInt32(4), BuildingArea = row.GetInt32(5), CommonValue = row.GetInt64(6), LandClass = row.GetString(7),
        BuildingClass = row.GetString(8), Tier = row.GetInt32(9), LandUnit = row.GetInt64(10), BuildingUnit = row.GetInt64(11),
        LandNjop = row.GetInt64(12), BuildingNjop = row.GetInt64(13), Njop = row.GetInt64(14), Deduction = row.GetInt64(15),
        Njkp = row.GetInt64(16), Tax = row.GetInt64(17), Limited = row.GetInt64(18), Reduced = row.GetInt64(19),
        Amount = row.GetInt64(20), Name = row.GetString(21), OwnerAddress = row.GetString(22), OwnerPlace = row.GetString(23),
        Address = row.GetString(24), Rt = row.GetString(25), Rw = row.GetString(26),
    };

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}

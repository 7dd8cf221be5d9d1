using System.Data.Common;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>
/// Finds what is owed of an object, in plain SQL by keys: the question that most people ask. It says the same as
/// <see cref="Assessment.ObligationReading"/>, which tests compare; an object that does not exist is sought as long as one that does.
/// </summary>
internal sealed class BillLookup(KotaDb db)
{
    private const string Own =
        """
        select b.tax_year, b.cycle, b.amount, d.dispatched_on, d.due_on, t.name
        from revenue_bill b
        left join revenue_dispatch d on d.region_code = b.region_code and d.batch_id = b.batch_id and d.tax_code = @village
        left join revenue_taxpayer t on t.region_code = b.region_code and t.taxpayer_id = b.taxpayer_id and t.version = b.taxpayer_version
        where b.region_code = @region and b.nop = @nop
        order by b.tax_year desc, b.cycle desc
        """;

    private const string Legacy =
        """
        select b.tax_year, b.amount, b.issued_on, b.due_on, b.name,
          coalesce((select sum(p.amount - p.penalty) from revenue_legacy_payment p
            where p.region_code = b.region_code and p.nop = b.nop and p.tax_year = b.tax_year), 0),
          (select max(p.paid_on) from revenue_legacy_payment p
            where p.region_code = b.region_code and p.nop = b.nop and p.tax_year = b.tax_year)
        from revenue_legacy_bill b
        where b.region_code = @region and b.nop = @nop
        order by b.tax_year desc
        """;

    /// <summary>What is owed and was paid, newest year first; no years where the region has no bill of the object.</summary>
    public async Task<ObjectBills> FindAsync(
        RegionCode region, Nop nop, InterestRules? interest, DateOnly asOf, CancellationToken cancel)
    {
        var connection = await db.SqlAsync(RegionScope.Of(region), cancel);
        var years = new List<BilledYear>();
        var name = await ReadAsync(connection, Own, region, nop, row =>
        {
            // The highest cycle of a year comes first and counts.
            if (years.Count == 0 || years[^1].Year != row.GetInt32(0))
            {
                var (amount, due) = (row.GetInt64(2), Date(row, 4));
                years.Add(new(row.GetInt32(0), amount, 0, Date(row, 3), due, BilledYear.Interest(amount, due, interest, asOf), Own: true));
            }

            return row.IsDBNull(5) ? null : row.GetString(5);
        }, cancel);
        var own = years.Count;
        var earlier = await ReadAsync(connection, Legacy, region, nop, row =>
        {
            var (year, amount, due) = (row.GetInt32(0), row.GetInt64(1), Date(row, 3));
            if (!years.Take(own).Any(y => y.Year == year))
            {
                var paid = Convert.ToInt64(row.GetValue(5), System.Globalization.CultureInfo.InvariantCulture);
                years.Add(new(year, amount, paid, Date(row, 2), due,
                    BilledYear.Interest(Math.Max(0, amount - paid), due, interest, asOf), Own: false) { LastPaidOn = Date(row, 6) });
            }

            return row.GetString(4);
        }, cancel);
        return new ObjectBills(nop, name ?? earlier, [.. years.OrderByDescending(y => y.Year)]);
    }

    /// <summary>Runs a statement; gives what the first row says.</summary>
    private static async Task<string?> ReadAsync(
        DbConnection connection, string sql, RegionCode region, Nop nop, Func<DbDataReader, string?> each, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Add(command, "@region", region.Value);
        Add(command, "@nop", nop.Value);
        if (sql == Own)
        {
            Add(command, "@village", nop.Village);
        }

        string? first = null;
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var said = each(rows);
            first ??= said;
        }

        return first;
    }

    private static DateOnly? Date(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}

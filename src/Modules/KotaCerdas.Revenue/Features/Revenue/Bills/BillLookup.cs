using System.Data.Common;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>
/// Finds what is owed of an object, in plain SQL by keys: the question that most people ask. It says the same as
/// <see cref="Assessment.ObligationReading"/>, which tests compare; an object that does not exist is sought as long as one that does.
/// On SQLite by statements that stay prepared (<see cref="BillStatements"/>).
/// </summary>
internal sealed class BillLookup(IServiceProvider services, BillStatements prepared)
{
    /// <summary>How many letters follow bills of the object: mostly none, and then nobody asks what they bill.</summary>
    private const string Followed =
        "(select count(*) from revenue_assessment f where f.region_code = @region and f.subject = cast(@nop as text) "
        + "and f.follows is not null)";

    internal const string Own =
        $"""
        select b.tax_year, b.cycle, b.amount, d.dispatched_on, d.due_on, t.name, e.open_after, e.paid_after - e.over_after,
          coalesce(e.due_on, d.due_on), e.plan, c.letter, c.happened_on, {Followed}, d.due_on, e.expires_from,
          e.over_after
        from revenue_bill b
        left join revenue_dispatch d on d.region_code = b.region_code and d.batch_id = b.batch_id and d.tax_code = @village
        left join revenue_taxpayer t on t.region_code = b.region_code and t.taxpayer_id = b.taxpayer_id and t.version = b.taxpayer_version
        {BillSql.LastEvent}
        left join revenue_assessment_event c on c.region_code = b.region_code and c.nop = b.nop and c.tax_year = b.tax_year
          and c.cycle = b.cycle and c.kind = 'Amended'
        where b.region_code = @region and b.nop = @nop
        order by b.tax_year desc, b.cycle desc
        """;

    internal const string Legacy =
        $"""
        select b.tax_year, b.amount, b.issued_on, b.due_on, b.name,
          coalesce((select sum(p.amount - p.penalty) from revenue_legacy_payment p
            where p.region_code = b.region_code and p.nop = b.nop and p.tax_year = b.tax_year), 0),
          (select max(p.paid_on) from revenue_legacy_payment p
            where p.region_code = b.region_code and p.nop = b.nop and p.tax_year = b.tax_year),
          e.state, {Followed}, e.expires_from
        from revenue_legacy_bill b
        {BillSql.LastEvent}
        where b.region_code = @region and b.nop = @nop and @village > 0
        order by b.tax_year desc
        """;

    /// <summary>What follows bills of the object; asked only where something does.</summary>
    internal const string Following =
        """
        select f.follows, f.charge_id, f.cycle, f.reference, f.letter, f.sanction, f.trace
        from revenue_assessment f
        where f.region_code = @region and f.subject = cast(@nop as text) and f.follows is not null and @village > 0
        """;

    /// <summary>What is owed and was paid, newest year first; no years where the region has no bill of the object.</summary>
    public async Task<ObjectBills> FindAsync(
        RegionCode region, Nop nop, InterestRules? interest, DateOnly asOf, CancellationToken cancel)
    {
        if (prepared.Rent() is { } statements)
        {
            try
            {
                return await ReadAsync(statements, (region, nop), interest, asOf, cancel);
            }
            finally
            {
                prepared.Return(statements);
            }
        }

        // Made only where it is needed: a context costs as much as the question.
        var connection = await services.GetRequiredService<KotaDb>().SqlAsync(RegionScope.Of(region), cancel);
        await using var own = BillStatements.Command(connection, Own);
        await using var legacy = BillStatements.Command(connection, Legacy);

        await using var following = BillStatements.Command(connection, Following);

        // Once on each connection of the pool: PostgreSQL takes longer to plan these than to run them.
        await own.PrepareAsync(cancel);
        await legacy.PrepareAsync(cancel);
        return await ReadAsync(new(null, own, legacy, following), (region, nop), interest, asOf, cancel);
    }

    private static async Task<ObjectBills> ReadAsync(
        BillStatement statements, (RegionCode Region, Nop Nop) of, InterestRules? interest, DateOnly asOf, CancellationToken cancel)
    {
        var (years, followed) = (new List<BilledYear>(), 0L);
        var name = await EachAsync(statements.Own, of, row =>
        {
            followed = row.GetInt64(12);

            // The highest cycle of a year comes first and counts.
            if (years.Count == 0 || years[^1].Year != row.GetInt32(0))
            {
                years.Add(Year(row, interest, asOf));
            }

            return row.IsDBNull(5) ? null : row.GetString(5);
        }, cancel);
        var count = years.Count;
        var earlier = await EachAsync(statements.Legacy, of, row =>
        {
            followed = row.GetInt64(8);
            var (year, amount, due) = (row.GetInt32(0), row.GetInt64(1), Date(row, 3));
            if (!years.Take(count).Any(y => y.Year == year))
            {
                var paid = Convert.ToInt64(row.GetValue(5), System.Globalization.CultureInfo.InvariantCulture);
                var open = !row.IsDBNull(7) && row.GetString(7) == nameof(ChargeState.WrittenOff) ? 0 : Math.Max(0, amount - paid);
                var billed = new BilledYear(
                    year, amount, paid, Date(row, 2), due, DebtInterest.Accrued(open, paid, due, null, interest, asOf), Own: false)
                {
                    LastPaidOn = Date(row, 6), WrittenOff = Math.Max(0, amount - paid) - open, Overpaid = Math.Max(0, paid - amount),
                };
                years.Add(billed.Ended(BillExpiry.IsOver(BillExpiry.Since(Date(row, 9), year, due), asOf)));
            }

            return row.GetString(4);
        }, cancel);
        var billed = followed == 0 ? null : await BilledAsync(statements.Following, of, cancel);
        return new ObjectBills(
            of.Nop, name ?? earlier,
            [.. years.OrderByDescending(y => y.Year).Select(y => billed is null ? y : y.Less(billed.GetValueOrDefault(y.Year).Interest))])
        {
            Followed = billed is not null,
        };
    }

    /// <summary>What bills of sanctions ask for, by the year of the bill that they follow.</summary>
    private static async Task<Dictionary<int, BilledSanctions>> BilledAsync(
        DbCommand command, (RegionCode Region, Nop Nop) of, CancellationToken cancel)
    {
        var cycles = new List<(int Year, FollowingCycle Cycle)>();
        await EachAsync(command, of, row =>
        {
            if (new ChargeId(row.GetGuid(0)).Bill is { } bill && bill.Nop == of.Nop)
            {
                cycles.Add((bill.Year, new(
                    new(row.GetGuid(1)), row.GetInt32(2), Charge.FirstLetterOf(row.GetString(3)), row.GetString(4), row.GetInt64(5),
                    row.GetString(6))));
            }

            return null;
        }, cancel);
        return cycles.GroupBy(c => c.Year).ToDictionary(g => g.Key, g => BilledSanctions.Of(g.Select(c => c.Cycle)));
    }

    /// <summary>A bill with what stands after the last thing that happened to it.</summary>
    private static BilledYear Year(DbDataReader row, InterestRules? interest, DateOnly asOf)
    {
        var (year, amount) = (row.GetInt32(0), row.GetInt64(2));
        var over = BillExpiry.IsOver(BillExpiry.Since(Date(row, 14), year, Date(row, 13)), asOf);
        if (row.IsDBNull(6))
        {
            var due = Date(row, 4);
            return new BilledYear(
                year, amount, 0, Date(row, 3), due, DebtInterest.Accrued(amount, 0, due, null, interest, asOf), Own: true).Ended(over);
        }

        var (open, paid, next, terms) =
            (row.GetInt64(6), row.GetInt64(7), Date(row, 8), DueTerms.Read(row.IsDBNull(9) ? null : row.GetString(9)));
        var billed = new BilledYear(
            year, amount, paid, Date(row, 3), next, DebtInterest.Accrued(open, paid, next, terms, interest, asOf), Own: true)
        {
            Overpaid = row.GetInt64(15), WrittenOff = amount - paid - open, Cycle = row.GetInt32(1), Terms = terms,
            ChangedBy = row.IsDBNull(10) ? null : row.GetString(10), ChangedOn = Date(row, 11),
        };
        return billed.Ended(over);
    }

    /// <summary>Runs a statement; gives what the first row says.</summary>
    private static async Task<string?> EachAsync(
        DbCommand command, (RegionCode Region, Nop Nop) of, Func<DbDataReader, string?> each, CancellationToken cancel)
    {
        command.Parameters[0].Value = of.Region.Value;
        command.Parameters[1].Value = of.Nop.Value;
        command.Parameters[2].Value = of.Nop.Village;
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
}

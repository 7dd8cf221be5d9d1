using System.Data.Common;
using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>An invariant as a query that finds what breaks it.</summary>
/// <param name="Of">Which.</param>
/// <param name="Code">Text of the flaw; its placeholders are the region and the columns of the query.</param>
/// <param name="Sql">Rows that break it, of the region <c>@region</c>; <c>month(e.posted_on)</c> stands for a month as a number.</param>
internal sealed record SqlCheck(Invariant Of, string Code, string Sql)
{
    public async Task RunAsync(DbConnection connection, RegionCode region, LedgerFindings flaws, CancellationToken cancel)
    {
        var sql = Sql.Replace("month(e.posted_on)", Movements.MonthOf(connection, "e.posted_on"), StringComparison.Ordinal);
        await using var command = connection.Make(sql, ("region", region.Value)).Patient();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            flaws.Break(Of, Code, region.Value, [.. Enumerable.Range(0, reader.FieldCount).Select(i => Value(reader, i))]);
        }
    }

    /// <summary>As a person reads it, whatever the engine makes of it.</summary>
    private static object Value(DbDataReader reader, int column) => (reader.GetName(column), reader.GetValue(column)) switch
    {
        ("account", long number) => AccountCode.FromNumber(number).Value,
        ("month", var month) => OpenGate.MonthText(Convert.ToInt32(month, CultureInfo.InvariantCulture)),
        (_, string text) when Guid.TryParse(text, out var id) => id.ToString(),
        (_, Guid id) => id.ToString(),
        (_, DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (_, DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture),
        (_, decimal number) => (long)number,
        (_, var value) => value,
    };
}

/// <summary>The invariants that a query can decide, numbered as in docs/modules/ledger.md.</summary>
internal static class SqlChecks
{
    private const string Counts =
        """
        select (select count(*) from ledger_journal where region_code = @region),
            (select count(*) from ledger_journal where region_code = @region and reverses is not null),
            (select count(*) from ledger_period_change where region_code = @region and state = 'Open'),
            (select count(*) from ledger_account_sum where region_code = @region),
            (select count(*) from ledger_day_sum where region_code = @region)
        """;

    /// <summary>Says how much the queries look at.</summary>
    public static async Task CountAsync(DbConnection connection, RegionCode region, LedgerFindings flaws, CancellationToken cancel)
    {
        var counts = (await connection.Make(Counts, ("region", region.Value)).Patient()
            .ReadAsync(r => Enumerable.Range(0, r.FieldCount).Select(r.GetInt64).ToList(), cancel))[0];
        flaws.Look(Invariant.I1, counts[0]);
        flaws.Look(Invariant.I3, counts[0]);
        flaws.Look(Invariant.I4, counts[1]);
        flaws.Look(Invariant.I15, counts[2]);
        flaws.Look(Invariant.Sums, counts[3] + counts[4]);
    }

    /// <summary>In the order in which they run.</summary>
    public static IReadOnlyList<SqlCheck> All { get; } =
    [
        // I1: the lines of a journal are as many, and in each book as much, as the journal says, on both sides.
        new(Invariant.I1, "Ledger.Check.Unbalanced",
            """
            select j.id from ledger_journal j left join (
                select journal_id, count(*) as lines,
                    sum(case when book = 'LO' then debit else 0 end) as lo_debit,
                    sum(case when book = 'LO' then credit else 0 end) as lo_credit,
                    sum(case when book = 'LRA' then debit else 0 end) as lra_debit,
                    sum(case when book = 'LRA' then credit else 0 end) as lra_credit,
                    sum(case when book = 'KAS' then debit else 0 end) as kas_debit,
                    sum(case when book = 'KAS' then credit else 0 end) as kas_credit
                from ledger_entry where region_code = @region group by journal_id) e on e.journal_id = j.id
            where j.region_code = @region and (e.lines is null or e.lines <> j.line_count or e.lo_debit <> e.lo_credit
                or e.lra_debit <> e.lra_credit or e.kas_debit <> e.kas_credit or e.lo_debit <> j.lo_total or e.lra_debit <> j.lra_total
                or e.kas_debit <> j.kas_total) order by j.id
            """),
        // I1: exactly one side of a line is positive; one date for the whole journal.
        new(Invariant.I1, "Ledger.Check.BadLine",
            """
            select e.journal_id, e.line from ledger_entry e
            left join ledger_journal j on j.region_code = e.region_code and j.id = e.journal_id
            where e.region_code = @region and (e.debit < 0 or e.credit < 0 or (e.debit = 0) = (e.credit = 0)
                or (j.id is not null and e.posted_on <> j.posted_on)) order by e.journal_id, e.line
            """),
        // I1: no line without its journal.
        new(Invariant.I1, "Ledger.Check.Orphan",
            """
            select e.journal_id, count(*) from ledger_entry e
            left join ledger_journal j on j.region_code = e.region_code and j.id = e.journal_id
            where e.region_code = @region and j.id is null group by e.journal_id order by e.journal_id
            """),
        // I3: a key once.
        new(Invariant.I3, "Ledger.Check.KeyTwice",
            """
            select idem_key, count(*) from ledger_journal where region_code = @region
            group by idem_key having count(*) > 1 order by idem_key
            """),
        // I4: a journal is reversed at most once, and its original is there.
        new(Invariant.I4, "Ledger.Check.ReversedTwice",
            """
            select reverses, count(*) from ledger_journal where region_code = @region and reverses is not null
            group by reverses having count(*) > 1 order by reverses
            """),
        new(Invariant.I4, "Ledger.Check.NothingReversed",
            """
            select r.id from ledger_journal r left join ledger_journal o on o.region_code = r.region_code and o.id = r.reverses
            where r.region_code = @region and r.reverses is not null and o.id is null order by r.id
            """),
        // I4: equal and opposite, line by line.
        new(Invariant.I4, "Ledger.Check.NotOpposite",
            """
            select r.id from ledger_journal r
            join ledger_journal o on o.region_code = r.region_code and o.id = r.reverses
            left join ledger_entry a on a.region_code = r.region_code and a.journal_id = r.id
            left join ledger_entry b on b.region_code = o.region_code and b.journal_id = o.id and b.line = a.line
            where r.region_code = @region and (r.line_count <> o.line_count or b.line is null or a.debit <> b.credit or a.credit <> b.debit
                or a.book <> b.book or a.account <> b.account or a.subject <> b.subject or a.period <> b.period or a.unit <> b.unit)
            group by r.id order by r.id
            """),
        // What is kept of a journal and an account is what its lines give.
        new(Invariant.Sums, "Ledger.Check.AccountSum",
            """
            select journal_id, book, account from (
                select j.id as journal_id, e.book as book, e.account as account, j.posted_on as posted_on, j.booked_on as booked_on,
                    min(e.line) as f, max(e.line) as l, count(*) as n, sum(e.debit) as d, sum(e.credit) as c, 1 as side
                from ledger_journal j join ledger_entry e on e.region_code = j.region_code and e.journal_id = j.id
                where j.region_code = @region group by j.id, e.book, e.account, j.posted_on, j.booked_on
                union all
                select journal_id, book, account, posted_on, booked_on, first_line, last_line, entry_count, debit, credit, -1
                from ledger_account_sum where region_code = @region) m
            group by journal_id, book, account, posted_on, booked_on
            having sum(side) <> 0 or sum(n * side) <> 0 or sum(d * side) <> 0 or sum(c * side) <> 0 or sum(f * side) <> 0
                or sum(l * side) <> 0
            order by journal_id, book, account
            """),
        // The sums of closed days are what their entries give.
        new(Invariant.Sums, "Ledger.Check.DaySum",
            """
            select day, book, account, month from (
                select j.booked_on as day, e.book as book, e.account as account, month(e.posted_on) as month, count(*) as n,
                    sum(e.debit) as d, sum(e.credit) as c
                from ledger_day y join ledger_journal j on j.region_code = y.region_code and j.booked_on = y.booked_on
                join ledger_entry e on e.region_code = j.region_code and e.journal_id = j.id
                where y.region_code = @region group by j.booked_on, e.book, e.account, month(e.posted_on)
                union all
                select booked_on, book, account, month, -entry_count, -debit, -credit from ledger_day_sum where region_code = @region) m
            group by day, book, account, month having sum(n) <> 0 or sum(d) <> 0 or sum(c) <> 0 order by day, book, account, month
            """),
        // I16: the days are numbered without a gap.
        new(Invariant.I16, "Ledger.Check.DayGap",
            """
            select max(number), count(*) from ledger_day where region_code = @region having count(*) > 0 and max(number) <> count(*)
            """),
        // I16: no journal on a day whose turn was over when the next day got its hash.
        new(Invariant.I16, "Ledger.Check.DayLeftOut",
            """
            select j.booked_on, count(*) from ledger_journal j
            left join ledger_day d on d.region_code = j.region_code and d.booked_on = j.booked_on
            where j.region_code = @region and d.number is null
                and j.booked_on < (select max(l.booked_on) from ledger_day l where l.region_code = @region)
            group by j.booked_on order by j.booked_on
            """),
        // I15: who reopened a month is not who closed it, and named a decision.
        new(Invariant.I15, "Ledger.Check.OwnReopening",
            """
            select o.book, o.month, o.revision from ledger_period_change o
            join ledger_period_change c on c.region_code = o.region_code and c.book = o.book and c.month = o.month
                and c.revision = o.revision - 1
            where o.region_code = @region and o.state = 'Open' and (o.decision = ''
                or (o.changed_by is not null and o.changed_by = c.changed_by)
                or (o.changed_by is null and c.changed_by is null and o.changed_by_name = c.changed_by_name))
            order by o.book, o.month, o.revision
            """),
    ];
}

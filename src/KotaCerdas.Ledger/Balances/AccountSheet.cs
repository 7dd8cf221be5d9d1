using System.Data.Common;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>The place of a line in an account sheet, to go on behind it.</summary>
/// <param name="PostedOn">Posting date.</param>
/// <param name="Journal">Its journal.</param>
/// <param name="Line">Its number there.</param>
public sealed record SheetPlace(DateOnly PostedOn, JournalId Journal, int Line);

/// <summary>What is asked of an account sheet.</summary>
/// <param name="Book">Which book.</param>
/// <param name="Account">An account that is posted to.</param>
/// <param name="From">First posting date.</param>
/// <param name="To">Last posting date.</param>
/// <param name="After">The last line of the page before, or null for the first page.</param>
/// <param name="Size">Lines of a page.</param>
public sealed record SheetQuery(Book Book, AccountCode Account, DateOnly From, DateOnly To, SheetPlace? After = null, int Size = 50);

/// <summary>A line of an account sheet.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="ValueOn">Legal date of the fact.</param>
/// <param name="Event">Kind of event.</param>
/// <param name="Source">What the journal stands for.</param>
/// <param name="Subject">What the line is about.</param>
/// <param name="Period">Period of the fact, 0 where none.</param>
/// <param name="Debit">Rupiah.</param>
/// <param name="Credit">Rupiah.</param>
/// <param name="Balance">Debits less credits of the account up to and with this line.</param>
public sealed record SheetRow(
    SheetPlace Place, DateOnly ValueOn, string Event, string Source, string Subject, int Period, long Debit, long Credit, long Balance);

/// <summary>A page of an account sheet.</summary>
/// <param name="Before">Balance before its first line.</param>
/// <param name="Rows">Its lines.</param>
/// <param name="Next">Where the next page begins, or null on the last one.</param>
public sealed record SheetPage(long Before, IReadOnlyList<SheetRow> Rows, SheetPlace? Next);

/// <summary>The lines of one account, in order of posting date.</summary>
public sealed class AccountSheets
{
    private readonly KotaDb _db;

    internal AccountSheets(KotaDb db) => _db = db;

    /// <summary>A page of the sheet.</summary>
    /// <param name="region">Whose ledger.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<SheetPage> ReadAsync(RegionCode region, SheetQuery query, CancellationToken cancel)
    {
        var connection = await _db.SqlAsync(RegionScope.Of(region), cancel);
        var before = await BeforeAsync(connection, region, query, cancel);
        var rows = await PageAsync(connection, region, query, cancel);
        var balance = before;
        var shown = rows.Take(query.Size).Select(r => r with { Balance = balance += r.Debit - r.Credit }).ToList();
        return new SheetPage(before, shown, rows.Count > query.Size ? shown[^1].Place : null);
    }

    /// <summary>
    /// The journals that the page needs, which their sums tell; then what is left of the one in which it begins, the lines of those
    /// between, fewer than a page, and those of the last as far as the page goes: each of the two may have a million.
    /// </summary>
    private static async Task<List<SheetRow>> PageAsync(
        DbConnection connection, RegionCode region, SheetQuery query, CancellationToken cancel)
    {
        var (needed, rows) = (query.Size + 1, new List<SheetRow>());
        var journals = await JournalsAsync(connection, region, query, needed, cancel);
        if (journals.Count > 0 && query.After is { } after && journals[0].Id == after.Journal.Value)
        {
            rows.AddRange(await LinesAsync(connection, region, query, (journals[0], journals[0]), (after.Line, needed), cancel));
            journals.RemoveAt(0);
        }

        if (journals.Count > 1 && rows.Count < needed)
        {
            rows.AddRange(await LinesAsync(connection, region, query, (journals[0], journals[^2]), (0, needed - rows.Count), cancel));
        }

        if (journals.Count > 0 && rows.Count < needed)
        {
            rows.AddRange(await LinesAsync(connection, region, query, (journals[^1], journals[^1]), (0, needed - rows.Count), cancel));
        }

        return rows;
    }

    /// <summary>Journals with lines on the account from the place on, whose own comes first, until they have enough lines.</summary>
    private static async Task<List<SheetJournal>> JournalsAsync(
        DbConnection connection, RegionCode region, SheetQuery query, int needed, CancellationToken cancel)
    {
        var found = await connection.Make(
            $"""
            select posted_on, journal_id, entry_count from ledger_account_sum
            where region_code = @region and book = @book and account = @account and posted_on >= @from and posted_on <= @to
                {(query.After is null ? string.Empty : "and (posted_on, journal_id) >= (@day, @journal)")}
            order by posted_on, journal_id limit @size
            """,
            [.. Values(region, query), ("to", query.To), ("size", needed + 1)])
            .ReadAsync(r => new SheetJournal(r.GetFieldValue<DateOnly>(0), r.GetGuid(1), r.GetInt64(2)), cancel);
        // Of the journal of the place it is not known how many lines are left: it counts for nothing.
        var lines = 0L;
        return [.. found.TakeWhile(j =>
        {
            var more = lines < needed;
            lines += j.Id == query.After?.Journal.Value ? 0 : j.Lines;
            return more;
        })];
    }

    private static Task<List<SheetRow>> LinesAsync(
        DbConnection connection, RegionCode region, SheetQuery query, (SheetJournal First, SheetJournal Last) range,
        (int After, int Size) page, CancellationToken cancel) =>
        connection.Make(
            $"""
            select a.posted_on, a.journal_id, e.line, j.value_on, j.event, j.source, e.subject, e.period, e.debit, e.credit
            from ledger_account_sum a
            join ledger_journal j on j.region_code = a.region_code and j.id = a.journal_id
            join ledger_entry e on e.region_code = a.region_code and e.journal_id = a.journal_id and e.line >= a.first_line
                and e.line > @line and e.line <= a.last_line and e.book = a.book and e.account = a.account
            where a.region_code = @region and a.book = @book and a.account = @account and j.region_code = @region
                and e.region_code = @region and (a.posted_on, a.journal_id) >= (@first_day, @first_journal)
                and (a.posted_on, a.journal_id) <= (@last_day, @last_journal)
            order by a.posted_on, a.journal_id, e.line limit @size
            """,
            [
                .. Values(region, query with { After = null }), ("line", page.After), ("first_day", range.First.PostedOn),
                ("first_journal", range.First.Id), ("last_day", range.Last.PostedOn), ("last_journal", range.Last.Id),
                ("size", page.Size),
            ])
        .ReadAsync(
            r => new SheetRow(
                new SheetPlace(r.GetFieldValue<DateOnly>(0), new JournalId(r.GetGuid(1)), r.GetInt32(2)), r.GetFieldValue<DateOnly>(3),
                r.GetString(4), r.GetString(5), r.GetString(6), r.GetInt32(7), r.GetInt64(8), r.GetInt64(9), 0),
            cancel);

    /// <summary>Months before the first from their sums, then journals before the page, then lines of that in which it begins.</summary>
    private static async Task<long> BeforeAsync(DbConnection connection, RegionCode region, SheetQuery query, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var months = await connection.Make(
            $"select coalesce(cast(sum(debit - credit) as bigint), 0) from ({Movements.Sql(connection, scope)}) m "
                + "where book = @book and account = @account and month < @month",
            [
                .. Movements.Values(scope), ("book", BookNames.Of(query.Book)), ("account", query.Account.Number),
                ("month", query.From.Month()),
            ])
            .ReadAsync(r => r.GetInt64(0), cancel);
        var upTo = query.After is null ? "posted_on < @from" : "(posted_on < @from or (posted_on, journal_id) < (@day, @journal))";
        var journals = await connection.Make(
            "select coalesce(cast(sum(debit - credit) as bigint), 0) from ledger_account_sum where region_code = @region "
                + $"and book = @book and account = @account and posted_on >= @first and {upTo}",
            [.. Values(region, query), ("first", new DateOnly(query.From.Year, query.From.Month, 1))])
            .ReadAsync(r => r.GetInt64(0), cancel);
        var lines = query.After is null ? [0L] : await connection.Make(
            "select coalesce(cast(sum(debit - credit) as bigint), 0) from ledger_entry where region_code = @region "
                + "and journal_id = @journal and line <= @line and book = @book and account = @account and posted_on >= @from",
            [.. Values(region, query)])
            .ReadAsync(r => r.GetInt64(0), cancel);
        return months[0] + journals[0] + lines[0];
    }

    private static List<(string Name, object? Value)> Values(RegionCode region, SheetQuery query)
    {
        List<(string Name, object? Value)> values =
        [
            ("region", region.Value), ("book", BookNames.Of(query.Book)), ("account", query.Account.Number), ("from", query.From),
        ];
        if (query.After is { } after)
        {
            values.AddRange([("day", after.PostedOn), ("journal", after.Journal.Value), ("line", after.Line)]);
        }

        return values;
    }

    private sealed record SheetJournal(DateOnly PostedOn, Guid Id, long Lines);
}

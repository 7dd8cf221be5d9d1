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

    private static Task<List<SheetRow>> PageAsync(
        DbConnection connection, RegionCode region, SheetQuery query, CancellationToken cancel) =>
        connection.Make(
            $"""
            select e.posted_on, e.journal_id, e.line, j.value_on, j.event, j.source, e.subject, e.period, e.debit, e.credit
            from ledger_entry e join ledger_journal j on j.region_code = e.region_code and j.id = e.journal_id
            where e.region_code = @region and e.book = @book and e.account = @account and e.posted_on >= @from and e.posted_on <= @to
                and j.region_code = @region{(query.After is null ? string.Empty
                    : " and (e.posted_on, e.journal_id, e.line) > (@day, @journal, @line)")}
            order by e.posted_on, e.journal_id, e.line limit @size
            """,
            [.. Values(region, query), ("to", query.To), ("size", query.Size + 1)])
        .ReadAsync(
            r => new SheetRow(
                new SheetPlace(r.GetFieldValue<DateOnly>(0), new JournalId(r.GetGuid(1)), r.GetInt32(2)), r.GetFieldValue<DateOnly>(3),
                r.GetString(4), r.GetString(5), r.GetString(6), r.GetInt32(7), r.GetInt64(8), r.GetInt64(9), 0),
            cancel);

    /// <summary>Months before the first from the sums, the rest of it from the entries before the page.</summary>
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
        var upTo = query.After is null ? "e.posted_on < @from"
            : "(e.posted_on < @from or (e.posted_on, e.journal_id, e.line) <= (@day, @journal, @line))";
        var days = await connection.Make(
            "select coalesce(cast(sum(e.debit - e.credit) as bigint), 0) from ledger_entry e where e.region_code = @region "
                + $"and e.book = @book and e.account = @account and e.posted_on >= @first and {upTo}",
            [.. Values(region, query), ("first", new DateOnly(query.From.Year, query.From.Month, 1))])
            .ReadAsync(r => r.GetInt64(0), cancel);
        return months[0] + days[0];
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
}

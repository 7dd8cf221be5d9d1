using System.Data.Common;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Ledger;

/// <summary>What a journal moves on an account of a book while its lines are taken.</summary>
/// <param name="book">The book.</param>
/// <param name="account">The account.</param>
/// <param name="first">Number of the first line on it.</param>
internal sealed class AccountSum(Book book, AccountCode account, int first)
{
    public Book Book { get; } = book;

    public AccountCode Account { get; } = account;

    public int First { get; } = first;

    public int Last { get; private set; } = first;

    public int Entries { get; private set; }

    public long Debit { get; private set; }

    public long Credit { get; private set; }

    /// <summary>Takes a line on the account.</summary>
    public void Add(int number, in JournalLine line) =>
        (Last, Entries, Debit, Credit) = (number, Entries + 1, Debit + line.Debit, Credit + line.Credit);
}

/// <summary>
/// What a journal moves on an account of a book, as it is kept beside its lines: found by account and date without an index over all lines.
/// It says nothing that the lines do not, and <c>ledger check</c> compares them.
/// </summary>
internal sealed record AccountSumRecord : ITenantRow
{
    private const string Columns =
        "region_code, book, account, posted_on, journal_id, booked_on, first_line, last_line, entry_count, debit, credit";

    private const string FromLines =
        $"""
        insert into ledger_account_sum ({Columns})
        select j.region_code, e.book, e.account, j.posted_on, j.id, j.booked_on, min(e.line), max(e.line), count(*),
            cast(sum(e.debit) as bigint), cast(sum(e.credit) as bigint)
        from ledger_journal j join ledger_entry e on e.region_code = j.region_code and e.journal_id = j.id
        where j.region_code = @region
        """;

    private const string Grouped = "group by j.region_code, e.book, e.account, j.posted_on, j.id, j.booked_on";

    public required RegionCode RegionCode { get; init; }

    public required Book Book { get; init; }

    /// <summary><see cref="AccountCode.Number"/>.</summary>
    public required long Account { get; init; }

    public required DateOnly PostedOn { get; init; }

    public required Guid JournalId { get; init; }

    public required DateOnly BookedOn { get; init; }

    /// <summary>Number of the first line on the account.</summary>
    public required int FirstLine { get; init; }

    /// <summary>Number of the last line on the account; lines on others may lie between.</summary>
    public required int LastLine { get; init; }

    public required long EntryCount { get; init; }

    public required long Debit { get; init; }

    public required long Credit { get; init; }

    /// <summary>Writes the sums of a journal beside its lines.</summary>
    public static async Task InsertAsync(
        DbConnection connection, JournalRecord row, IReadOnlyCollection<AccountSum> sums, CancellationToken cancel)
    {
        T[] Each<T>(Func<AccountSum, T> pick) => [.. sums.Select(pick)];
        await BulkWriter.InsertAsync(
            connection, "ledger_account_sum",
            [
                new("region_code", row.RegionCode.Value), new("book", Each(s => BookNames.Of(s.Book))),
                new("account", Each(s => s.Account.Number)), new("posted_on", row.PostedOn), new("journal_id", row.Id),
                new("booked_on", row.BookedOn), new("first_line", Each(s => s.First)), new("last_line", Each(s => s.Last)),
                new("entry_count", Each(s => (long)s.Entries)), new("debit", Each(s => s.Debit)), new("credit", Each(s => s.Credit)),
            ],
            cancel);
    }

    /// <summary>Writes the sums of a journal whose lines are there.</summary>
    public static Task InsertFromLinesAsync(DbConnection connection, JournalRecord row, CancellationToken cancel) =>
        connection.Make($"{FromLines} and j.id = @id {Grouped}", ("region", row.RegionCode.Value), ("id", row.Id)).Patient()
            .RunAsync(cancel);

    /// <summary>Writes the sums that journals of a region lack; those that are there stay.</summary>
    public static Task InsertMissingAsync(DbConnection connection, RegionCode region, CancellationToken cancel) =>
        connection.Make($"{FromLines} {Grouped} on conflict do nothing", ("region", region.Value)).Patient().RunAsync(cancel);

    public static void Map(ModelBuilder model) => model.Entity<AccountSumRecord>(e =>
    {
        e.ToTable("ledger_account_sum");
        e.HasKey(s => new { s.RegionCode, s.Book, s.Account, s.PostedOn, s.JournalId });
        e.HasIndex(s => new { s.RegionCode, s.BookedOn }).HasDatabaseName("ledger_account_sum_day");
    });
}

using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger.Tests;

public sealed class BalanceTests
{
    /// <summary>Worked example T33: the budget of a real region in 2025, which adds up exactly.</summary>
    private static readonly (string Account, long Rupiah)[] Budget =
    [
        ("4.1.01.15", 292_408_031_500), ("4.1.02.02.20", 278_439_447_331), ("4.1.03", 10_921_956_475), ("4.1.04.05", 9_412_199_528),
    ];

    [Theory, OnEachDatabase]
    public async Task T33_The_income_of_a_real_region_rolls_up_to_its_total_at_every_level(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        foreach (var (account, rupiah) in Budget)
        {
            var posted = await database.PostAsync(new JournalDraft(
                Books.Head(account),
                [JournalLine.Dr(Book.LRA, Books.Surplus, rupiah), JournalLine.Cr(Book.LRA, AccountCode.Parse(account), rupiah)]));
            Assert.False(posted.Failed);
        }

        // Half of it on a closed day: sums and entries together give the same.
        foreach (var closed in new[] { false, true })
        {
            if (closed)
            {
                database.Clock.Advance(TimeSpan.FromDays(1));
                Assert.Equal(1, await database.CloseDaysAsync());
            }

            Assert.Equal(
                ["3.1.02=591181634834", "4.1.01=-292408031500", "4.1.02=-278439447331", "4.1.03=-10921956475", "4.1.04=-9412199528"],
                await BalancesAsync(database, 3));
            Assert.Equal(["3.1=591181634834", "4.1=-591181634834"], await BalancesAsync(database, 2));
            Assert.Equal(["3=591181634834", "4=-591181634834"], await BalancesAsync(database, 1));
            Assert.Contains("4.1.02.02.20=-278439447331", await BalancesAsync(database, 6));
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_trial_balance_has_an_opening_and_the_movements_of_its_months(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PostAsync(Books.Assessment("a", 100, on: new DateOnly(2026, 1, 5)));
        await database.PostAsync(Books.Payment("b", 30, on: new DateOnly(2026, 2, 5)));
        database.Clock.Advance(TimeSpan.FromDays(1));
        await database.CloseDaysAsync();
        await database.PostAsync(Books.Payment("c", 20, on: new DateOnly(2026, 3, 1)));
        var rows = await ReadAsync(database, RegionScope.Of(Books.Region), new(Book.LO, 202602, 202602));
        Assert.Equal(
            [("1.1.01.01", 0L, 30L, 0L, 30L), ("1.1.10", 100, 0, 30, 70), ("7.1.01.15", -100, 0, 0, -100)],
            rows.Select(r => (r.Account.Value, r.Opening, r.Debit, r.Credit, r.Closing)));

        // A province sees the sum of its regions, another region nothing.
        await database.PostAsync(Books.Assessment("d", 1) with { Head = Books.Head("d", new DateOnly(2026, 1, 5), Books.Other) });
        rows = await ReadAsync(database, RegionScope.Of(RegionCode.Parse("16")), new(Book.LO, 202602, 202603));
        Assert.Equal(101, rows.Single(r => r.Account == Books.Receivable).Opening);
        Assert.Equal(50, rows.Single(r => r.Account == Books.Receivable).Credit);
        Assert.Empty(await ReadAsync(database, RegionScope.Of(RegionCode.Parse("16.73")), new(Book.LO, 202601, 202612)));
    }

    [Theory, OnEachDatabase]
    public async Task An_account_sheet_is_read_page_by_page_with_its_balance(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PostAsync(Books.Assessment("start", 1000, on: new DateOnly(2026, 1, 31)));
        for (var i = 1; i <= 7; i++)
        {
            await database.PostAsync(Books.Payment($"p{i}", i, on: new DateOnly(2026, 2, i)));
        }

        var query = new SheetQuery(Book.LO, Books.Receivable, new DateOnly(2026, 2, 2), new DateOnly(2026, 2, 28), Size: 4);
        var first = await SheetAsync(database, query);
        Assert.Equal(999, first.Before);
        Assert.Equal([997L, 994, 990, 985], first.Rows.Select(r => r.Balance));
        var second = await SheetAsync(database, query with { After = first.Next });
        Assert.Equal(985, second.Before);
        Assert.Equal([979L, 972], second.Rows.Select(r => r.Balance));
        Assert.Null(second.Next);
        Assert.Equal("p7", second.Rows[^1].Source);

        var journal = second.Rows[^1].Place.Journal;
        await database.WithAsync<JournalReader>(async reader =>
        {
            var view = (await reader.FindAsync(Books.Region, journal, default))!;
            Assert.Equal(("p7", 4, 14L), (view.Key, view.Receipt.Lines, view.Receipt.Total));
            var lines = await reader.LinesAsync(Books.Region, journal, (1, 2), default);
            Assert.Equal([2, 3], lines.Select(l => l.Number));
            Assert.Equal(JournalLine.Cr(Book.LO, Books.Receivable, 7, "167201000100100010", 2026), lines[0].Line);
            Assert.Null(await reader.FindAsync(Books.Other, journal, default));
        });
    }

    /// <summary>Journals of very unequal length, also with lines on other accounts between, in pages of any size.</summary>
    [Theory, OnEachDatabase]
    public async Task An_account_sheet_holds_each_line_once_whatever_its_pages(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (expected, first) = (new List<string>(), default(JournalId));
        foreach (var (key, lines, day) in new[] { ("a", 1, 3), ("b", 9, 3), ("c", 1, 4), ("d", 30, 5), ("e", 2, 9), ("late", 4, 20) })
        {
            var head = Books.Head(key, new DateOnly(2026, 2, day));
            var body = Enumerable.Range(1, lines).SelectMany(i => new[]
            {
                JournalLine.Cr(Book.LO, AccountCode.Parse("7.1.01.15"), i, $"{key}{i}"),
                JournalLine.Dr(Book.LO, Books.Receivable, i, $"{key}{i}"),
            });
            var posted = (await database.PostAsync(new JournalDraft(head, [.. body]))).Value;
            first = key == "a" ? posted.Id : first;
            expected.AddRange(key == "late" ? [] : Enumerable.Range(1, lines).Select(i => $"{key}{i}"));
        }

        foreach (var size in new[] { 1, 2, 3, 10, 42, 43, 44, 100 })
        {
            var query = new SheetQuery(Book.LO, Books.Receivable, new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 10), Size: size);
            var (read, balance) = (new List<string>(), 0L);
            do
            {
                var page = await SheetAsync(database, query);
                Assert.Equal(balance, page.Before);
                Assert.InRange(page.Rows.Count, 1, size);
                read.AddRange(page.Rows.Select(r => r.Subject));
                balance = page.Rows[^1].Balance;
                query = query with { After = page.Next };
            }
            while (query.After is not null);

            // A place that somebody took from another sheet: before the first day, it adds nothing.
            var place = new SheetPlace(new DateOnly(2026, 2, 3), first, 1);
            var later = query with { From = new DateOnly(2026, 2, 5), After = place };
            Assert.Equal(1 + 45 + 1, (await SheetAsync(database, later)).Before);
            Assert.Equal(expected, read);
            Assert.Equal(1 + 45 + 1 + 465 + 3, balance);
        }
    }

    [Theory, OnEachDatabase]
    public async Task The_numbers_of_a_module_are_compared_with_the_ledger(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var batch = (await database.PostAsync(Books.Assessment("a", 100, "167201000100100010"))).Value;
        await database.PostAsync(Books.Assessment("b", 50, "167201000100100020"));
        await database.PostAsync(Books.Payment("c", 100, "167201000100100010"));
        var compare = database.Services.GetRequiredService<LedgerComparison>();

        // I8: an obligation that is settled may be told or left out.
        SubjectAmount[] right = [new("167201000100100010", 2026, 0), new("167201000100100020", 2026, 50)];
        var same = await compare.SubjectsAsync(Books.Region, Books.Receivable, right.ToAsyncEnumerable(), default);
        Assert.Equal((1L, 50L, 50L, 0), (same.Compared, same.Ledger, same.Module, same.Flaws.Count));
        SubjectAmount[] wrong = [new("167201000100100015", 2026, 7), new("167201000100100020", 2025, 50)];
        var other = await compare.SubjectsAsync(Books.Region, Books.Receivable, wrong.ToAsyncEnumerable(), default);
        Assert.Equal(["167201000100100015/2026", "167201000100100020/2025", "167201000100100020/2026"],
            other.Flaws.Select(f => $"{f.Args[1]}/{f.Args[2]}"));

        // I5: what a payment brought.
        SourceAmount[] paid = [new("c", 100)];
        var cash = (Event: "test.assessed", Account: AccountCode.Parse("1.1.01"));
        Assert.Empty((await compare.SourcesAsync(Books.Region, cash, paid.ToAsyncEnumerable(), default)).Flaws);
        paid = [new("c", 90)];
        Assert.Single((await compare.SourcesAsync(Books.Region, cash, paid.ToAsyncEnumerable(), default)).Flaws);

        // I13: what a batch assessed.
        Assert.Null(await compare.BatchAsync(Books.Region, [batch.Id], (1, 100), default));
        Assert.Equal("Ledger.Check.Batch", (await compare.BatchAsync(Books.Region, [batch.Id], (2, 100), default))!.Code);
    }

    private static async Task<string[]> BalancesAsync(TestDatabase database, int level) =>
        [.. (await ReadAsync(database, RegionScope.Of(Books.Region), new(Book.LRA, 202603, 202603, level)))
            .Select(r => $"{r.Account}={r.Closing}")];

    private static Task<IReadOnlyList<TrialBalanceRow>> ReadAsync(TestDatabase database, RegionScope scope, TrialBalanceQuery query) =>
        database.WithAsync<TrialBalances, IReadOnlyList<TrialBalanceRow>>(t => t.ReadAsync(scope, query, default));

    private static Task<SheetPage> SheetAsync(TestDatabase database, SheetQuery query) =>
        database.WithAsync<AccountSheets, SheetPage>(s => s.ReadAsync(Books.Region, query, default));
}

using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger.Tests;

public sealed class PostingTests
{
    private const string Entries = "select count(*) from ledger_entry";
    private const string Journals = "select count(*) from ledger_journal";

    [Theory, OnEachDatabase]
    public async Task A_journal_is_posted_and_its_repetition_gets_the_first_answer(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var first = (await database.PostAsync(Books.Payment("bni/1", 369_800))).Value;
        Assert.Equal((Books.Today, Books.Today, 4, 739_600L), (first.PostedOn, first.BookedOn, first.Lines, first.Total));

        database.Clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal(first, (await database.PostAsync(Books.Payment("bni/1", 369_800))).Value);
        Assert.Equal((1, 4), (await database.CountAsync(Journals), await database.CountAsync(Entries)));
    }

    [Theory, OnEachDatabase]
    public async Task The_same_key_with_another_body_is_refused(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PostAsync(Books.Payment("bni/1", 369_800));
        Assert.Equal("Ledger.Posting.KeyReused", (await database.PostAsync(Books.Payment("bni/1", 369_801))).Problem.Code);
        Assert.Equal("Ledger.Posting.KeyReused",
            (await database.PostAsync(Books.Payment("bni/1", 369_800, on: Books.Today.AddDays(-1)))).Problem.Code);
        Assert.Equal(1, await database.CountAsync(Journals));

        // Another region has keys of its own.
        var elsewhere = Books.Payment("bni/1", 1) with { Head = Books.Head("bni/1", region: Books.Other) };
        Assert.False((await database.PostAsync(elsewhere)).Failed);
    }

    [Theory, OnEachDatabase]
    public async Task What_does_not_hold_is_refused_by_name_and_leaves_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var head = Books.Head("x");
        var good = JournalLine.Dr(Book.LO, Books.Receivable, 5);
        var answers = new Dictionary<string, JournalDraft>(StringComparer.Ordinal)
        {
            ["Ledger.Posting.UnknownAccount"] = new(head, [good, JournalLine.Cr(Book.LO, AccountCode.Parse("7.1.99"), 5)]),
            ["Ledger.Posting.NotALeaf"] = new(head, [good, JournalLine.Cr(Book.LO, AccountCode.Parse("7.1.01"), 5)]),
            ["Ledger.Posting.WrongBook"] = new(head, [good, JournalLine.Cr(Book.LO, Books.Received, 5)]),
            ["Ledger.Posting.Unbalanced"] = new(head, [good, JournalLine.Cr(Book.LO, Books.Accrued, 6)]),
            ["Ledger.Posting.TooFewLines"] = new(head, [good]),
            ["Ledger.Posting.BadAmount"] = new(head, [good, new(Book.LO, Books.Accrued, 5, 5)]),
            ["Ledger.Posting.TooMuch"] = new(head,
                [JournalLine.Dr(Book.LO, Books.Receivable, LineSums.Most), good, JournalLine.Cr(Book.LO, Books.Accrued, LineSums.Most)]),
            ["Ledger.Posting.BadDimension"] = new(head, [good, JournalLine.Cr(Book.LO, Books.Accrued, 5, "a\nb")]),
            ["Ledger.Posting.BadHead"] = new(head with { Key = string.Empty }, [good, JournalLine.Cr(Book.LO, Books.Accrued, 5)]),
        };
        foreach (var (code, draft) in answers)
        {
            var answer = await database.PostAsync(draft);
            Assert.Equal(code, answer.Failed ? answer.Problem.Code : "posted");
        }

        // Books balance each for itself: two wrong ones that cancel out are wrong.
        var crossed = new JournalDraft(head, [good, JournalLine.Cr(Book.LRA, Books.Received, 5)]);
        Assert.Equal("Ledger.Posting.Unbalanced", (await database.PostAsync(crossed)).Problem.Code);
        Assert.Equal((0, 0), (await database.CountAsync(Journals), await database.CountAsync(Entries)));
    }

    [Theory, OnEachDatabase]
    public async Task A_bulk_journal_streams_its_lines_and_repeats_like_any_other(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        const int Objects = 20_000;
        var posted = (await database.PostBulkAsync(Books.Head("kelurahan/1"), Batch(Objects))).Value;
        Assert.Equal((Objects + 1, Objects * 1000L), (posted.Lines, posted.Total));
        Assert.Equal(Objects + 1, await database.CountAsync(Entries));
        Assert.Equal(Objects * 1000L, await database.CountAsync("select sum(debit) from ledger_entry"));
        Assert.Equal(posted, (await database.PostBulkAsync(Books.Head("kelurahan/1"), Batch(Objects))).Value);
        Assert.Equal("Ledger.Posting.KeyReused",
            (await database.PostBulkAsync(Books.Head("kelurahan/1"), Batch(Objects - 1))).Problem.Code);
        Assert.Equal(1, await database.CountAsync(Journals));
    }

    [Theory, OnEachDatabase]
    public async Task A_bulk_journal_that_fails_late_leaves_nothing_and_the_write_goes_on(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var spoilt = Batch(10_000).Append(JournalLine.Cr(Book.LO, AccountCode.Parse("7.1.99"), 1));
        var outcome = await database.WriteAsync(async (s, write) =>
        {
            var ledger = s.GetRequiredService<GeneralLedger>();
            Assert.Equal("Ledger.Posting.UnknownAccount",
                (await ledger.PostBulkAsync(write, Books.Head("bad"), Book.LO, spoilt, default)).Problem.Code);
            return await ledger.PostAsync(write, Books.Assessment("good", 7), default);
        });
        Assert.Equal(2, outcome.Value.Lines);
        Assert.Equal((1, 2), (await database.CountAsync(Journals), await database.CountAsync(Entries)));
    }

    [Theory, OnEachDatabase]
    public async Task A_reversal_is_equal_and_opposite_once_and_can_be_reversed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var first = (await database.PostAsync(Books.Payment("bni/1", 500))).Value;
        var back = (await database.ReverseAsync(first.Id, Books.Head("back"))).Value;
        Assert.Equal((first.Lines, first.Total), (back.Lines, back.Total));
        Assert.Equal(0, await database.CountAsync(
            "select sum(abs(s)) from (select sum(debit - credit) s from ledger_entry group by book, account) x"));
        Assert.Equal(back, (await database.ReverseAsync(first.Id, Books.Head("back"))).Value);
        Assert.Equal("Ledger.Reversal.Already", (await database.ReverseAsync(first.Id, Books.Head("again"))).Problem.Code);

        var restored = (await database.ReverseAsync(back.Id, Books.Head("restored"))).Value;
        Assert.Equal(first.Total, restored.Total);
        Assert.Equal(500, await database.CountAsync(
            "select sum(debit - credit) from ledger_entry where book = 'LRA' and account = " + Books.Surplus.Number));
        Assert.Equal("Ledger.Reversal.NoJournal",
            (await database.ReverseAsync(new JournalId(Guid.Empty), Books.Head("none"))).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Neither_the_application_nor_two_writers_can_break_what_the_tables_promise(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var posted = (await database.PostAsync(Books.Assessment("a", 5))).Value;
        await database.WithAsync<KotaDb>(async db =>
        {
            var connection = await db.SqlAsync(RegionScope.Of(Books.Region), default);
            foreach (var sql in new[]
            {
                "update ledger_entry set debit = debit + 1 where debit > 0", "delete from ledger_entry", "delete from ledger_journal",
                Copy("5, 5"), Copy("0, 0"), Copy("-5, 0"),
            })
            {
                await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => connection.Make(sql).RunAsync(default));
            }
        });
        Assert.Equal(posted, (await database.PostAsync(Books.Assessment("a", 5))).Value);
    }

    [Theory, OnEachDatabase]
    public async Task Many_writers_with_the_same_keys_post_each_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var mine = new List<JournalReceipt>();
            for (var i = 0; i < 12; i++)
            {
                mine.Add((await database.PostAsync(Books.Payment($"k{i}", 10 + i))).Value);
                mine.Add((await database.PostBulkAsync(Books.Head($"b{i}"), Batch(20))).Value);
            }

            return mine;
        })));
        Assert.Equal(24, await database.CountAsync(Journals));
        Assert.All(answers, a => Assert.Equal(answers[0], a));
        Assert.Equal((12 * 4) + (12 * 21), await database.CountAsync(Entries));
    }

    private static string Copy(string sides) =>
        "insert into ledger_entry (region_code, journal_id, line, book, account, debit, credit, subject, period, unit, posted_on) "
        + $"select region_code, journal_id, 9, book, account, {sides}, subject, period, unit, posted_on from ledger_entry where line = 1";

    private static IEnumerable<JournalLine> Batch(int objects) =>
        Enumerable.Range(1, objects)
            .Select(i => JournalLine.Dr(Book.LO, Books.Receivable, 1000, (167_201_000_100_100_000 + i).ToString(), 2026))
            .Append(JournalLine.Cr(Book.LO, Books.Accrued, 1000L * objects, "", 2026));
}

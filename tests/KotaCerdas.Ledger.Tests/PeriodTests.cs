using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger.Tests;

public sealed class PeriodTests
{
    private static readonly Actor Closer = Books.Officer(2, "Kepala bidang", Periods.Close, Periods.Reopen);
    private static readonly Actor Opener = Books.Officer(3, "Kepala badan", Periods.Close, Periods.Reopen);
    private static readonly Period January = new(Books.Region, Book.LO, 202601);
    private static readonly Period February = new(Books.Region, Book.LO, 202602);

    [Theory, OnEachDatabase]
    public async Task What_comes_late_is_posted_in_the_open_month_and_keeps_its_value_date(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var late = new DateOnly(2026, 1, 20);
        Assert.Equal(late, (await database.PostAsync(Books.Assessment("a", 5, on: late))).Value.PostedOn);
        Assert.False((await database.PeriodsAsync(p => p.CloseAsync(Closer, January, default))).Failed);

        var after = (await database.PostAsync(Books.Assessment("b", 5, on: late))).Value;
        Assert.Equal((late, Books.Today), (after.ValueOn, after.PostedOn));

        // The other books go on by themselves; a journal that stands in several waits for the strictest.
        Assert.Equal(Books.Today, (await database.PostAsync(Books.Payment("c", 5, on: late))).Value.PostedOn);
        var cash = new JournalDraft(Books.Head("d", late),
            [JournalLine.Dr(Book.KAS, Books.Treasury, 5), JournalLine.Cr(Book.KAS, Books.Received, 5)]);
        Assert.Equal(late, (await database.PostAsync(cash)).Value.PostedOn);
    }

    [Theory, OnEachDatabase]
    public async Task A_month_that_is_closed_softly_takes_entries_that_complete_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PeriodsAsync(p => p.SoftCloseAsync(Closer, February, default));
        var on = new DateOnly(2026, 2, 27);
        Assert.Equal(Books.Today, (await database.PostAsync(Books.Assessment("late", 5, on: on))).Value.PostedOn);
        var completing = Books.Assessment("completing", 5, on: on);
        completing = completing with { Head = completing.Head with { Adjusts = true } };
        Assert.Equal(on, (await database.PostAsync(completing)).Value.PostedOn);

        await database.PeriodsAsync(p => p.CloseAsync(Closer, February, default));
        completing = completing with { Head = completing.Head with { Key = "too late" } };
        Assert.Equal(Books.Today, (await database.PostAsync(completing)).Value.PostedOn);
        var history = await database.WithAsync<Periods, IReadOnlyList<PeriodStep>>(p => p.HistoryAsync(Books.Region, default));
        Assert.Equal(
            [(PeriodState.SoftClosed, 0L, 0L), (PeriodState.Closed, 2L, 5L)],
            history.Select(h => (h.State, h.Entries, h.Debit)));
    }

    [Theory, OnEachDatabase]
    public async Task Closing_a_month_closes_the_book_up_to_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PostAsync(Books.Assessment("old", 5, on: new DateOnly(2025, 11, 3)));
        Assert.False((await database.PeriodsAsync(p => p.CloseAsync(Closer, January, default))).Failed);
        var history = await database.WithAsync<Periods, IReadOnlyList<PeriodStep>>(p => p.HistoryAsync(Books.Region, default));
        Assert.Equal([202511, 202601], history.Select(h => h.Period.Month));

        // A month that nobody named is closed as well.
        Assert.Equal(Books.Today, (await database.PostAsync(Books.Assessment("older", 5, on: new DateOnly(2025, 10, 3)))).Value.PostedOn);
        Assert.Equal("Ledger.Period.IsClosed",
            (await database.PeriodsAsync(p => p.CloseAsync(Closer, January with { Month = 202510 }, default))).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_month_is_reopened_by_somebody_else_and_a_decision(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        Assert.Equal("Ledger.Period.IsOpen",
            (await database.PeriodsAsync(p => p.ReopenAsync(Opener, January, "SK 1/2026", default))).Problem.Code);
        await database.PeriodsAsync(p => p.CloseAsync(Closer, January, default));
        Assert.Equal("Ledger.Period.NoDecision",
            (await database.PeriodsAsync(p => p.ReopenAsync(Opener, January, " ", default))).Problem.Code);
        Assert.Equal("Ledger.Period.SamePerson",
            (await database.PeriodsAsync(p => p.ReopenAsync(Closer, January, "SK 1/2026", default))).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await database.PeriodsAsync(p => p.ReopenAsync(Books.Clerk, January, "SK 1/2026", default))).Problem.Code);
        Assert.False((await database.PeriodsAsync(p => p.ReopenAsync(Opener, January, "SK 1/2026", default))).Failed);

        var on = new DateOnly(2026, 1, 9);
        Assert.Equal(on, (await database.PostAsync(Books.Assessment("a", 5, on: on))).Value.PostedOn);
        Assert.Empty(await database.FlawsAsync());
        Assert.Equal(2, await database.CountAsync("select count(*) from platform_trail where subject_kind = 'ledger.period'"));
    }

    [Theory, OnEachDatabase]
    public async Task A_month_is_closed_after_its_end_only(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        Assert.Equal("Ledger.Period.NotOver",
            (await database.PeriodsAsync(p => p.CloseAsync(Closer, January with { Month = 202603 }, default))).Problem.Code);
        Assert.Equal("Ledger.Period.BadMonth",
            (await database.PeriodsAsync(p => p.CloseAsync(Closer, January with { Month = 202613 }, default))).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await database.PeriodsAsync(p => p.CloseAsync(Books.Clerk, January, default))).Problem.Code);
    }

    [Fact]
    public void Nothing_is_posted_where_even_today_is_closed()
    {
        var gate = new OpenGate(
            Books.Today, null, new Dictionary<(Book, int), PeriodState> { [(Book.LO, 202603)] = PeriodState.Closed },
            new Dictionary<Book, int> { [Book.LO] = 202603 });
        Assert.Equal("Ledger.Posting.PeriodClosed", gate.PostOn(Books.Today, [Book.LO], adjusts: true).Problem.Code);
        Assert.Equal(Books.Today, gate.PostOn(Books.Today.AddDays(9), [Book.LRA], adjusts: false).Value);
    }
}

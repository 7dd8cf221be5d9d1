using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger.Tests;

public sealed class PeriodTests
{
    private static readonly Actor Closer = Books.Officer(2, "Kepala bidang", Periods.Close, Periods.Reopen);
    private static readonly Actor Opener = Books.Officer(3, "Kepala badan", Periods.Close, Periods.Reopen);
    private static readonly Reopening Why = new("SK 1/2026", "jurnal tertinggal");
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
            (await database.PeriodsAsync(p => p.ReopenAsync(Opener, January, Why, default))).Problem.Code);
        await database.PeriodsAsync(p => p.CloseAsync(Closer, January, default));
        Assert.Equal("Ledger.Period.NoDecision",
            (await database.PeriodsAsync(p => p.ReopenAsync(Opener, January, Why with { Decision = " " }, default))).Problem.Code);
        Assert.Equal("Ledger.Period.NoReason",
            (await database.PeriodsAsync(p => p.ReopenAsync(Opener, January, Why with { Reason = " " }, default))).Problem.Code);
        Assert.Equal("Ledger.Period.SamePerson",
            (await database.PeriodsAsync(p => p.ReopenAsync(Closer, January, Why, default))).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await database.PeriodsAsync(p => p.ReopenAsync(Books.Clerk, January, Why, default))).Problem.Code);
        Assert.False((await database.PeriodsAsync(p => p.ReopenAsync(Opener, January, Why, default))).Failed);

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

    [Theory, OnEachDatabase]
    public async Task A_year_shows_every_month_with_what_it_holds_and_what_was_done_last(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PostAsync(Books.Assessment("a", 5, on: new DateOnly(2026, 1, 20)));
        await database.PeriodsAsync(p => p.CloseAsync(Closer, February, default));
        await database.PeriodsAsync(p => p.ReopenAsync(Opener, January, Why, default));
        var year = await database.WithAsync<Periods, IReadOnlyList<PeriodMonth>>(p => p.YearAsync(Books.Region, 2026, default));
        Assert.Equal(36, year.Count);
        var months = year.Where(m => m.Period.Book == Book.LO).ToList();
        Assert.Equal(
            [PeriodState.Open, PeriodState.Closed, PeriodState.Open], months.Take(3).Select(m => m.State));
        Assert.Equal((202601, 2L, 5L), (months[0].Period.Month, months[0].Entries, months[0].Debit));
        Assert.Equal(("SK 1/2026", "jurnal tertinggal", "Kepala badan"),
            (months[0].Last!.Decision, months[0].Last!.Reason, months[0].Last!.By));
        Assert.Null(months[2].Last);
        Assert.All(year.Where(m => m.Period.Book == Book.LRA), m => Assert.Equal(PeriodState.Open, m.State));

        // A month that nobody named is closed with the later one.
        var before = await database.WithAsync<Periods, IReadOnlyList<PeriodMonth>>(p => p.YearAsync(Books.Region, 2025, default));
        Assert.Equal((PeriodState.Closed, null), (before[0].State, before[0].Last));
    }

    [Fact]
    public void Nothing_is_posted_where_even_today_is_closed()
    {
        var gate = new OpenGate(Books.Today, null, PeriodStates.Of([(Book.LO, 202603, PeriodState.Closed)]));
        Assert.Equal("Ledger.Posting.PeriodClosed", gate.PostOn(Books.Today, [Book.LO], adjusts: true).Problem.Code);
        Assert.Equal(Books.Today, gate.PostOn(Books.Today.AddDays(9), [Book.LRA], adjusts: false).Value);
    }
}

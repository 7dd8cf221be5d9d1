using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger.Tests;

public sealed class DayTests
{
    [Theory, OnEachDatabase]
    public async Task Days_with_bookings_are_chained_and_promised_to_the_log(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PostAsync(Books.Assessment("a", 5));
        Assert.Equal(0, await database.CloseDaysAsync());
        database.Clock.Advance(TimeSpan.FromDays(1));
        await database.PostAsync(Books.Payment("b", 5));
        database.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(2, await database.CloseDaysAsync());
        Assert.Equal(0, await database.CloseDaysAsync());

        var facts = await database.WithAsync<DayFacts, List<LogFact>>(async f => await f.ReadAsync(RegionScope.Of(Books.Region), default)
            .OrderBy(x => x.Entry.SubjectId).ToListAsync());
        Assert.Equal(["16.72/2026-03-02", "16.72/2026-03-03"], facts.Select(f => f.Entry.SubjectId));
        Assert.Equal(new string('0', 64), facts[0].Entry.Content["previousSha256"]);
        Assert.Equal(facts[0].Entry.Content["sha256"], facts[1].Entry.Content["previousSha256"]);
        Assert.Equal(2, await database.CountAsync("select count(*) from platform_log_queue"));

        var audit = await database.WithAsync<LogAudit, Outcome<LogAuditReport>>(
            a => a.RunAsync(Books.Region, null, new Progress<LogAuditProgress>(), default));
        Assert.Equal(2, audit.Value.Facts);
    }

    [Theory, OnEachDatabase]
    public async Task A_region_whose_books_break_does_not_keep_the_others_open(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PostAsync(Books.Assessment("a", 5) with { Head = Books.Head("a", region: Books.Other) });
        await database.PostAsync(Books.Assessment("a", 5));
        database.Clock.Advance(TimeSpan.FromDays(1));
        await database.RunAsOwnerAsync("update platform_region set zone = 'Nowhere' where code = '16.71'");
        var kind = (OperationKind<CloseDaysInput>)database.Services.GetRequiredService<OperationKinds>().Find("ledger.close-days")!;

        var row = await database.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            Actor.Platform("test"), kind, RegionCode.National, new CloseDaysInput(), null, default);

        var error = OperationError.FromJson(row.Error!);
        Assert.Equal((OperationState.Failed, "Ledger.Days.Broke", "1 1"), (row.State, error.Code, string.Join(' ', error.Args)));
        Assert.Equal(1, await database.CountAsync("select count(*) from ledger_day where region_code = '16.72'"));
    }

    [Theory, OnEachDatabase]
    public async Task What_generated_offices_posted_is_wiped_and_the_rest_gets_new_days(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var generated = Books.Assessment("demo", 5);
        await database.PostAsync(generated with { Head = generated.Head with { By = Actor.Platform("Petugas peragaan") } });
        await database.PostAsync(Books.Assessment("real", 7));
        await database.PostAsync(Books.Assessment("real", 7) with { Head = Books.Head("real", region: Books.Other) });
        database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, await database.CloseDaysAsync() + await database.CloseDaysAsync(Books.Other));

        await database.PlantAsync(
        [
            "create temp table demo_mark (kind text not null, id text not null)",
            "insert into demo_mark (kind, id) values ('office', 'petugas peragaan')",
            .. LedgerDemo.Trace.Marks,

            // As the platform does with what is marked.
            "delete from platform_log_opening where lower(subject_id) in (select id from demo_mark)",
            .. LedgerDemo.Trace.Removals,
        ]);
        Assert.Equal(2, await database.CountAsync("select count(*) from ledger_journal where idem_key = 'real'"));
        Assert.Equal((2, 1), (await database.CountAsync("select count(*) from ledger_journal"),
            await database.CountAsync("select count(*) from ledger_day")));
        Assert.Equal(1, await database.CloseDaysAsync());
        Assert.Empty(await database.FlawsAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Nothing_is_booked_on_a_day_that_is_closed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PostAsync(Books.Assessment("a", 5));
        database.Clock.Advance(TimeSpan.FromDays(1));
        await database.CloseDaysAsync();

        // A node whose clock is late.
        database.Clock.Advance(TimeSpan.FromDays(-1));
        Assert.Equal(Books.Today.AddDays(1), (await database.PostAsync(Books.Assessment("b", 5))).Value.BookedOn);
        Assert.Empty(await database.FlawsAsync());
    }

    [Theory, OnEachDatabase]
    public async Task The_sums_of_closed_days_can_be_made_again(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PostAsync(Books.Payment("a", 5));
        database.Clock.Advance(TimeSpan.FromDays(1));
        await database.CloseDaysAsync();
        await database.PlantAsync("update ledger_day_sum set debit = debit + 1 where account = " + Books.Surplus.Number);
        Assert.Equal(["Ledger.Check.DaySum"], await database.FlawsAsync());
        Assert.Equal(1, await database.WithAsync<DaySums, int>(s => s.RebuildAsync(null, default)));
        Assert.Empty(await database.FlawsAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Posting_and_closing_at_once_leaves_no_journal_out(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        for (var day = 0; day < 3; day++)
        {
            var number = day;
            var posting = Enumerable.Range(0, 3).Select(w => Task.Run(async () =>
            {
                for (var i = 0; i < 8; i++)
                {
                    Assert.False((await database.PostAsync(Books.Payment($"{number}/{w}/{i}", 1 + i))).Failed);
                }
            }));
            database.Clock.Advance(TimeSpan.FromDays(1));
            await Task.WhenAll([.. posting, Task.Run(async () => await database.CloseDaysAsync())]);
        }

        database.Clock.Advance(TimeSpan.FromDays(1));
        await database.CloseDaysAsync();
        Assert.Empty(await database.FlawsAsync());
        Assert.Equal(72, await database.CountAsync("select sum(journal_count) from ledger_day"));
    }
}

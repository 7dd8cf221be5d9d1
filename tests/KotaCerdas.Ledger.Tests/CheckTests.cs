using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger.Tests;

/// <summary>Each check of the ledger finds what it is for: somebody with the server's password changes what nobody may.</summary>
public sealed class CheckTests
{
    private static readonly Actor Closer = Books.Officer(2, "Kepala bidang", Periods.Close, Periods.Reopen);
    private static readonly Actor Opener = Books.Officer(3, "Kepala badan", Periods.Close, Periods.Reopen);

    private const string B = "(select id from ledger_journal where idem_key = 'b')";
    private const string R = "(select id from ledger_journal where idem_key = 'r')";

    private static readonly (string[] Planted, string[] Found)[] Changes =
    [
        (["update ledger_entry set debit = debit + 1 where line = 1 and journal_id = " + B],
            ["Ledger.Check.AccountSum", "Ledger.Check.Changed", "Ledger.Check.Unbalanced"]),
        (["update ledger_entry set subject = 'x' where line = 1 and journal_id = " + B],
            ["Ledger.Check.Changed"]),
        (["delete from ledger_entry where line = 1 and journal_id = " + B],
            ["Ledger.Check.AccountSum", "Ledger.Check.Changed", "Ledger.Check.Unbalanced"]),
        (["update ledger_entry set posted_on = '2026-03-01' where line = 1 and journal_id = " + B],
            ["Ledger.Check.BadLine"]),
        (["delete from ledger_journal where idem_key = 'b'"], ["Ledger.Check.AccountSum", "Ledger.Check.Orphan"]),
        (["update ledger_journal set source = 'x' where idem_key = 'b'"], ["Ledger.Check.Changed"]),
        (["update ledger_journal set body_hash = previous_hash from ledger_day where number = 1 and idem_key = 'b'"],
            ["Ledger.Check.Changed"]),

        // What is kept of a journal and an account beside its lines.
        (["update ledger_account_sum set debit = debit + 1 where debit > 0 and journal_id = " + B], ["Ledger.Check.AccountSum"]),
        (["update ledger_account_sum set last_line = 9 where journal_id = " + B], ["Ledger.Check.AccountSum"]),
        (["update ledger_account_sum set booked_on = '2026-02-27' where journal_id = " + B], ["Ledger.Check.AccountSum"]),
        (["update ledger_account_sum set account = account + 1 where debit > 0 and journal_id = " + B], ["Ledger.Check.AccountSum"]),
        (["delete from ledger_account_sum where journal_id = " + B], ["Ledger.Check.AccountSum"]),

        // A whole journal changed with its hash: the hash of the closed day still has it.
        (["update ledger_journal set posted_by = 'x' where idem_key = 'a'"], ["Ledger.Check.DayHash"]),
        (["update ledger_day set previous_hash = hash where number = 2"], ["Ledger.Check.Chain", "Ledger.Check.DayHash"]),
        (["update ledger_day set hash = previous_hash where number = 2"], ["Ledger.Check.DayHash"]),
        (["delete from ledger_day where number = 1"],
            ["Ledger.Check.Chain", "Ledger.Check.DayGap", "Ledger.Check.DayLeftOut", "Ledger.Check.DaySum"]),
        (["update ledger_journal set booked_on = '2026-02-27' where idem_key = 'b'"],
            ["Ledger.Check.AccountSum", "Ledger.Check.DayLeftOut"]),
        (["update ledger_day_sum set entry_count = entry_count + 1 where booked_on = '2026-03-02'"], ["Ledger.Check.DaySum"]),

        // Moved into a closed month, journal and lines alike.
        (["update ledger_journal set posted_on = '2026-01-15' where idem_key = 'b'",
            "update ledger_entry set posted_on = '2026-01-15' where journal_id = " + B],
            ["Ledger.Check.AccountSum", "Ledger.Check.ClosedMonth"]),
        (["update ledger_journal set posted_on = '2025-12-15' where idem_key = 'b'",
            "update ledger_entry set posted_on = '2025-12-15' where journal_id = " + B],
            ["Ledger.Check.AccountSum", "Ledger.Check.ClosedMonth"]),
        (["update ledger_period_change set changed_by = null, changed_by_name = 'x' where month = 202602"], ["Ledger.Check.OwnReopening"]),

        // The reversal of 'b' is 'r'.
        (["update ledger_entry set unit = 'x' where line = 1 and journal_id = " + R],
            ["Ledger.Check.NotOpposite"]),
        (["update ledger_journal set reverses = (select id from ledger_journal where idem_key = 'a') where idem_key = 'r'"],
            ["Ledger.Check.Changed", "Ledger.Check.NotOpposite"]),
        (["delete from ledger_entry where journal_id = " + B,
            "delete from ledger_journal where idem_key = 'b'"],
            ["Ledger.Check.AccountSum", "Ledger.Check.NothingReversed"]),
    ];

    [Theory, OnEachDatabase]
    public async Task A_ledger_that_nobody_touched_holds(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await FillAsync(database, withReversal: true);
        var report = await database.CheckAsync();
        Assert.Empty(report.Flaws);
        Assert.Equal((1, 4L, 2), (report.Regions, report.Journals, report.Days));
        var of = report.Invariants.ToDictionary(i => i.Invariant);
        Assert.Equal(Enum.GetValues<Invariant>(), report.Invariants.Select(i => i.Invariant));
        Assert.All(of.Values, i => Assert.Equal(0, i.Broken));
        Assert.Equal((4L, 4L, 1L, 1L, 2L), (of[Invariant.I1].Looked, of[Invariant.I3].Looked, of[Invariant.I4].Looked,
            of[Invariant.I7].Looked, of[Invariant.I16].Looked));
        Assert.Equal(engine == DatabaseEngine.Postgres, of[Invariant.I14].Looked > 0);
        Assert.Equal(["ledger_entry"], of[Invariant.I1].Held);
        Assert.Equal(["ledger_journal"], of[Invariant.I3].Held);
        Assert.Empty(of[Invariant.I7].Held);
    }

    [Theory, OnEachDatabase]
    public async Task Every_planted_change_is_found(DatabaseEngine engine)
    {
        foreach (var (planted, found) in Changes)
        {
            await using var database = await TestDatabase.CreateAsync(engine);
            await FillAsync(database, planted[0].Contains("'r'", StringComparison.Ordinal) || found[^1] == "Ledger.Check.NothingReversed");
            await database.PlantAsync(planted);
            var report = await database.CheckAsync();
            var flaws = report.Flaws.Select(f => f.Code).Distinct().Order(StringComparer.Ordinal).ToList();
            Assert.True(found.SequenceEqual(flaws), $"{planted[0]}: {string.Join(", ", flaws)}");
            Assert.Equal(
                found.Select(f => InvariantOf(f.Split('.')[^1])).Distinct().Order(),
                report.Invariants.Where(i => i.Broken > 0).Select(i => i.Invariant));
        }
    }

    [Theory, OnEachDatabase]
    public async Task Sums_that_a_journal_lacks_are_made_again(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await FillAsync(database, withReversal: true);
        await database.PlantAsync("delete from ledger_account_sum where journal_id = " + B);
        Assert.Equal(["Ledger.Check.AccountSum"], await database.FlawsAsync());
        await database.WithAsync<DaySums, int>(s => s.RebuildAsync(Books.Region, default));
        Assert.Empty(await database.FlawsAsync());
    }

    [Theory, OnEachDatabase]
    public async Task What_the_indexes_forbid_is_found_where_they_are_gone(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await FillAsync(database, withReversal: true);
        await database.RunAsOwnerAsync("drop index ledger_journal_key", "drop index ledger_journal_reverses");
        await database.PlantAsync(
            "update ledger_journal set idem_key = 'a' where idem_key = 'late'",
            $"update ledger_journal set reverses = {B} where line_count = 4 and idem_key = 'a'");
        var flaws = await database.FlawsAsync();
        await database.PlantAsync("delete from ledger_journal");
        await database.RunAsOwnerAsync(
            "create unique index ledger_journal_key on ledger_journal (region_code, idem_key)",
            "create unique index ledger_journal_reverses on ledger_journal (region_code, reverses)");
        Assert.Contains("Ledger.Check.NoConstraint", flaws);
        Assert.Contains("Ledger.Check.KeyTwice", flaws);
        Assert.Contains("Ledger.Check.ReversedTwice", flaws);
    }

    [Theory, OnEachDatabase]
    public async Task A_guard_that_was_taken_away_is_found(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.RunAsOwnerAsync(engine == DatabaseEngine.Sqlite
            ? ["drop trigger ledger_entry_no_update"]
            : [
                $"grant update on ledger_entry to {database.Settings["Database:AppRole"]}",
                "alter table ledger_journal no force row level security",
            ]);
        var flaws = await database.FlawsAsync();
        await database.RestoreGuardsAsync();
        Assert.Equal(engine == DatabaseEngine.Sqlite ? [] : ["Ledger.Check.NoRowSecurity"], flaws.Skip(1));
        Assert.Equal("Ledger.Check.Changeable", flaws[0]);
        Assert.Empty(await database.FlawsAsync());
    }

    [Theory, OnEachDatabase]
    public async Task A_guard_that_another_module_lacks_is_found_and_named(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PostAsync(Books.Assessment("a", 5));
        Assert.Empty((await database.CheckAsync()).Flaws);
        await database.RunAsOwnerAsync(engine == DatabaseEngine.Sqlite
            ? [
                "drop trigger revenue_bill_no_delete",
                "drop trigger revenue_decision_no_update",
                "create trigger revenue_decision_no_update before update on revenue_decision begin select 1; end",
            ]
            : [
                $"grant delete on revenue_bill to {database.Settings["Database:AppRole"]}",
                $"grant truncate on revenue_decision to {database.Settings["Database:AppRole"]}",
                "alter table revenue_request disable row level security",
                "drop policy region_scope on platform_document",
            ]);
        var flaws = (await database.CheckAsync()).Flaws.Select(f => (f.Code, f.Args[1].ToString())).ToList();
        await database.RunAsOwnerAsync(engine == DatabaseEngine.Sqlite
            ? ["drop trigger revenue_decision_no_update"]
            : [$"revoke truncate on revenue_decision from {database.Settings["Database:AppRole"]}"]);
        await database.RestoreGuardsAsync();
        Assert.Equal(
            engine == DatabaseEngine.Sqlite ? [] : ["platform_document", "revenue_request"],
            flaws.Where(f => f.Code == "Ledger.Check.NoRowSecurity").Select(f => f.Item2));
        Assert.Equal(
            ["revenue_bill", "revenue_decision"], flaws.Where(f => f.Code == "Ledger.Check.Changeable").Select(f => f.Item2));
        Assert.Empty((await database.CheckAsync()).Flaws);
    }

    [Theory, OnEachDatabase]
    public async Task One_region_is_checked_alone(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PostAsync(Books.Assessment("a", 5));
        await database.PostAsync(Books.Assessment("a", 5) with { Head = Books.Head("a", region: Books.Other) });
        await database.PlantAsync("update ledger_entry set subject = 'x' where region_code = '16.71'");
        Assert.Equal(["Ledger.Check.Changed"], await database.FlawsAsync());
        Assert.Empty((await database.CheckAsync(Books.Region)).Flaws);
        Assert.Single((await database.CheckAsync(Books.Other)).Flaws);
    }

    private static Invariant InvariantOf(string check) => check switch
    {
        "Unbalanced" or "BadLine" or "Orphan" => Invariant.I1,
        "Changed" => Invariant.I2,
        "NotOpposite" or "NothingReversed" => Invariant.I4,
        "ClosedMonth" => Invariant.I7,
        "OwnReopening" => Invariant.I15,
        "AccountSum" or "DaySum" => Invariant.Sums,
        _ => Invariant.I16,
    };

    /// <summary>
    /// Two closed days ('late' and 'a'), a closed and a reopened month, and on the open day 'b', which 'r' reverses where that is wanted.
    /// </summary>
    private static async Task FillAsync(TestDatabase database, bool withReversal)
    {
        var january = new Period(Books.Region, Book.LO, 202601);
        await database.PeriodsAsync(p => p.CloseAsync(Closer, january, default));
        await database.PeriodsAsync(p => p.CloseAsync(Closer, january with { Month = 202602 }, default));
        await database.PeriodsAsync(p => p.ReopenAsync(Opener, january with { Month = 202602 }, new("SK 7/2026", "uji"), default));
        await database.PostAsync(Books.Assessment("late", 70, on: new DateOnly(2026, 1, 15)));
        database.Clock.Advance(TimeSpan.FromDays(1));
        await database.PostAsync(Books.Payment("a", 30));
        database.Clock.Advance(TimeSpan.FromDays(1));
        await database.CloseDaysAsync();
        var journal = (await database.PostAsync(Books.Assessment("b", 11))).Value;
        if (withReversal)
        {
            Assert.False((await database.ReverseAsync(journal.Id, Books.Head("r"))).Failed);
        }
    }
}

using KotaCerdas.Commands;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Ledger.Tests;

/// <summary>The verb as an operator uses it.</summary>
public sealed class CommandTests
{
    [Theory, OnEachDatabase]
    public async Task The_verb_ends_with_0_where_everything_holds_and_with_1_where_it_does_not(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.PostAsync(Books.Assessment("a", 5));
        database.Clock.Advance(TimeSpan.FromDays(1));
        await database.CloseDaysAsync();
        Assert.Equal(0, await RunAsync(database, "check"));
        Assert.Equal(0, await RunAsync(database, "check", "--region", "16.72"));
        Assert.Equal(1, await RunAsync(database, "check", "--region", "Pagar Alam"));

        await database.PlantAsync("update ledger_day_sum set debit = debit + 1 where debit > 0");
        Assert.Equal(1, await RunAsync(database, "check"));
        Assert.Equal(0, await RunAsync(database, "check", "--region", "16.71"));
        Assert.Equal(0, await RunAsync(database, "rebuild", "--region", "16.72"));
        Assert.Equal(0, await RunAsync(database, "check"));
        Assert.Equal(0, await RunAsync(database, "periods", "--region", "16.72", "--year", "2026"));
        Assert.Equal(1, await RunAsync(database, "periods", "--region", "16.72", "--year", "26"));
        Assert.Equal(1, await RunAsync(database, "periods", "--region", "Pagar Alam"));
    }

    private static Task<int> RunAsync(TestDatabase database, params string[] words) =>
        CommandLine.RunAsync(["ledger", .. words, .. database.Settings.SelectMany(s => new[] { "--set", $"{s.Key}={s.Value}" })]);
}

using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger.Tests;

/// <summary>A region's ledger for tests, with the accounts they use.</summary>
internal static class Books
{
    public static readonly RegionCode Region = RegionCode.Parse("16.72");
    public static readonly RegionCode Other = RegionCode.Parse("16.71");

    public static readonly AccountCode Treasury = AccountCode.Parse("1.1.01.01");
    public static readonly AccountCode Treasurer = AccountCode.Parse("1.1.01.02");
    // Not one that a module compares with its own numbers: there are none here.
    public static readonly AccountCode Receivable = AccountCode.Parse("1.1.10");
    public static readonly AccountCode Accrued = AccountCode.Parse("7.1.01.15");
    public static readonly AccountCode Surplus = AccountCode.Parse("3.1.02.05");
    public static readonly AccountCode Received = AccountCode.Parse("4.1.01.15");

    public static readonly Actor Clerk = new(UserId.From(Guid.Parse("00000000-0000-7000-8000-000000000001")), "Petugas penetapan", []);

    /// <summary>Somebody with rights in every region.</summary>
    public static Actor Officer(int number, string office, params Permission[] rights) => new(
        UserId.From(Guid.Parse($"00000000-0000-7000-8000-{number:D12}")), office,
        [new Grant("test", RegionCode.National, rights.Select(r => r.Code).ToHashSet())]);

    /// <summary>The clock of the test database stands on this day in the region.</summary>
    public static readonly DateOnly Today = new(2026, 3, 2);

    public static JournalHead Head(string key, DateOnly? on = null, RegionCode? region = null) => new()
    {
        Region = region ?? Region,
        Key = key,
        Event = "test.assessed",
        Source = key,
        ValueOn = on ?? Today,
        By = Clerk,
    };

    /// <summary>An assessment: a receivable of one object against accrued income.</summary>
    public static JournalDraft Assessment(string key, long amount, string nop = "167201000100100010", DateOnly? on = null) => new(
        Head(key, on),
        [
            JournalLine.Dr(Book.LO, Receivable, amount, nop, 2026, "16.72.01.1001"), JournalLine.Cr(Book.LO, Accrued, amount, nop, 2026),
        ]);

    /// <summary>A payment into the treasury: in two books.</summary>
    public static JournalDraft Payment(string key, long amount, string nop = "167201000100100010", DateOnly? on = null) => new(
        Head(key, on),
        [
            JournalLine.Dr(Book.LO, Treasury, amount), JournalLine.Cr(Book.LO, Receivable, amount, nop, 2026),
            JournalLine.Dr(Book.LRA, Surplus, amount), JournalLine.Cr(Book.LRA, Received, amount, nop, 2026),
        ]);

    /// <summary>Runs something inside a write of its own and commits it where it succeeds.</summary>
    public static async Task<Outcome<T>> WriteAsync<T>(
        this TestDatabase database, Func<IServiceProvider, WriteScope, Task<Outcome<T>>> run, RegionCode? region = null)
    {
        await using var scope = database.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region ?? Region), default);
        var outcome = await run(scope.ServiceProvider, write);
        if (!outcome.Failed)
        {
            await write.CommitAsync(default);
        }

        return outcome;
    }

    public static Task<Outcome<JournalReceipt>> PostAsync(this TestDatabase database, JournalDraft draft) => database.WriteAsync(
        (s, write) => s.GetRequiredService<GeneralLedger>().PostAsync(write, draft, default), draft.Head.Region);

    public static Task<Outcome<JournalReceipt>> PostBulkAsync(
        this TestDatabase database, JournalHead head, IEnumerable<JournalLine> lines) =>
        database.WriteAsync((s, write) => s.GetRequiredService<GeneralLedger>().PostBulkAsync(write, head, Book.LO, lines, default));

    public static Task<Outcome<JournalReceipt>> ReverseAsync(this TestDatabase database, JournalId journal, JournalHead head) =>
        database.WriteAsync((s, write) => s.GetRequiredService<GeneralLedger>().ReverseAsync(write, new Reversal(journal, head), default));

    public static Task<Outcome<Nothing>> PeriodsAsync(this TestDatabase database, Func<Periods, Task<Outcome<Nothing>>> run) =>
        database.WithAsync(run);

    /// <summary>Closes the days that are over.</summary>
    /// <returns>How many got their hash.</returns>
    public static Task<int> CloseDaysAsync(this TestDatabase database, RegionCode? region = null) =>
        database.WithAsync<DayClosing, int>(d => d.RunAsync(region ?? Region, default));

    public static Task<LedgerReport> CheckAsync(this TestDatabase database, RegionCode? region = null) =>
        database.WithAsync<LedgerCheck, LedgerReport>(c => c.RunAsync(region, new Progress<LedgerProgress>(), default));

    /// <summary>What the check finds, each kind once, in order of their names.</summary>
    public static async Task<List<string>> FlawsAsync(this TestDatabase database) =>
        [.. (await database.CheckAsync()).Flaws.Select(f => f.Code).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>One value out of the database, as the owner sees it.</summary>
    public static async Task<long> CountAsync(this TestDatabase database, string sql)
    {
        await using var owner = await database.OpenOwnerAsync();
        await using var command = owner.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Changes what nobody may change: past the guards, as somebody with the server's password could.</summary>
    public static async Task PlantAsync(this TestDatabase database, params string[] statements)
    {
        await using (var owner = await database.OpenOwnerAsync())
        {
            await SchemaGuards.LiftAsync(owner, database.Services.GetServices<IModule>(), default);
            foreach (var sql in statements)
            {
                await using var command = owner.CreateCommand();
                command.CommandText = sql;
                var changed = await command.ExecuteNonQueryAsync();
                Assert.True(changed > 0 || !sql.StartsWith("update", StringComparison.Ordinal), "nothing was planted: " + sql);
            }
        }

        if (database.Engine == DatabaseEngine.Sqlite)
        {
            await database.RestoreGuardsAsync();
        }
    }

    public static async Task RunAsOwnerAsync(this TestDatabase database, params string[] statements)
    {
        await using var owner = await database.OpenOwnerAsync();
        foreach (var sql in statements)
        {
            await using var command = owner.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }

    public static async Task RestoreGuardsAsync(this TestDatabase database)
    {
        await using var owner = await database.OpenOwnerAsync();
        await SchemaGuards.ApplyAsync(
            owner, database.Services.GetRequiredService<DatabaseSettings>(), database.Services.GetServices<IModule>(), default);
    }
}

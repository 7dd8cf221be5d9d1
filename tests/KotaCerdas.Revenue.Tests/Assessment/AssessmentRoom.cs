using System.Globalization;
using KotaCerdas.Ledger;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.Revenue.Tests.Rules;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Tests.Assessment;

/// <summary>
/// A region with approved rules (the sample set), a map of villages, and generated objects. The people who assess it. All names and numbers
/// are made up.
/// </summary>
internal static class AssessmentRoom
{
    public const int Year = 2026;
    public const string Decree = "973/KEP-1/2026";

    public static readonly DateOnly DecreeOn = new(2026, 1, 5);
    public static readonly RegionCode Home = RegisterRoom.Home;
    public static readonly Actor Drafter = TestPeople.Office("revenue-assessor", "16.72");
    public static readonly Actor Head = TestPeople.Office("revenue-head", "16.72");
    public static readonly Actor Secretary = TestPeople.Office("region-secretary", "16.72");

    /// <summary>Rules in force; villages 1672010001 … and so many objects in each, some with a bill of the year before.</summary>
    public static async Task OpenAsync(TestDatabase database, int villages = 3, int perVillage = 40)
    {
        await ApproveRulesAsync(database.Services);
        await using var owner = await database.OpenOwnerAsync();
        await AssessmentData.FillAsync(owner, new(villages, perVillage, database.Clock.GetUtcNow().UtcDateTime.AddDays(-1)));
        await database.BookAsync(AssessmentData.Import);
    }

    /// <summary>Books the opening balances of an import.</summary>
    public static async Task<OperationRow> BookAsync(this TestDatabase database, Guid import)
    {
        var done = await database.Services.AsAsync<OperationRunner, OperationRow>(
            RegisterRoom.Officer, r => r.RunNowAsync(RegisterRoom.Officer, BookOpenings.Kind, Home, new(import), null, default));
        Assert.True(done.State == OperationState.Done, done.Error);
        return done;
    }

    /// <summary>What the books have on an account of the accrual book, debits less credits.</summary>
    public static Task<long> BalanceAsync(this TestDatabase database, AccountCode account) => database.WithAsync<TrialBalances, long>(
        async b => (await b.ReadAsync(RegionScope.Of(Home), new(Book.LO, 202001, 203512, 6), default))
            .Where(r => r.Account == account).Sum(r => r.Closing));

    public static async Task ApproveRulesAsync(IServiceProvider services)
    {
        var drafter = TestPeople.Office("revenue-assessor", "16.72");
        var loaded = (await services.AsAsync<LoadRules, Outcome<RuleContent>>(
            drafter, l => l.RunAsync(drafter, Home, Sets.Planted("kota-pagar-alam", "set", 3, "value", "2"), "uji.xlsx", default))).Value;
        await services.AsAsync<TryRules, Outcome<IReadOnlyList<TrialResult>>>(
            drafter, t => t.RunAsync(drafter, Home, loaded.Version, default));
        foreach (var approver in new[] { Head, Secretary })
        {
            var done = await services.AsAsync<ApproveRules, Outcome<RuleVersion>>(
                approver, a => a.RunAsync(approver, Home, (loaded.Version, loaded.Hash, "Perda contoh"), default));
            Assert.False(done.Failed);
        }
    }

    /// <summary>Gives the zone AB of a village its NIR.</summary>
    public static Task ValueAsync(TestDatabase database, long village) => database.WithAsync<KotaDb>(async db =>
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
        db.Add(new LandValue
        {
            RegionCode = Home, TaxCode = village, Zone = "AB", TaxYear = 2025, Version = 1, PerMetre = 64_000, Source = "contoh",
            RecordedAt = database.Clock.GetUtcNow().UtcDateTime, RecordedBy = "contoh",
        });
        await write.CommitAsync(default);
    });

    /// <summary>Makes a batch and computes it.</summary>
    public static async Task<BatchHistory> SimulateAsync(this TestDatabase database, string scope = Batch.WholeRegion, int year = Year)
    {
        var made = await database.Services.AsAsync<BatchDesk, Outcome<Batch>>(
            Drafter, d => d.MakeAsync(Home, new("Penetapan contoh", year, scope), default));
        Assert.False(made.Failed, made.Failed ? made.Problem.Code : string.Empty);
        await database.RunOperationsAsync();
        return await database.HistoryAsync(made.Value.Id);
    }

    public static async Task RunOperationsAsync(this TestDatabase database)
    {
        // Where the product runs, its own worker may have taken it.
        while (await database.WithAsync<KotaDb, bool>(db => db.In<OperationRow>(RegionScope.Of(Home)).AnyAsync(o => o.DueAt != null)))
        {
            if (!await database.Services.GetRequiredService<OperationRunner>().RunNextAsync(default))
            {
                await Task.Delay(50);
            }
        }
    }

    public static async Task<BatchHistory> HistoryAsync(this TestDatabase database, BatchId id) =>
        (await database.WithAsync<BatchReading, BatchHistory?>(r => r.FindAsync(Home, id, default)))!;

    public static Task<Outcome<BatchHistory>> ApproveAsync(
        this TestDatabase database, Actor actor, BatchHistory history, string decree = Decree, bool accepts = true) =>
        database.Services.AsAsync<BatchDesk, Outcome<BatchHistory>>(
            actor, d => d.ApproveAsync(Home, history.Batch.Id, new(history.Hash, decree, DecreeOn, accepts), default));

    /// <summary>Has a batch approved by two and posted.</summary>
    public static async Task<BatchHistory> PostAsync(this TestDatabase database, BatchHistory history)
    {
        Assert.False((await database.ApproveAsync(Head, history)).Failed);
        Assert.False((await database.ApproveAsync(Secretary, history)).Failed);
        var started = await database.Services.AsAsync<BatchDesk, Outcome<OperationId>>(
            Head, d => d.PostAsync(Home, history.Batch.Id, default));
        Assert.False(started.Failed);
        await database.RunOperationsAsync();
        return await database.HistoryAsync(history.Batch.Id);
    }

    public static Task<List<Bill>> BillsAsync(this TestDatabase database) => database.WithAsync<KotaDb, List<Bill>>(async db =>
    {
        var bills = new List<Bill>();
        await foreach (var bill in db.In<Bill>(RegionScope.Of(Home)).AsAsyncEnumerable())
        {
            bills.Add(bill);
        }

        return [.. bills.OrderBy(b => b.Nop.Value).ThenBy(b => b.Cycle)];
    });

    /// <summary>What <c>kotacerdas ledger check</c> says.</summary>
    public static async Task<IReadOnlyList<Problem>> CheckAsync(this TestDatabase database) =>
        (await database.WithAsync<LedgerCheck, LedgerReport>(
            c => c.RunAsync(Home, new Progress<LedgerProgress>(), default))).Flaws;

    /// <summary>Each planted change alone, on a copy, is found under its names; and each finding reads as a sentence.</summary>
    public static async Task EachIsFoundAsync(this TestDatabase right, IReadOnlyList<(string Planted, string[] Found)> changes)
    {
        foreach (var (planted, found) in changes)
        {
            await using var database = await right.CloneAsync();
            await database.PlantAsync(planted);
            var flaws = await database.CheckAsync();
            Assert.True(
                found.Order(StringComparer.Ordinal).SequenceEqual(flaws.Select(f => f.Code).Distinct().Order(StringComparer.Ordinal)),
                $"{planted}: {string.Join(", ", flaws.Select(f => f.Code))}");
            Assert.All(flaws, f => Assert.DoesNotContain(
                "{", database.Services.GetRequiredService<Texts>().Of(f), StringComparison.Ordinal));
        }
    }

    /// <summary>Changes what nobody may change, as somebody with the server's password would.</summary>
    public static async Task PlantAsync(this TestDatabase database, params string[] statements)
    {
        await using var owner = await database.OpenOwnerAsync();
        var modules = database.Services.GetServices<IModule>().ToList();
        await SchemaGuards.LiftAsync(owner, modules, default);
        foreach (var sql in statements)
        {
            await using var command = owner.CreateCommand();
            command.CommandText = sql;
            Assert.True(await command.ExecuteNonQueryAsync() > 0, "nothing was planted: " + sql);
        }

        await SchemaGuards.ApplyAsync(owner, database.Services.GetRequiredService<DatabaseSettings>(), modules, default);
    }

    public static Nop NopOf(int village, int number) => Nop.Of(
        ((16_72_010_000L + village) * 100_000_000) + ((((number / 100) + 1L) * 100_000) + (((number % 100) + 1L) * 10)));

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Decree;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// An assessment of made-up objects from simulation to ledger: 5,000 objects a village, two of three with a bill of the year before. The
/// yardstick is a bulk insert of the same bills and lines of the ledger, ready in memory, into the same tables in one write. Afterwards
/// every bill is explained and checked. <c>assess=1000000</c> for the full size.
/// </summary>
internal static class AssessmentSpeed
{
    private const int PerVillage = 5_000;
    private const int Default = 100_000;
    private const int Year = 2026;

    private static readonly RegionCode Home = RegionCode.Parse("16.72");
    private static readonly Actor Head = TestPeople.Office("revenue-head", "16.72");
    private static readonly Actor Secretary = TestPeople.Office("region-secretary", "16.72");

    public static Task RunAsync() => Benchmark.OnEachEngineAsync(engine => RunAsync(engine, Benchmark.Size ?? Default));

    private static async Task RunAsync(DatabaseEngine engine, int objects)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database, objects);
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var history = await SimulateAsync(database);
        var simulate = watch.Elapsed.TotalSeconds;
        foreach (var approver in new[] { Head, Secretary })
        {
            var input = new ApprovalInput(history.Hash, "1/2026", new DateOnly(2026, 1, 5), true);
            Check.That(!(await AsAsync<BatchDesk, Outcome<BatchHistory>>(
                database, approver, d => d.ApproveAsync(Home, history.Batch.Id, input, default))).Failed);
        }

        watch.Restart();
        var row = await database.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            Head, PostBatch.Kind, Home, new BatchWork(history.Batch.Id.Value), null, default);
        var post = watch.Elapsed.TotalSeconds;
        if (row.State != OperationState.Done)
        {
            throw new InvalidOperationException(row.Error);
        }

        using var process = Process.GetCurrentProcess();
        var peak = process.PeakWorkingSet64 / 1_000_000;
        var facts = PostedFacts.Of((await HistoryAsync(database, history.Batch.Id)).Posted!);
        var explained = await ExplainAsync(database, history.Batch);
        var raw = await RawAsync(database);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{engine}: {objects:N0} objects: simulated in {simulate:0.0} s; {facts.Bills:N0} bills with numbers and "
            + $"{facts.Journals.Count} journals of {facts.Debits:N0} lines posted in {post:0.0} s = {facts.Bills / post:N0}/s; "
            + $"the same rows alone {raw:0.0} s, ratio {post / raw:0.00}; peak {peak} MB; "
            + $"explained {explained.Equal:N0} of {explained.All:N0} to the billed rupiah in {explained.Seconds:0.0} s"));
    }

    /// <summary>
    /// Tries figures of a decree on the objects of a region in memory: all sums, then every object that rises by more than half. The list
    /// is compared with that of a plain loop.
    /// </summary>
    public static Task DecreeAsync() => Benchmark.OnEachEngineAsync(engine => DecreeAsync(engine, Benchmark.Size ?? Default));

    private static async Task DecreeAsync(DatabaseEngine engine, int objects)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database, objects);
        var watch = Stopwatch.StartNew();
        var opened = (await AsAsync<DecreeFacts, Outcome<DecreeObjects>>(
            database, Head, f => f.OpenAsync(Home, Year, again: true, default))).Value;
        var read = watch.Elapsed.TotalSeconds;
        var typed = new Dictionary<string, string>(StringComparer.Ordinal) { ["rate1"] = "0.2", ["growth_cap"] = "" };
        var set = DecreeFigures.Change(opened.Rules.Set, Year, typed, t => t, f => f.Name).Value;
        var rules = PbbRules.Compile(set, Year, estimate: true).Value;
        var threshold = new RiseThreshold(50, 0);
        var (sums, lists, loops, found, plain) = (new List<double>(), new List<double>(), new List<double>(), 0, 0);
        for (var run = 0; run < 7; run++)
        {
            watch.Restart();
            plain = Plain(rules, opened.Table);
            loops.Add(watch.Elapsed.TotalMilliseconds);
            watch.Restart();
            Check.That(DecreeRun.Run(rules, opened.Table).Summary.Objects == opened.Table.Count);
            sums.Add(watch.Elapsed.TotalMilliseconds);
            watch.Restart();
            found = DecreeRun.Above(rules, opened.Table, threshold).Count;
            lists.Add(watch.Elapsed.TotalMilliseconds);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{engine}: {opened.Table.Count:N0} objects read in {read:0.0} s; sums p50 {Benchmark.At(sums, 0.5):0} ms, "
            + $"{Benchmark.At(sums, 0.5) / Benchmark.At(loops, 0.5):0.00} of a plain loop on one core; list of {found:N0} above 50 % p50 "
            + $"{Benchmark.At(lists, 0.5):0} ms, plain loop {plain:N0}; {Environment.WorkingSet / 1_000_000} MB"));
    }

    private static int Plain(PbbRules rules, FactTable table)
    {
        var count = 0;
        for (var i = 0; i < table.Count; i++)
        {
            var line = table[i];
            if (line.Object.LandKind == 4 || line.LacksLandValue || line.Last.Amount < 0)
            {
                continue;
            }

            var amount = rules.Assess(line.Facts);
            count += amount.Refusal == PbbRefusal.None && amount.Payable * 2m > line.Last.Amount * 3m ? 1 : 0;
        }

        return count;
    }

    private static async Task OpenAsync(TestDatabase database, int objects)
    {
        var drafter = TestPeople.Office("revenue-assessor", "16.72");
        if (await database.WithAsync<RuleStore, RuleVersion?>(s => s.FindAsync(Home, 1, default)) is null)
        {
            var tables = TableBook.Folder(ShippedData.PathOf("tariffs", "kota-pagar-alam", "1")).Value;
            Check.That(!(await database.WithAsync<LoadRules, Outcome<RuleContent>>(
                l => l.RunAsync(drafter, Home, tables, "bench", default))).Failed);
        }

        await database.WithAsync<TryRules, Outcome<IReadOnlyList<TrialResult>>>(t => t.RunAsync(drafter, Home, 1, default));
        var known = (await database.WithAsync<RuleStore, RuleVersion?>(s => s.FindAsync(Home, 1, default)))!;
        foreach (var approver in new[] { Head, Secretary })
        {
            Check.That(!(await database.WithAsync<ApproveRules, Outcome<RuleVersion>>(
                a => a.RunAsync(approver, Home, (1, known.Content.Hash, "bench"), default))).Failed);
        }

        await using var owner = await database.OpenOwnerAsync();
        await AssessmentData.FillAsync(
            owner, new(Math.Max(1, objects / PerVillage), PerVillage, database.Clock.GetUtcNow().UtcDateTime.AddDays(-1)));
        await ExecuteAsync(owner, "analyze");
    }

    private static async Task<BatchHistory> SimulateAsync(TestDatabase database)
    {
        var drafter = TestPeople.Office("revenue-assessor", "16.72");
        var made = await AsAsync<BatchDesk, Outcome<Batch>>(
            database, drafter, d => d.MakeAsync(Home, new("bench", Year, Batch.WholeRegion), default));
        while (await database.Services.GetRequiredService<OperationRunner>().RunNextAsync(default))
        {
        }

        return await HistoryAsync(database, made.Value.Id);
    }

    private static async Task<BatchHistory> HistoryAsync(TestDatabase database, BatchId id) =>
        (await database.WithAsync<BatchReading, BatchHistory?>(r => r.FindAsync(Home, id, default)))!;

    private static async Task<TResult> AsAsync<TService, TResult>(
        TestDatabase database, Actor actor, Func<TService, Task<TResult>> run)
        where TService : notnull
    {
        await using var scope = database.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = actor;
        return await run(scope.ServiceProvider.GetRequiredService<TService>());
    }

    private static async Task<(int Equal, int All, double Seconds)> ExplainAsync(TestDatabase database, Batch batch) =>
        await database.WithAsync<KotaDb, (int, int, double)>(async db =>
        {
            var rules = (await new BatchReading(db).RulesAsync(batch, default)).Value;
            var watch = Stopwatch.StartNew();
            var (equal, all) = (0, 0);
            await foreach (var bill in db.In<Bill>(RegionScope.Of(batch.RegionCode)).AsNoTracking().AsAsyncEnumerable())
            {
                all++;
                equal += rules.Explain(bill.Facts())[^1].Result.Value == Fraction.Of(bill.Amount) ? 1 : 0;
            }

            return (equal, all, watch.Elapsed.TotalSeconds);
        });

    /// <summary>Copies of the tables with their keys and indexes, filled in one transaction from rows that lie ready.</summary>
    private static async Task<double> RawAsync(TestDatabase database)
    {
        var tables = new[] { "revenue_bill", "ledger_entry" };
        await using var owner = await database.OpenOwnerAsync();
        var ready = new List<(string Table, List<BulkColumn[]> Chunks)>();
        foreach (var table in tables)
        {
            ready.Add((table, await ReadAsync(owner, table)));
        }

        foreach (var table in tables)
        {
            if (database.Engine == DatabaseEngine.Sqlite)
            {
                await ExecuteAsync(owner, $"drop trigger {table}_no_delete");
            }

            await ExecuteAsync(owner, database.Engine == DatabaseEngine.Sqlite ? $"delete from {table}" : $"truncate {table}");
        }

        return await database.WithAsync<KotaDb, double>(async db =>
        {
            var watch = Stopwatch.StartNew();
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            var connection = await db.SqlAsync(write.Scope, default);
            foreach (var (table, chunks) in ready)
            {
                foreach (var chunk in chunks)
                {
                    await BulkWriter.InsertAsync(connection, table, chunk, default);
                }
            }

            await write.CommitAsync(default);
            return watch.Elapsed.TotalSeconds;
        });
    }

    private static async Task<List<BulkColumn[]>> ReadAsync(DbConnection owner, string table)
    {
        var chunks = new List<BulkColumn[]>();
        await using var command = owner.CreateCommand();
        command.CommandText = $"select * from {table} order by 1, 2, 3";
        await using var reader = await command.ExecuteReaderAsync();
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var rows = new List<object[]>();
        while (true)
        {
            var more = await reader.ReadAsync();
            if (more)
            {
                var row = new object[names.Length];
                reader.GetValues(row);
                rows.Add(row);
            }

            if (rows.Count == 8_192 || (!more && rows.Count > 0))
            {
                chunks.Add([.. names.Select((n, i) => new BulkColumn(n, Values(rows, i)))]);
                rows.Clear();
            }

            if (!more)
            {
                return chunks;
            }
        }
    }

    private static Array Values(List<object[]> rows, int column)
    {
        var values = Array.CreateInstance(rows[0][column].GetType() == typeof(DateTime) ? typeof(DateOnly) : rows[0][column].GetType(),
            rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var value = rows[i][column];
            values.SetValue(value is DateTime day ? DateOnly.FromDateTime(day) : value, i);
        }

        return values;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}

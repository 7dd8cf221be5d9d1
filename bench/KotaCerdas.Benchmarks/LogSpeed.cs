using System.Diagnostics;
using System.Globalization;
using KotaCerdas.Documents.Log;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// The transparency log in the database: appending in batches beside inserting as many bare rows, checking a log whole, and proofs out of
/// a log whose size is set. <c>KOTACERDAS_BENCH_LEAVES</c> (100,000) and <c>KOTACERDAS_BENCH_PROOF_LEAVES</c> (1,000,000) set the sizes.
/// </summary>
internal static class LogSpeed
{
    private const int Proofs = 200;
    private const int Chunk = 4096;

    private static readonly RegionCode Region = RegionCode.Parse("16.72");
    private static readonly RegionCode Wide = RegionCode.Parse("16.71");
    private static readonly LogKind Kind = new("bench.fact", "Platform.Log.Figure", IsPublic: true);

    public static async Task RunAsync()
    {
        await RunAsync(DatabaseEngine.Sqlite);
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KOTACERDAS_TEST_PG")))
        {
            await RunAsync(DatabaseEngine.Postgres);
        }
    }

    private static async Task RunAsync(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var leaves = Size("KOTACERDAS_BENCH_LEAVES", 100_000);
        await PromiseAsync(database, leaves);
        var append = await AppendAsync(database);
        var bare = await BareAsync(database, leaves);
        Print($"{engine}: append {leaves:N0} leaves", leaves / append, $"{append / bare:0.0} x inserting the rows alone");
        var check = await CheckAsync(database, leaves);
        Print($"{engine}: check of {leaves:N0} leaves", leaves / check, $"1 million at this rate in {1_000_000 * check / leaves:0.0} s");
        var wide = Size("KOTACERDAS_BENCH_PROOF_LEAVES", 1_000_000);
        await WidenAsync(database, wide);
        Benchmark.Print(FormattableString.Invariant($"{engine}: proof at {wide:N0} leaves"), await ProveAsync(database, wide));
    }

    private static int Size(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : otherwise;

    private static void Print(FormattableString name, double perSecond, FormattableString more) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{FormattableString.Invariant(name),-48} {perSecond,9:0} /s  ")
        + FormattableString.Invariant(more));

    /// <summary>Puts facts in the queue, as operations do.</summary>
    private static async Task PromiseAsync(TestDatabase database, int count)
    {
        for (var from = 0; from < count; from += Chunk)
        {
            var first = from;
            await database.WithAsync<IServiceProvider>(async services =>
            {
                var (db, log) = (services.GetRequiredService<KotaDb>(), services.GetRequiredService<TransparencyLog>());
                await using var write = await db.BeginWriteAsync(RegionScope.Of(Region), default);
                foreach (var i in Enumerable.Range(first, Math.Min(Chunk, count - first)))
                {
                    var number = i.ToString(CultureInfo.InvariantCulture);
                    log.Add(Region, new LogEntry(Kind, number, new Dictionary<string, string?>(StringComparer.Ordinal) { ["n"] = number }));
                }

                await write.CommitAsync(default);
            });
        }
    }

    private static async Task<double> AppendAsync(TestDatabase database)
    {
        var appender = database.Services.GetRequiredService<LogAppender>();
        var watch = Stopwatch.StartNew();
        while (await appender.AppendAsync(Region, default) > 0)
        {
        }

        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>What the engine takes for the same rows without hashes, signatures and queue.</summary>
    private static Task<double> BareAsync(TestDatabase database, int count) => database.WithAsync<KotaDb, double>(async db =>
    {
        var watch = Stopwatch.StartNew();
        for (var from = 0; from < count; from += Chunk)
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Wide), default);
            var rows = Enumerable.Range(from, Math.Min(Chunk, count - from))
                .Select(i => new object?[] { Wide.Value, (long)i, Ids.New(database.Clock), new string('x', 260) });
            await BulkWriter.InsertAsync(
                db.Database.GetDbConnection(), "platform_log_leaf", ["region_code", "leaf_index", "id", "entry"], rows, default);
            await write.CommitAsync(default);
        }

        return watch.Elapsed.TotalSeconds;
    });

    private static async Task<double> CheckAsync(TestDatabase database, int leaves)
    {
        var watch = Stopwatch.StartNew();
        var report = await database.WithAsync<LogAudit, Outcome<LogAuditReport>>(
            a => a.RunAsync(Region, null, new Progress<LogAuditProgress>(), default));
        Check.That(report.Value.Entries == leaves && report.Value.Flaws.Count == 0);
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>The hashes of a log of any size whose leaves are all alike: a proof reads as many tiles as one of real leaves.</summary>
    private static Task WidenAsync(TestDatabase database, long size) => database.WithAsync<KotaDb>(async db =>
    {
        var hash = MerkleHash.Leaf("x"u8);
        for (var (level, count) = (0, size); count > 0; (level, count) = (level + 1, count / Tile.Full))
        {
            for (var from = 0L; from < count; from += 16 * Chunk)
            {
                var (at, first, same) = (level, from, hash);
                await using var write = await db.BeginWriteAsync(RegionScope.Of(Wide), default);
                var rows = Enumerable.Range(0, (int)Math.Min(16 * Chunk, count - first))
                    .Select(i => new object?[] { Wide.Value, at, first + i, same });
                await BulkWriter.InsertAsync(
                    db.Database.GetDbConnection(), "platform_log_hash", ["region_code", "level", "hash_index", "hash"], rows, default);
                await write.CommitAsync(default);
            }

            for (var height = 0; height < Tile.Height; height++)
            {
                hash = MerkleHash.Node(hash, hash);
            }
        }
    });

    private static Task<List<double>> ProveAsync(TestDatabase database, long size) => database.WithAsync<LogTiles, List<double>>(
        async tiles =>
        {
            var random = new Random(1);
            var times = new List<double>();
            for (var i = 0; i < Proofs; i++)
            {
                var index = random.NextInt64(size);
                var watch = Stopwatch.StartNew();
                var tree = await tiles.TreeAsync(Wide, size, t => t.Inclusion(index), default);
                Check.That(tree.Inclusion(index).Count >= (int)Math.Log2(size) - 1);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            return times;
        });
}

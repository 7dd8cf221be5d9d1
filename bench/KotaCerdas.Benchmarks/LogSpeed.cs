using System.Diagnostics;
using System.Globalization;
using System.Text;
using KotaCerdas.Documents.Log;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// The transparency log in the database: appending in batches beside inserting as many bare rows, checking a log whole with its facts
/// beside hashing as many entries, and proofs out of a wide log beside reading one row. <c>KOTACERDAS_BENCH_LEAVES</c> (100,000) and
/// <c>KOTACERDAS_BENCH_PROOF_LEAVES</c> (10,000,000) set the sizes.
/// </summary>
internal static class LogSpeed
{
    private const int Proofs = 2_000;
    private const int Warm = 200;
    private const int Chunk = 4096;

    private static readonly RegionCode Region = RegionCode.Parse("16.72");
    private static readonly RegionCode Wide = RegionCode.Parse("16.71");

    /// <summary>Appends, then checks everything.</summary>
    public static Task RunAsync() => Benchmark.OnEachEngineAsync(async engine =>
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var leaves = Size("KOTACERDAS_BENCH_LEAVES", 100_000);
        await LogFill.PromiseAsync(database, Region, leaves);
        var append = await AppendAsync(database);
        var bare = await BareAsync(database, leaves);
        Print($"{engine}: append {leaves:N0} leaves", leaves / append, $"{append / bare:0.0} x inserting the rows alone");
        var hashing = await HashAsync(database);
        var check = await CheckAsync(database, leaves);
        Print(
            $"{engine}: check {leaves:N0} leaves and their facts", leaves / check,
            $"{check:0.0} s, a million at this rate in {1_000_000 * check / leaves:0.0} s, {check / hashing:0.0} x hashing the entries");
    });

    /// <summary>Proofs out of a wide log.</summary>
    public static Task ProveAsync() => Benchmark.OnEachEngineAsync(async engine =>
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var wide = Size("KOTACERDAS_BENCH_PROOF_LEAVES", 10_000_000);
        await LogFill.WidenAsync(database, Wide, wide);
        var row = await database.WithAsync<KotaDb, List<double>>(db => TimesAsync(
            wide, i => db.In<LogHash>(RegionScope.Of(Wide)).Where(h => h.RegionCode == Wide && h.Level == 0 && h.HashIndex == i)
                .Select(h => h.Hash).SingleAsync()));
        var proof = await database.WithAsync<LogTiles, List<double>>(tiles => TimesAsync(wide, async i =>
        {
            var tree = await tiles.TreeAsync(Wide, wide, t => t.Inclusion(i), default);
            Check.That(tree.Inclusion(i).Count is > 0 and <= 64);
        }));
        Benchmark.Print(FormattableString.Invariant($"{engine}: proof at {wide:N0} leaves"), proof, Benchmark.At(row, 0.5));
        Benchmark.Print($"{engine}: read one hash", row);
    });

    private static int Size(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : otherwise;

    private static void Print(FormattableString name, double perSecond, FormattableString more) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{FormattableString.Invariant(name),-48} {perSecond,9:0} /s  ")
        + FormattableString.Invariant(more));

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
            _ = await db.In<LogLeaf>(RegionScope.Of(Wide)).AnyAsync();
            var rows = Enumerable.Range(from, Math.Min(Chunk, count - from))
                .Select(i => new object?[] { Wide.Value, (long)i, Ids.New(database.Clock), new string('x', 260) });
            await BulkWriter.InsertAsync(
                db.Database.GetDbConnection(), "platform_log_leaf", ["region_code", "leaf_index", "id", "entry"], rows, default);
            await write.CommitAsync(default);
        }

        return watch.Elapsed.TotalSeconds;
    });

    /// <summary>What the hashes alone cost, with the entries in memory.</summary>
    private static Task<double> HashAsync(TestDatabase database) => database.WithAsync<KotaDb, double>(async db =>
    {
        var entries = await db.In<LogLeaf>(RegionScope.Of(Region)).OrderBy(l => l.LeafIndex).Select(l => l.Entry).ToListAsync();
        var bytes = entries.ConvertAll(Encoding.UTF8.GetBytes);
        var watch = Stopwatch.StartNew();
        var tree = new GrowingTree();
        bytes.ForEach(b => tree.Append(MerkleHash.Leaf(b)));
        Check.That(tree.Root().Length == MerkleHash.Length);
        return watch.Elapsed.TotalSeconds;
    });

    private static async Task<double> CheckAsync(TestDatabase database, int leaves)
    {
        var watch = Stopwatch.StartNew();
        var report = await database.WithAsync<LogAudit, Outcome<LogAuditReport>>(
            a => a.RunAsync(Region, null, new Progress<LogAuditProgress>(), default));
        Check.That(report.Value.Entries == leaves && report.Value.Facts == leaves && report.Value.Flaws.Count == 0);
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<List<double>> TimesAsync(long size, Func<long, Task> run)
    {
        var random = new Random(1);
        var times = new List<double>();
        for (var i = 0; i < Warm + Proofs; i++)
        {
            var index = random.NextInt64(size);
            var watch = Stopwatch.StartNew();
            await run(index);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times[Warm..];
    }
}

using System.Diagnostics;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using KotaCerdas.Web;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger.Tests;

/// <summary>A process that posts, for <see cref="KillTests"/>: it starts this test program again and kills it.</summary>
public sealed class PostingProcess
{
    public const string Settings = "KOTACERDAS_TEST_POSTING";
    public const string Acknowledged = "KOTACERDAS_TEST_POSTED";

    /// <summary>Posts single and bulk journals and closes days until it is killed, and writes down what it was told is durable.</summary>
    [Fact(Explicit = true)]
    public async Task Post_until_killed()
    {
        var settings = JsonSerializer.Deserialize<Dictionary<string, string?>>(Environment.GetEnvironmentVariable(Settings)!)!;
        var clock = new FakeClock();
        await using var services = KotaApp.Services(settings, s => s.AddSingleton<TimeProvider>(clock));
        await using var told = new FileStream(Environment.GetEnvironmentVariable(Acknowledged)!, FileMode.Append);
        var run = Environment.ProcessId;
        for (var i = 0; ; i++)
        {
            await using var scope = services.CreateAsyncScope();
            var ledger = scope.ServiceProvider.GetRequiredService<GeneralLedger>();
            await using var write = await scope.ServiceProvider.GetRequiredService<KotaDb>()
                .BeginWriteAsync(RegionScope.Of(Books.Region), default);
            var posted = i % 4 == 3
                ? await ledger.PostBulkAsync(write, Books.Head($"{run}/{i}"), Book.LO, KillTests.Batch(300), default)
                : await ledger.PostAsync(write, Books.Payment($"{run}/{i}", 1 + i), default);
            await write.CommitAsync(default);
            await JsonSerializer.SerializeAsync(told, posted.Value.Id.Value);
            told.WriteByte((byte)'\n');
            await told.FlushAsync();
            if (i % 10 == 9)
            {
                clock.Advance(TimeSpan.FromDays(1));
                await scope.ServiceProvider.GetRequiredService<DayClosing>().RunAsync(Books.Region, default);
            }
        }
    }
}

public sealed class KillTests
{
    [Theory, OnEachDatabase]
    public Task Killed_at_random_points_the_ledger_is_whole_and_has_all_it_promised(DatabaseEngine engine) => RunAsync(engine, 3);

    [Theory, OnEachDatabase, Trait("Category", "Full")]
    public Task Killed_at_a_hundred_random_points_the_ledger_is_whole(DatabaseEngine engine) => RunAsync(engine, 100);

    internal static IEnumerable<JournalLine> Batch(int objects) => Enumerable.Range(1, objects)
        .Select(i => JournalLine.Dr(Book.LO, Books.Receivable, 1000, $"O{i}", 2026))
        .Append(JournalLine.Cr(Book.LO, Books.Accrued, 1000L * objects));

    private static async Task RunAsync(DatabaseEngine engine, int points)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var told = Path.Combine(database.Folder, "told.txt");
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var acknowledged = 0;
        for (var point = 0; point < points; point++)
        {
            using var process = Start(database, told);
            var before = acknowledged;
            var since = Stopwatch.StartNew();
            while (Lines(told).Count < before + 3)
            {
                Assert.True(!process.HasExited && since.Elapsed < TimeSpan.FromMinutes(5), "the process does not post");
                await Task.Delay(20);
            }

            await Task.Delay(random.Next(0, 400));
            process.Kill();
            await process.WaitForExitAsync();
            var promised = Lines(told);
            acknowledged = promised.Count;
            Assert.True((await database.FlawsAsync()).Count == 0, $"a flaw after a kill (seed {seed})");
            foreach (var id in promised)
            {
                Assert.True(await database.WithAsync<JournalReader, bool>(async r =>
                    await r.FindAsync(Books.Region, new JournalId(id), default) is not null), $"a promised journal is gone (seed {seed})");
            }
        }
    }

    /// <summary>Whole lines only: the last one may be cut off by the kill.</summary>
    private static List<Guid> Lines(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n').Select(l => l.Trim('"')).Where(l => l.Length == 36).Select(Guid.Parse)];
    }

    private static Process Start(TestDatabase database, string told)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList = { "-class", typeof(PostingProcess).FullName!, "-explicit", "only", "-noLogo" },
        };
        start.Environment[PostingProcess.Settings] = JsonSerializer.Serialize(database.Settings);
        start.Environment[PostingProcess.Acknowledged] = told;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}

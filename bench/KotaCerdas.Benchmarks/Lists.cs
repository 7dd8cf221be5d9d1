using System.Collections.Concurrent;
using System.Diagnostics;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// Officers at their lists: 16 at once over HTTP, 514 regions, 8 years, 60,000 answers. The yardstick is an answer without a database.
/// </summary>
internal static class Lists
{
    private const int Users = 16;
    private const int Rounds = 12;
    private const string Yardstick = "/health/live";

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
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = "Warning" };
        await using var app = await TestApp.StartAsync(engine, settings);
        var watch = Stopwatch.StartNew();
        var call = await new EightYears(app.Database).FillAsync();
        Console.WriteLine($"{engine}: filled in {watch.Elapsed.TotalSeconds:0} s; {Users} users x {Rounds} rounds");
        var list = $"/panggilan/{call}/pendaftaran";
        string[] paths =
        [
            Yardstick, list, list + "?keadaan=Submitted", list + "?pulau=jawa", list + "?cari=kota", list + "?setelah=33.01",
            $"/panggilan/{call}/pendaftaran.csv", "/papan", "/panggilan", $"/panggilan/{call}/peringkat",
        ];
        var clients = Enumerable.Range(0, Users).Select(_ => app.Client(TestPeople.Office("ministry-officer"))).ToList();
        await RoundAsync(clients[0], paths, []);
        var measured = new ConcurrentBag<(string Path, double Milliseconds)>();
        watch.Restart();
        await Task.WhenAll(clients.Select((client, user) => Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                // Everybody begins elsewhere, so that all pages are asked for at the same time.
                await RoundAsync(client, [.. paths.Skip(user % paths.Length), .. paths.Take(user % paths.Length)], measured);
            }
        })));
        Console.WriteLine($"{measured.Count / watch.Elapsed.TotalSeconds:0} requests a second");
        var byPath = measured.ToLookup(m => m.Path, m => m.Milliseconds);
        var unit = Benchmark.At([.. byPath[Yardstick]], 0.5);
        foreach (var path in paths)
        {
            Benchmark.Print(path.Replace(call.ToString(), "{id}", StringComparison.Ordinal), [.. byPath[path]], unit);
        }

        clients.ForEach(c => c.Dispose());
    }

    private static async Task RoundAsync(HttpClient client, IEnumerable<string> paths, ConcurrentBag<(string, double)> measured)
    {
        foreach (var path in paths)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await client.GetAsync(path);
            await answer.Content.ReadAsByteArrayAsync();
            measured.Add((path, watch.Elapsed.TotalMilliseconds));
            answer.EnsureSuccessStatusCode();
        }
    }
}

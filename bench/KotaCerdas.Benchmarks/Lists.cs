using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// Officers at their lists, signed in, over HTTP, against the built executable: 514 regions, 8 years, 60,000 answers. First what one
/// request costs, with nobody else there; then 16 at once, who look at each page for a while; then the same without a pause, which keeps
/// both processors busy with nothing else. The yardstick is an answer without a database.
/// </summary>
internal static class Lists
{
    private const int Users = 16;
    private const int Rounds = 25;
    private const int CalmRounds = 8;
    private const int Warm = 40;
    private const int Alone = 10;
    private const int Turns = 6;
    private const double Target = 100;
    private const string Yardstick = "/health/live";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static Task RunAsync() => Benchmark.OnEachEngineAsync(RunAsync);

    private static async Task RunAsync(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var watch = Stopwatch.StartNew();
        var call = await new EightYears(database).FillAsync();
        var accounts = new List<TestAccount>();
        for (var user = 0; user < Users; user++)
        {
            accounts.Add(await database.AccountAsync("ministry-officer"));
        }

        Console.WriteLine($"{engine}: filled in {watch.Elapsed.TotalSeconds:0} s");
        var list = $"/panggilan/{call}/pendaftaran";
        string[] paths =
        [
            Yardstick, list, list + "?keadaan=Submitted", list + "?pulau=jawa", list + "?cari=kota", list + "?setelah=33.01",
            list + "?bentuk=csv", "/papan", "/panggilan", $"/panggilan/{call}/peringkat", $"/panggilan/{call}/simulasi",
        ];
        var settings = new Dictionary<string, string?>(database.Settings, StringComparer.OrdinalIgnoreCase)
        {
            ["Logging:LogLevel:Default"] = "Warning", ["Limits:ReadsPerMinute"] = "1000000",
        };
        await using var product = new ProductProcess(settings);
        await product.StartAsync();
        var clients = new List<HttpClient>();
        foreach (var account in accounts)
        {
            clients.Add(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = product.Address });
            await clients[^1].SignInAsync(account);
        }

        using var process = Process.GetProcessById(product.Number);
        var costs = await AloneAsync(clients[0], process, paths);
        var calm = await TogetherAsync(clients, process, paths, (CalmRounds, Look));
        var pressed = await TogetherAsync(clients, process, paths, (Rounds, TimeSpan.Zero));
        Report([.. paths.Select(p => (p, p.Replace(call.ToString(), "{id}", StringComparison.Ordinal)))], costs, calm, pressed);
        clients.ForEach(c => c.Dispose());
    }

    /// <summary>
    /// Milliseconds of processor time of the product for one request of each page. The pages take turns, so that what else runs on the
    /// machine, which makes a millisecond of processor time do less, bears on all of them alike.
    /// </summary>
    private static async Task<Dictionary<string, double>> AloneAsync(HttpClient client, Process process, string[] paths)
    {
        var machine = new Machine(process);
        var costs = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            await RoundAsync(client, Enumerable.Repeat(path, Warm), []);
        }

        foreach (var path in Enumerable.Repeat(paths, Turns).SelectMany(p => p))
        {
            var before = Machine.Used(process);
            await RoundAsync(client, Enumerable.Repeat(path, Alone), []);
            costs[path] = costs.GetValueOrDefault(path) + ((Machine.Used(process) - before) * 1000 / (Alone * Turns));
        }

        Console.WriteLine($"one user, {Alone * Turns} requests a page; {machine.Others()}");
        return costs;
    }

    private static async Task<ILookup<string, double>> TogetherAsync(
        List<HttpClient> clients, Process process, string[] paths, (int Rounds, TimeSpan Look) way)
    {
        var measured = new ConcurrentBag<(string Path, double Milliseconds)>();
        var machine = new Machine(process);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(clients.Select((client, user) => Task.Run(async () =>
        {
            await Task.Delay(way.Look * user / Users);
            for (var round = 0; round < way.Rounds; round++)
            {
                // Everybody begins elsewhere, so that all pages are asked for at the same time.
                await RoundAsync(client, [.. paths.Skip(user % paths.Length), .. paths.Take(user % paths.Length)], measured, way.Look);
            }
        })));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Users} users, {way.Look.TotalSeconds:0.0} s a page, {measured.Count / watch.Elapsed.TotalSeconds:0} requests a second; ")
            + machine.Others());
        return measured.ToLookup(m => m.Path, m => m.Milliseconds);
    }

    /// <summary>A plain table, with the verdict on each page.</summary>
    private static void Report(
        IReadOnlyList<(string Path, string Name)> pages, Dictionary<string, double> costs, ILookup<string, double> calm,
        ILookup<string, double> pressed)
    {
        Console.WriteLine(
            $"{"page",-45} {"CPU ms",7} {"ratio",6} {"p50 ms",8} {"p99 ms",8} p99 <= {Target} {"pressed",8} {"p99 ms",8} p99 <= {Target}");
        foreach (var (path, name) in pages)
        {
            var cost = string.Create(CultureInfo.InvariantCulture, $"{costs[path],7:0.00} {costs[path] / costs[Yardstick],6:0.0}");
            Console.WriteLine($"{name,-45} {cost} {Line([.. calm[path]])} {Line([.. pressed[path]])}");
        }
    }

    private static string Line(IReadOnlyList<double> times)
    {
        var (median, slow) = (Benchmark.At(times, 0.5), Benchmark.At(times, 0.99));
        return string.Create(CultureInfo.InvariantCulture, $"{median,8:0.0} {slow,8:0.0} {(slow <= Target ? "yes" : "NO"),10}");
    }

    private static async Task RoundAsync(
        HttpClient client, IEnumerable<string> paths, ConcurrentBag<(string, double)> measured, TimeSpan look = default)
    {
        foreach (var path in paths)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await client.GetAsync(path);
            await answer.Content.ReadAsByteArrayAsync();
            measured.Add((path, watch.Elapsed.TotalMilliseconds));
            answer.EnsureSuccessStatusCode();
            if (look > TimeSpan.Zero)
            {
                await Task.Delay(look);
            }
        }
    }
}

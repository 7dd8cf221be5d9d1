using System.Diagnostics;
using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Benchmarks;

/// <summary>The built executable on its own: from the start of the process to the first page, and the memory it then holds.</summary>
internal static class Starting
{
    private const int Runs = 5;
    private const int Rounds = 5;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private static readonly string[] Pages =
    [
        "/", "/masuk", "/gerakan", "/daerah", "/daerah/kota-pagar-alam", "/panggilan", "/ukuran", "/upacara", "/periksa", "/log",
        "/instrumen", "/galeri",
    ];

    public static async Task RunAsync()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        for (var run = 0; run < Runs; run++)
        {
            await using var product = new ProductProcess(database.Settings);
            var seconds = await FirstPageAsync(product);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"start to first page {seconds:0.00} s, resident {Resident(product)} MiB"));
        }
    }

    /// <summary>The demo played by the process that goes on serving; what it holds then, after reading, and after a restart.</summary>
    public static async Task MemoryAsync()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var product = new ProductProcess(database.Settings) { Arguments = { "--demo" } };
        await FirstPageAsync(product);
        var watch = Stopwatch.StartNew();
        while (!await PlayedAsync(database))
        {
            await Task.Delay(500);
        }

        Console.WriteLine($"demo played in {watch.Elapsed.TotalSeconds:0} s, resident {Resident(product)} MiB");
        await ReadAsync(product);
        Console.WriteLine($"after {Rounds * Pages.Length} pages, resident {Resident(product)} MiB");
        await Task.Delay(Quiet);
        Console.WriteLine($"{Quiet.TotalSeconds:0} quiet seconds later, resident {Resident(product)} MiB");
        await product.KillAsync();
        await FirstPageAsync(product);
        Console.WriteLine($"after a restart and the first page, resident {Resident(product)} MiB");
        await ReadAsync(product);
        Console.WriteLine($"after {Rounds * Pages.Length} pages more, resident {Resident(product)} MiB");
    }

    private static async Task<double> FirstPageAsync(ProductProcess product)
    {
        using var client = new HttpClient { BaseAddress = product.Address };
        var watch = Stopwatch.StartNew();
        await product.StartAsync();
        using var page = await client.GetAsync("/masuk");
        page.EnsureSuccessStatusCode();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task ReadAsync(ProductProcess product)
    {
        using var client = new HttpClient { BaseAddress = product.Address };
        foreach (var path in Enumerable.Repeat(Pages, Rounds).SelectMany(p => p))
        {
            using var page = await client.GetAsync(path);
            await page.Content.ReadAsByteArrayAsync();
        }
    }

    private static Task<bool> PlayedAsync(TestDatabase database) => database.WithAsync((KotaDb db) =>
        db.In<OperationRow>(RegionScope.National("benchmark")).AnyAsync(o => o.Kind == "host.demo" && o.State == OperationState.Done));

    private static long Resident(ProductProcess product)
    {
        using var process = Process.GetProcessById(product.Number);
        return process.WorkingSet64 / 1_048_576;
    }
}

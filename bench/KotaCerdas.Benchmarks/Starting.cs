using System.Diagnostics;
using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Benchmarks;

/// <summary>The built executable on its own: from the start of the process to the first page, and the memory it then holds.</summary>
internal static class Starting
{
    private const int Runs = 3;

    public static async Task RunAsync()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        for (var run = 0; run < Runs; run++)
        {
            await using var product = new ProductProcess(database.Settings);
            using var client = new HttpClient { BaseAddress = product.Address };
            var watch = Stopwatch.StartNew();
            await product.StartAsync();
            using var page = await client.GetAsync("/masuk");
            page.EnsureSuccessStatusCode();
            var seconds = watch.Elapsed.TotalSeconds;
            using var process = Process.GetProcessById(product.Number);
            var resident = process.WorkingSet64 / 1_048_576;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"start to first page {seconds:0.00} s, resident {resident} MiB"));
        }
    }
}

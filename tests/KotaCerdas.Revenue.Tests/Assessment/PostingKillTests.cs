using System.Diagnostics;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.TestKit;
using KotaCerdas.Web;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Revenue.Tests.Assessment.AssessmentRoom;

namespace KotaCerdas.Revenue.Tests.Assessment;

/// <summary>A process that posts a batch, for <see cref="PostingKillTests"/>: it starts this test program again and kills it.</summary>
public sealed class BatchPostingProcess
{
    public const string Settings = "KOTACERDAS_TEST_BATCH";
    public const string Batch = "KOTACERDAS_TEST_BATCH_ID";
    public const string Told = "KOTACERDAS_TEST_BATCH_TOLD";

    /// <summary>Posts, and writes down how far it is and when it is done.</summary>
    [Fact(Explicit = true)]
    public async Task Post()
    {
        var settings = JsonSerializer.Deserialize<Dictionary<string, string?>>(Environment.GetEnvironmentVariable(Settings)!)!;
        var told = Environment.GetEnvironmentVariable(Told)!;
        await using var services = KotaApp.Services(settings, s => s.AddSingleton<TimeProvider>(new FakeClock()));
        var row = await services.GetRequiredService<OperationRunner>().RunNowAsync(
            Head, PostBatch.Kind, Home, new BatchWork(Guid.Parse(Environment.GetEnvironmentVariable(Batch)!)), new Writing(told), default);
        await File.AppendAllTextAsync(told, $"end {row.State}\n");
    }

    private sealed class Writing(string told) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value) => File.AppendAllText(told, value.MessageKey + "\n");
    }
}

public sealed class PostingKillTests
{
    [Theory, OnEachDatabase]
    public Task Killed_while_it_writes_a_batch_is_posted_whole_or_not_at_all(DatabaseEngine engine) => RunAsync(engine, 3, (6, 500));

    [Theory, OnEachDatabase, Trait("Category", "Full")]
    public Task Killed_at_many_points_a_batch_is_posted_whole_or_not_at_all(DatabaseEngine engine) => RunAsync(engine, 40, (20, 1_000));

    private static async Task RunAsync(DatabaseEngine engine, int kills, (int Villages, int Each) size)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database, size.Villages, size.Each);
        var history = await database.SimulateAsync();
        await database.ApproveAsync(Head, history);
        await database.ApproveAsync(Secretary, history);
        var expected = SimulatedFacts.Of(history.Simulated!).Summary;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var told = Path.Combine(database.Folder, "told.txt");
        for (var kill = 0; kill < kills; kill++)
        {
            File.WriteAllText(told, string.Empty);
            using (var process = Start(database, history.Batch.Id, told))
            {
                await UntilAsync(process, () => Read(told).Contains("Revenue.Batch.Writing", StringComparison.Ordinal));
                await Task.Delay(random.Next(0, kill == 0 ? 1 : 300));
                process.Kill();
                await process.WaitForExitAsync();
            }

            var now = await database.HistoryAsync(history.Batch.Id);
            var bills = await database.BillsAsync();
            Assert.True(
                now.State == BatchState.Posted ? bills.Count == expected.Bills : bills.Count == 0 && now.State == BatchState.Approved,
                $"{now.State} with {bills.Count} bills after a kill (seed {seed})");
            Assert.True((await database.CheckAsync()).Count == 0, $"a flaw after a kill (seed {seed})");
            if (now.State == BatchState.Posted)
            {
                return;
            }
        }

        using (var process = Start(database, history.Batch.Id, told))
        {
            await UntilAsync(process, () => Read(told).Contains("end Done", StringComparison.Ordinal));
            await process.WaitForExitAsync();
        }

        Assert.Equal(BatchState.Posted, (await database.HistoryAsync(history.Batch.Id)).State);
        Assert.Equal(expected.Bills, (await database.BillsAsync()).Count);
        Assert.Empty(await database.CheckAsync());
    }

    private static async Task UntilAsync(Process process, Func<bool> done)
    {
        var since = Stopwatch.StartNew();
        while (!done())
        {
            Assert.True(!process.HasExited || done(), "the process ended before its time");
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(5), "the process does not post");
            await Task.Delay(5);
        }
    }

    private static string Read(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static Process Start(TestDatabase database, BatchId batch, string told)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList = { "-class", typeof(BatchPostingProcess).FullName!, "-explicit", "only", "-noLogo" },
        };
        start.Environment[BatchPostingProcess.Settings] = JsonSerializer.Serialize(database.Settings);
        start.Environment[BatchPostingProcess.Batch] = batch.ToString();
        start.Environment[BatchPostingProcess.Told] = told;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}

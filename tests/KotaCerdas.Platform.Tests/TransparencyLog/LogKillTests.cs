using KotaCerdas.TestKit;
using KotaCerdas.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.TransparencyLogs;

/// <summary>Conformance CT-LOG-06: the real process is killed with −9 while it appends.</summary>
public sealed class LogKillTests
{
    private const int Facts = 400;

    private static readonly int Points = HowMany.Of(2, 200);

    [Theory, OnEachDatabase]
    public async Task CT_LOG_06_Killed_at_random_points_the_log_never_has_two_roots_for_one_size(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var settings = new Dictionary<string, string?>(database.Settings, StringComparer.OrdinalIgnoreCase)
        {
            ["TransparencyLog:CheckpointSeconds"] = "0",
        };
        await using var services = KotaApp.Services(settings);
        await using var product = new ProductProcess(settings);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var seen = new Dictionary<long, string>();
        for (var point = 0; point < Points; point++)
        {
            product.Launch();
            await LogBook.PublishAsync(services, Facts / 4, point * Facts);
            if (point == 0 || (point > 1 && random.Next(4) > 0))
            {
                // The second point and some later ones lie in the start; these lie in the appending, which goes on while more is published.
                await product.ReadyAsync();
                await EmptyAsync(services);
            }

            for (var i = 1; i < 4; i++)
            {
                await LogBook.PublishAsync(services, Facts / 4, (point * Facts) + (i * Facts / 4));
                await Task.Delay(random.Next(0, 60));
            }

            await product.KillAsync();
            await AssertOneHistoryAsync(database, services, seen, seed);
        }

        await product.StartAsync();
        await EmptyAsync(services);
        await product.KillAsync();
        await AssertOneHistoryAsync(database, services, seen, seed);
        var report = (await LogBook.CheckAsync(database, LogBook.Region)).Value;
        Assert.Equal(Points * Facts, report.Entries);
        Assert.True(report.Checkpoints > 1, "everything was appended at once: the test proves nothing");
    }

    private static async Task AssertOneHistoryAsync(
        TestDatabase database, IServiceProvider services, Dictionary<long, string> seen, int seed)
    {
        Assert.True((await LogBook.FlawsAsync(database)).Count == 0, $"a flaw after a kill (seed {seed})");
        var now = (await LogBook.CheckpointsAsync(services, LogBook.Region)).ToDictionary(c => c.Size, c => c.Root);
        foreach (var (size, root) in seen)
        {
            Assert.True(now.TryGetValue(size, out var same) && same == root, $"the root at {size} is another one (seed {seed})");
        }

        foreach (var (size, root) in now)
        {
            seen[size] = root;
        }
    }

    private static async Task EmptyAsync(IServiceProvider services)
    {
        for (var i = 0; i < 900; i++)
        {
            var waiting = await LogBook.InScopeAsync(services, s =>
                s.GetRequiredService<KotaDb>().In<LogQueueRow>(RegionScope.Of(LogBook.Region)).CountAsync());
            if (waiting == 0)
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The queue did not empty");
    }
}

using System.Diagnostics;
using KotaCerdas.TestKit;
using KotaCerdas.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Operations;

/// <summary>
/// The real process is killed with −9 at random points while it works; afterwards nothing is half done and nothing is done twice.
/// </summary>
public sealed class KillTests
{
    private static readonly int Points = HowMany.Of(2, 200);
    private static readonly int Steps = HowMany.Full ? 60 : 150;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120 + (6 * Points));

    [Theory, OnEachDatabase]
    public async Task Killed_at_random_points_the_product_does_every_step_exactly_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var settings = new Dictionary<string, string?>(database.Settings, StringComparer.OrdinalIgnoreCase)
        {
            ["Operations:LeaseSeconds"] = "1",
        };
        await using var services = KotaApp.Services(settings);
        await using var product = new ProductProcess(settings);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var started = new List<OperationId>();
        var cutOff = 0;
        for (var point = 0; point < Points; point++)
        {
            started.Add(await StartAsync(services));
            product.Launch();
            await MomentAsync(product, services, random, point < 4 ? 3 - point : random.Next(4));
            await product.KillAsync();
            cutOff += await RunningAsync(services);
            await AssertNothingHalfDoneAsync(services, seed);
        }

        await product.StartAsync();
        var rows = await EndedAsync(services, started);
        Assert.All(rows, r => Assert.Equal(OperationState.Done, r.State));
        await AssertNothingHalfDoneAsync(services, seed);
        Assert.Equal(started.Count * Steps, (await StepsAsync(services)).Count);
        Assert.True(cutOff > 0, "no kill hit running work: the test proves nothing");
    }

    /// <summary>0 while it starts, 1 just after, 2 and 3 while it works.</summary>
    private static async Task MomentAsync(ProductProcess product, ServiceProvider services, Random random, int moment)
    {
        if (moment > 0)
        {
            await product.ReadyAsync();
        }

        for (var i = 0; i < 200 && moment > 1 && await RunningAsync(services) == 0; i++)
        {
            await Task.Delay(50);
        }

        await Task.Delay(random.Next(0, 1000));
    }

    private static Task<OperationId> StartAsync(ServiceProvider services) => InScopeAsync(services, async s =>
        (await s.GetRequiredService<Platform.Operations>().StartAsync(
            Actor.Platform("test"), PlatformModule.SelfCheck, RegionCode.National, new SelfCheckInput(Steps, 10), null, default)).Value);

    private static Task<int> RunningAsync(ServiceProvider services) => InScopeAsync(services, s =>
        Rows(s).CountAsync(o => o.State == OperationState.Running && o.Checkpoint != null));

    private static async Task AssertNothingHalfDoneAsync(ServiceProvider services, int seed)
    {
        var steps = await StepsAsync(services);
        Assert.True(steps.All(s => s.Value == "first,second"), $"half a step, or one twice (seed {seed})");
        var kept = await InScopeAsync(services, s =>
            Rows(s).Where(o => o.Checkpoint != null).Select(o => new { o.Id, o.Checkpoint }).ToListAsync());
        var done = steps.Keys.CountBy(k => k.Operation).ToDictionary();
        Assert.All(kept, k => Assert.Equal(k.Checkpoint, done[k.Id].ToString()));
        Assert.Equal(kept.Count, done.Count);
    }

    private static Task<Dictionary<(OperationId Operation, int Step), string>> StepsAsync(ServiceProvider services) =>
        InScopeAsync(services, async s =>
        (await s.GetRequiredService<KotaDb>().In<SelfCheckRow>(RegionScope.National("test")).AsNoTracking().ToListAsync())
            .GroupBy(r => (r.OperationId, r.Step))
                .ToDictionary(g => g.Key, g => string.Join(',', g.Select(r => r.Half).Order(StringComparer.Ordinal))));

    private static async Task<List<OperationRow>> EndedAsync(ServiceProvider services, List<OperationId> started)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Patience)
        {
            var rows = await InScopeAsync(services, s => Rows(s).ToListAsync());
            if (rows.Count == started.Count && rows.All(r => r.Ended))
            {
                return rows;
            }

            await Task.Delay(200);
        }

        throw new TimeoutException("The operations did not end after the last start");
    }

    private static IQueryable<OperationRow> Rows(IServiceProvider services) =>
        services.GetRequiredService<KotaDb>().In<OperationRow>(RegionScope.National("test")).AsNoTracking()
            .Where(o => o.Kind == "platform.self-check");

    private static async Task<T> InScopeAsync<T>(ServiceProvider services, Func<IServiceProvider, Task<T>> run)
    {
        await using var scope = services.CreateAsyncScope();
        return await run(scope.ServiceProvider);
    }
}

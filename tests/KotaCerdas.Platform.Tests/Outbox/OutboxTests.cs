using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Outbox;

public sealed class OutboxTests
{
    private static readonly RegionCode PagarAlam = RegionCode.Parse("16.72");
    private static readonly RegionCode Sleman = RegionCode.Parse("34.04");

    [Theory, OnEachDatabase]
    public async Task Each_handler_handles_each_event_once_in_order(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        await node.PublishAsync(PagarAlam, "a", "b", "c");
        await DispatchAllAsync(node);
        string[] expected = ["first a", "second a", "first b", "second b", "first c", "second c"];
        Assert.Equal(expected, node.Script.Log);
        Assert.Equal(expected, await node.TrailAsync());
    }

    [Theory, OnEachDatabase]
    public async Task A_failed_handler_leaves_nothing_and_the_one_that_succeeded_does_not_run_again(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        var broken = true;
        node.Script.Handler = (name, _) => broken && name == "second" ? throw new IOException("away") : Task.CompletedTask;
        await node.PublishAsync(PagarAlam, "a");
        await DispatchAllAsync(node);
        Assert.Equal(["first a"], await node.TrailAsync());

        broken = false;
        await DispatchAllAsync(node);
        Assert.Equal(["first a"], await node.TrailAsync()); // not before its time
        database.Clock.Advance(TimeSpan.FromSeconds(1));
        await DispatchAllAsync(node);
        Assert.Equal(["first a", "second a"], await node.TrailAsync());
        Assert.Equal(["first a", "second a", "second a"], node.Script.Log);
    }

    [Theory, OnEachDatabase]
    public async Task A_failing_event_holds_up_its_region_and_no_other(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        node.Script.Handler = (_, happened) => happened.What == "bad" ? throw new IOException("away") : Task.CompletedTask;
        await node.PublishAsync(PagarAlam, "bad", "after");
        await node.PublishAsync(Sleman, "free");
        await DispatchAllAsync(node);
        Assert.Equal(["first free", "second free"], await node.TrailAsync());
    }

    [Theory, OnEachDatabase]
    public async Task After_eight_deliveries_an_event_is_laid_aside_until_it_is_replayed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        var broken = true;
        node.Script.Handler = (_, happened) => broken && happened.What == "bad" ? throw new IOException("away") : Task.CompletedTask;
        await node.PublishAsync(PagarAlam, "bad", "after");
        for (var i = 0; i < OutboxDispatcher.MaxAttempts; i++)
        {
            Assert.Empty(await node.TrailAsync());
            await DispatchAllAsync(node);
            database.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        await DispatchAllAsync(node);
        Assert.Equal(["first after", "second after"], await node.TrailAsync());
        var dead = Assert.Single(await DeadAsync(node));
        Assert.Equal((8, "probe.first: IOException"), (dead.Attempts, dead.LastError));

        broken = false;
        var replayed = await node.InScopeAsync(
            s => s.GetRequiredService<DeadLetters>().ReplayAsync(Actor.Platform("test"), PagarAlam, dead.Id, default));
        Assert.False(replayed.Failed);
        await DispatchAllAsync(node);
        Assert.Equal(["first after", "second after", "first bad", "second bad"], await node.TrailAsync());
        Assert.Empty(await DeadAsync(node));
    }

    [Theory, OnEachDatabase]
    public async Task Several_nodes_deliver_every_event_once_and_in_order(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var nodes = Enumerable.Range(0, 3).Select(_ => new ProbeNode(database)).ToList();
        var what = Enumerable.Range(0, 25).Select(i => $"e{i:00}").ToArray();
        await nodes[0].PublishAsync(PagarAlam, what);
        await nodes[0].PublishAsync(Sleman, what);
        await Task.WhenAll(nodes.Select(n => Task.Run(async () =>
        {
            while (await OpenAsync(nodes[0]) > 0)
            {
                await n.Get<OutboxDispatcher>().DispatchAsync(default);
            }
        })));
        var trail = await nodes[0].InScopeAsync(s => s.GetRequiredService<KotaDb>().In<TrailEntry>(RegionScope.National("test"))
            .Where(t => t.SubjectKind == "probe").OrderBy(t => t.Id).Select(t => new { t.RegionCode, Line = t.ActorName + " " + t.Action })
                .ToListAsync());
        foreach (var region in new[] { PagarAlam, Sleman })
        {
            Assert.Equal(what.SelectMany(w => new[] { $"first {w}", $"second {w}" }),
                trail.Where(t => t.RegionCode == region).Select(t => t.Line));
        }

        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    private static async Task DispatchAllAsync(ProbeNode node)
    {
        while (await node.Get<OutboxDispatcher>().DispatchAsync(default))
        {
        }
    }

    private static Task<int> OpenAsync(ProbeNode node) => node.InScopeAsync(s =>
        s.GetRequiredService<KotaDb>().In<OutboxRow>(RegionScope.National("test")).CountAsync(o => o.DoneAt == null));

    private static Task<List<OutboxRow>> DeadAsync(ProbeNode node) => node.InScopeAsync(s =>
        s.GetRequiredService<DeadLetters>().ListAsync(RegionScope.National("test"), Guid.Empty, 10, default));
}

using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Operations;

public sealed class OperationTests
{
    private static readonly OperationResult Fine = new("Platform.Operations.SelfCheckDone", "/hasil", 7);

    [Theory, OnEachDatabase]
    public async Task An_operation_ends_with_its_result_and_its_last_progress(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        node.Script.Operation = (context, _, _, _) =>
        {
            context.Report(3, 4, "Platform.Operations.SelfCheckStep", 3);
            return Task.FromResult<Outcome<OperationResult>>(Fine);
        };
        var id = (await node.StartAsync()).Value;
        Assert.Equal(1, await node.RunAllAsync());

        var row = await node.ReadAsync(id);
        Assert.Equal(OperationState.Done, row.State);
        Assert.Equal((3L, 4L, "[3]"), (row.ProgressDone, row.ProgressTotal, row.MessageArgs));
        var result = OperationResult.FromJson(row.Result!);
        Assert.Equal("/hasil", result.Link);
        Assert.Equal([7L], result.Args);
        Assert.Null(row.DueAt);
    }

    [Theory, OnEachDatabase]
    public async Task Asking_twice_with_one_key_gives_one_operation(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => node.StartAsync("same")));
        Assert.Single(all.Select(o => o.Value).Distinct());
        Assert.NotEqual((await node.StartAsync("other")).Value, all[0].Value);
    }

    [Theory, OnEachDatabase]
    public async Task Who_lacks_the_permission_starts_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        Assert.Equal("Platform.Access.NotAllowed", (await node.StartAsync(actor: Actor.Visitor)).Problem.Code);
        Assert.Equal(0, await node.RunAllAsync());
    }

    [Theory, OnEachDatabase]
    public async Task What_breaks_is_tried_again_later_and_later_and_then_fails(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        node.Script.Operation = (_, _, _, _) => throw new InvalidOperationException("broken");
        var id = (await node.StartAsync()).Value;
        foreach (var wait in new[] { 5, 10 })
        {
            Assert.Equal(1, await node.RunAllAsync());
            var row = await node.ReadAsync(id);
            Assert.Equal(OperationState.Queued, row.State);
            Assert.Equal(database.Clock.GetUtcNow().UtcDateTime.AddSeconds(wait), row.DueAt);
            database.Clock.Advance(TimeSpan.FromSeconds(wait));
        }

        Assert.Equal(1, await node.RunAllAsync());
        var failed = await node.ReadAsync(id);
        Assert.Equal((OperationState.Failed, 3), (failed.State, failed.Attempts));
        Assert.Equal("Platform.Operations.Broke", OperationError.FromJson(failed.Error!).Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_problem_fails_at_once_and_can_be_repeated_by_hand(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        node.Script.Operation = (_, _, _, _) =>
            Task.FromResult<Outcome<OperationResult>>(new Problem("Platform.Operations.UnknownKind", null, "x"));
        var id = (await node.StartAsync()).Value;
        await node.RunAllAsync();
        Assert.Equal(OperationState.Failed, (await node.ReadAsync(id)).State);

        node.Script.Operation = (_, _, _, _) => Task.FromResult<Outcome<OperationResult>>(Fine);
        Assert.False((await RetryAsync(node, id)).Failed);
        await node.RunAllAsync();
        Assert.Equal(OperationState.Done, (await node.ReadAsync(id)).State);
        Assert.Equal("Platform.Operations.NotEnded", (await RetryAsync(node, id)).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_waiting_operation_is_cancelled_at_once_and_a_running_one_at_its_next_step(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        var waiting = (await node.StartAsync()).Value;
        Assert.False((await CancelAsync(node, waiting)).Failed);
        Assert.Equal(0, await node.RunAllAsync());
        Assert.Equal(OperationState.Cancelled, (await node.ReadAsync(waiting)).State);

        var begun = new TaskCompletionSource();
        node.Script.Operation = async (_, _, _, cancel) =>
        {
            begun.SetResult();
            await Task.Delay(TimeSpan.FromMinutes(1), cancel);
            return Fine;
        };
        var running = (await node.StartAsync()).Value;
        var run = node.RunAllAsync();
        await begun.Task;
        Assert.False((await CancelAsync(node, running)).Failed);
        await run.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(OperationState.Cancelled, (await node.ReadAsync(running)).State);
        Assert.Equal("Platform.Operations.Ended", (await CancelAsync(node, running)).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Stopping_the_process_gives_the_work_back_without_a_mark_against_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        using var stop = new CancellationTokenSource();
        node.Script.Operation = async (_, _, _, cancel) =>
        {
            await stop.CancelAsync();
            await Task.Delay(TimeSpan.FromMinutes(1), cancel);
            return Fine;
        };
        var id = (await node.StartAsync()).Value;
        Assert.True(await node.Get<OperationRunner>().RunNextAsync(stop.Token));
        var row = await node.ReadAsync(id);
        Assert.Equal((OperationState.Queued, 0), (row.State, row.Attempts));
        Assert.NotNull(row.DueAt);
    }

    [Theory, OnEachDatabase]
    public async Task A_silent_worker_is_replaced_after_its_lease_and_can_do_no_harm_afterwards(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        await using var other = new ProbeNode(database);
        var id = (await node.StartAsync()).Value;
        var silent = await node.Get<OperationRunner>().ClaimAsync(default);
        Assert.Null(await other.Get<OperationRunner>().ClaimAsync(default));
        database.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(1, await other.RunAllAsync());

        node.Script.Operation = async (context, _, services, cancel) =>
        {
            var db = services.GetRequiredService<KotaDb>();
            await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
            services.GetRequiredService<Trail>().Add(context.Actor, "late", new Subject(RegionCode.National, "probe", "1"));
            await context.CheckpointAsync(db, 1, cancel);
            await write.CommitAsync(cancel);
            return Fine;
        };
        await node.Get<OperationRunner>().RunAsync(silent!, null, default);
        Assert.Empty(await node.TrailAsync());
        var row = await node.ReadAsync(id);
        Assert.Equal((OperationState.Done, 2), (row.State, row.Attempts));
    }

    [Theory, OnEachDatabase]
    public async Task Who_takes_over_goes_on_from_what_a_slow_worker_kept_after_the_row_was_seen(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        await using var other = new ProbeNode(database);
        var id = (await node.StartAsync()).Value;
        OperationRow? taken = null;
        node.Script.Operation = async (context, _, services, cancel) =>
        {
            database.Clock.Advance(TimeSpan.FromSeconds(15));
            var seen = await other.ReadAsync(id);
            var db = services.GetRequiredService<KotaDb>();
            await using (var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel))
            {
                await context.CheckpointAsync(db, 41, cancel);
                await write.CommitAsync(cancel);
            }

            taken = await other.Get<OperationRunner>().TakeAsync(other.Get<KotaDb>(), seen, cancel);
            return Fine;
        };
        await node.Get<OperationRunner>().RunNextAsync(default);
        Assert.Equal(("41", 1, OperationState.Running), (taken?.Checkpoint, taken?.Attempts, taken?.State));
        Assert.Equal(taken!.LeaseToken, (await node.ReadAsync(id)).LeaseToken);
    }

    [Theory, OnEachDatabase]
    public async Task A_run_goes_on_from_its_checkpoint_and_a_checkpoint_clears_the_count(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        var steps = new List<int>();
        node.Script.Operation = async (context, _, services, cancel) =>
        {
            var db = services.GetRequiredService<KotaDb>();
            for (var step = context.Resume(0); step < 6; step++)
            {
                steps.Add(step);
                await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
                services.GetRequiredService<Trail>().Add(context.Actor, $"step{step}", new Subject(RegionCode.National, "probe", "1"));
                await context.CheckpointAsync(db, step + 1, cancel);
                if (steps.Count % 2 == 0)
                {
                    throw new IOException("power");
                }

                await write.CommitAsync(cancel);
            }

            return Fine;
        };
        var id = (await node.StartAsync()).Value;
        for (var i = 0; i < 10; i++)
        {
            await node.RunAllAsync();
            database.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(OperationState.Done, (await node.ReadAsync(id)).State);
        Assert.Equal([0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5], steps);
        Assert.Equal(["step0", "step1", "step2", "step3", "step4", "step5"], (await node.TrailAsync()).Select(t => t.Split(' ')[^1]));
    }

    [Theory, OnEachDatabase]
    public async Task The_command_line_runs_the_same_code_at_once_and_leaves_the_same_record(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        var seen = new List<OperationProgress>();
        var row = await node.Get<OperationRunner>().RunNowAsync(
            Actor.Platform("verb"), PlatformModule.SelfCheck, RegionCode.National, new SelfCheckInput(5, 0), new Now(seen.Add), default);
        Assert.Equal((OperationState.Done, 5L, "verb"), (row.State, row.ProgressDone, row.StartedByName));
        Assert.Equal([0, 1, 2, 3, 4, 5], seen.Select(p => p.Done));
    }

    [Theory, OnEachDatabase]
    public async Task A_schedule_starts_once_a_slot_whatever_the_number_of_nodes(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var module = new ProbeModule
        {
            Schedules =
            [
                Schedule.Every("probe.hourly", TimeSpan.FromHours(1), ProbeModule.Kind, new ProbeInput("hourly")),
                Schedule.Daily("probe.daily", new TimeOnly(9, 30), RegionZone.WIB, ProbeModule.Kind, new ProbeInput("daily")),
            ],
        };
        await using var one = new ProbeNode(database, module);
        await using var two = new ProbeNode(database, module);
        Task TickAsync() => Task.WhenAll(one.Get<Scheduler>().StartDueAsync(default), two.Get<Scheduler>().StartDueAsync(default));

        var products = ModuleList.All.Sum(m => m.Schedules.Count) - 1; // one waits until measures are asked for
        await TickAsync(); // 09.00 WIB: this hour's slot, yesterday's of 09.30, and the product's own
        await TickAsync();
        Assert.Equal(2 + products, await one.RunAllAsync());
        database.Clock.Advance(TimeSpan.FromMinutes(31));
        await TickAsync();
        Assert.Equal(1, await one.RunAllAsync());
        database.Clock.Advance(TimeSpan.FromMinutes(30));
        await TickAsync();
        await TickAsync();
        Assert.Equal(1, await two.RunAllAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Four_workers_take_each_operation_once(DatabaseEngine engine)
    {
        var count = HowMany.Of(60, 2_000);
        await using var database = await TestDatabase.CreateAsync(engine);
        var nodes = Enumerable.Range(0, 4).Select(_ => new ProbeNode(database)).ToList();
        var taken = new System.Collections.Concurrent.ConcurrentBag<OperationId>();
        foreach (var node in nodes)
        {
            node.Script.Operation = (context, _, _, _) =>
            {
                taken.Add(context.Id);
                return Task.FromResult<Outcome<OperationResult>>(Fine);
            };
        }

        for (var i = 0; i < count; i++)
        {
            await nodes[0].StartAsync();
        }

        var runs = await Task.WhenAll(nodes.Select(n => Task.Run(n.RunAllAsync)));
        Assert.Equal(count, runs.Sum());
        Assert.Equal(count, taken.Distinct().Count());
        Assert.Equal(count, taken.Count);
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    private static Task<Outcome<Nothing>> CancelAsync(ProbeNode node, OperationId id) =>
        node.InScopeAsync(s => s.GetRequiredService<Platform.Operations>().CancelAsync(Actor.Platform("test"), id, default));

    private static Task<Outcome<Nothing>> RetryAsync(ProbeNode node, OperationId id) =>
        node.InScopeAsync(s => s.GetRequiredService<Platform.Operations>().RetryAsync(Actor.Platform("test"), id, default));

    private sealed class Now(Action<OperationProgress> tell) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value) => tell(value);
    }
}

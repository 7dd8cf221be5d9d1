using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Operations;

/// <summary>What is forgotten of background work, and what is not.</summary>
public sealed class PruneTests
{
    private static readonly RegionScope Everywhere = RegionScope.National("test");

    [Theory, OnEachDatabase]
    public async Task Old_traces_are_forgotten_and_what_still_matters_is_kept(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        var old = await LeaveAsync(node);
        database.Clock.Advance(TimeSpan.FromDays(91));
        var young = await LeaveAsync(node);
        Assert.Equal((0, 1, 1), await PruneAsync(node));
        Assert.Equal((0, 0, 0), await PruneAsync(node));
        await node.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<KotaDb>();
            var events = await db.In<OutboxRow>(Everywhere).Where(o => o.Name == "test.event.v1").Select(o => o.Id).ToListAsync();
            Assert.Equal(new[] { old.Dead, young.Dead, young.Done }.Order(), events.Order());
            var handled = db.In<InboxRow>(Everywhere).Where(i => i.Handler == "test");
            Assert.Equal([young.Done], await handled.Select(i => i.EventId).ToListAsync());
            Assert.Equal(
                [MailState.Failed, MailState.Failed, MailState.Sent],
                await db.Shared<MailRow>().Select(m => m.State).OrderBy(m => m).ToListAsync());
            return true;
        });
        Assert.Equal(OperationState.Done, (await node.ReadAsync(old.Operation)).State);

        database.Clock.Advance(TimeSpan.FromDays(366 - 91));
        Assert.Equal(1, (await PruneAsync(node)).Operations);
        await Assert.ThrowsAsync<InvalidOperationException>(() => node.ReadAsync(old.Operation));
        Assert.Equal(OperationState.Done, (await node.ReadAsync(young.Operation)).State);
    }

    [Theory, OnEachDatabase]
    public async Task What_moves_measures_within_two_minutes_leads_to_one_publication_by_any_node(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var one = new ProbeNode(database);
        await using var two = new ProbeNode(database);
        await TickAsync(one, two);
        await one.RunAllAsync();
        var before = await PublicationsAsync(one);

        await AskAsync(one);
        await AskAsync(two);
        await TickAsync(one, two);
        Assert.Equal(before, await PublicationsAsync(one));
        database.Clock.Advance(MeasureRequests.Within);
        await TickAsync(one, two);
        await TickAsync(two, one);
        Assert.Equal(before + 1, await PublicationsAsync(one));

        await AskAsync(two);
        database.Clock.Advance(MeasureRequests.Within);
        await TickAsync(one, two);
        Assert.Equal(before + 2, await PublicationsAsync(one));
    }

    private static async Task<(OperationId Operation, Guid Done, Guid Dead)> LeaveAsync(ProbeNode node)
    {
        var started = await node.StartAsync();
        await node.RunAllAsync();
        return await node.InScopeAsync(async s =>
        {
            var (db, clock) = (s.GetRequiredService<KotaDb>(), s.GetRequiredService<TimeProvider>());
            var now = clock.GetUtcNow().UtcDateTime;
            var (done, dead) = (Event(clock, now, null), Event(clock, null, now));
            await using var write = await db.BeginWriteAsync(Everywhere, default);
            db.AddRange(done, dead, Mail(clock, MailState.Sent), Mail(clock, MailState.Failed));
            db.Add(new InboxRow { RegionCode = done.RegionCode, EventId = done.Id, Handler = "test", HandledAt = now });
            await write.CommitAsync(default);
            return (started.Value, done.Id, dead.Id);
        });
    }

    private static OutboxRow Event(TimeProvider clock, DateTime? done, DateTime? dead) => new()
    {
        RegionCode = RegionCode.Parse("16.72"), Id = Ids.New(clock), Name = "test.event.v1", Payload = "{}",
        OccurredAt = clock.GetUtcNow().UtcDateTime, NextAttemptAt = clock.GetUtcNow().UtcDateTime, DoneAt = done, DeadAt = dead,
    };

    private static MailRow Mail(TimeProvider clock, MailState state) => new()
    {
        Id = Ids.New(clock), UserId = new UserId(Ids.New(clock)), TextKey = "x", TextArgs = "[]", State = state,
        CreatedAt = clock.GetUtcNow().UtcDateTime,
    };

    private static async Task<(int Operations, int Events, int Mails)> PruneAsync(ProbeNode node)
    {
        var row = await node.Get<OperationRunner>().RunNowAsync(
            Actor.Platform("test"), PlatformModule.Pruning, RegionCode.National, new PruneInput(), new Progress<OperationProgress>(),
            default);
        Assert.Equal(OperationState.Done, row.State);
        var counts = OperationResult.FromJson(row.Result!).Args.Select(a => Convert.ToInt32(a)).ToList();
        return (counts[0], counts[1], counts[2]);
    }

    private static async Task TickAsync(params ProbeNode[] nodes)
    {
        foreach (var node in nodes)
        {
            await node.Get<Scheduler>().StartDueAsync(default);
        }
    }

    private static Task<bool> AskAsync(ProbeNode node) => node.InScopeAsync(async s =>
    {
        await using var write = await s.GetRequiredService<KotaDb>().BeginWriteAsync(RegionScope.Of(RegionCode.National), default);
        await s.GetRequiredService<MeasureRequests>().AddAsync(default);
        await write.CommitAsync(default);
        return true;
    });

    private static Task<int> PublicationsAsync(ProbeNode node) => node.InScopeAsync(s => s.GetRequiredService<KotaDb>()
        .In<OperationRow>(Everywhere).CountAsync(o => o.Kind == PlatformModule.MeasurePublication.Name));
}

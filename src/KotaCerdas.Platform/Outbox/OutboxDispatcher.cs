using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KotaCerdas.Platform;

/// <summary>
/// Delivers events to their handlers, at least once, in order within a region: an event that fails holds up its region until it succeeds
/// or, after <see cref="MaxAttempts"/> deliveries, is laid aside as a dead letter. Several nodes may dispatch at once.
/// </summary>
public sealed partial class OutboxDispatcher(
    EventSubscriptions subscriptions, IServiceScopeFactory scopes, TimeProvider clock, ILogger<OutboxDispatcher> logger)
{
    /// <summary>Deliveries after which an event is laid aside; about two minutes.</summary>
    public const int MaxAttempts = 8;

    private const int Batch = 50;

    private static readonly Backoff Wait = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    private enum Delivery
    {
        Delivered,
        Failed,
        ElsewhereNow,
    }

    /// <summary>Delivers what is waiting; true where something was delivered.</summary>
    public async Task<bool> DispatchAsync(CancellationToken cancel)
    {
        List<RegionCode> regions;
        await using (var scope = scopes.CreateAsyncScope())
        {
            regions = await Open(scope.ServiceProvider.GetRequiredService<KotaDb>(), RegionScope.National("outbox dispatcher"))
                .Select(o => o.RegionCode).Distinct().ToListAsync(cancel);
        }

        var delivered = false;
        foreach (var region in regions)
        {
            delivered |= await DispatchRegionAsync(region, cancel);
        }

        return delivered;
    }

    private static IQueryable<OutboxRow> Open(KotaDb db, RegionScope scope) =>
        db.In<OutboxRow>(scope).Where(o => o.DoneAt == null && o.DeadAt == null);

    private async Task<bool> DispatchRegionAsync(RegionCode region, CancellationToken cancel)
    {
        List<OutboxRow> rows;
        await using (var scope = scopes.CreateAsyncScope())
        {
            rows = await Open(scope.ServiceProvider.GetRequiredService<KotaDb>(), RegionScope.Of(region))
                .AsNoTracking().OrderBy(o => o.Id).Take(Batch).ToListAsync(cancel);
        }

        var delivered = false;
        foreach (var row in rows)
        {
            if (row.NextAttemptAt > clock.GetUtcNow().UtcDateTime || await DeliverAsync(row, cancel) != Delivery.Delivered)
            {
                return delivered;
            }

            delivered = true;
        }

        return delivered;
    }

    private async Task<Delivery> DeliverAsync(OutboxRow row, CancellationToken cancel)
    {
        foreach (var subscription in subscriptions.To(row.Name))
        {
            try
            {
                if (!await HandleAsync(subscription, row, cancel))
                {
                    return Delivery.ElsewhereNow;
                }
            }
            catch (Exception problem) when (!cancel.IsCancellationRequested)
            {
                DeliveryFailed(logger, row.Name, row.Id, subscription.Handler, row.Attempts + 1, problem);
                await PutOffAsync(row, subscription, problem);
                return Delivery.Failed;
            }
        }

        return await CloseAsync(row, cancel) ? Delivery.Delivered : Delivery.ElsewhereNow;
    }

    /// <summary>Runs one handler and notes it, in one transaction; false where another node has the event.</summary>
    private async Task<bool> HandleAsync(EventSubscription subscription, OutboxRow row, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        var region = RegionScope.Of(row.RegionCode);
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = Actor.Platform(subscription.Handler);
        await using var write = await db.BeginWriteAsync(region, cancel);
        if (!await LockAsync(db, row, cancel))
        {
            return false;
        }

        if (await db.In<InboxRow>(region).AnyAsync(i => i.EventId == row.Id && i.Handler == subscription.Handler, cancel))
        {
            return true;
        }

        await subscription.HandleAsync(scope.ServiceProvider, row, cancel);
        db.Add(new InboxRow
        {
            RegionCode = row.RegionCode,
            EventId = row.Id,
            Handler = subscription.Handler,
            HandledAt = clock.GetUtcNow().UtcDateTime,
        });
        await write.CommitAsync(cancel);
        return true;
    }

    /// <summary>Keeps other nodes from the event until the commit. On SQLite the open write already does.</summary>
    private static async Task<bool> LockAsync(KotaDb db, OutboxRow row, CancellationToken cancel)
    {
        if (db.Engine == DatabaseEngine.Sqlite)
        {
            return await Open(db, RegionScope.Of(row.RegionCode)).AnyAsync(o => o.Id == row.Id, cancel);
        }

        var region = row.RegionCode.Value;
        var locked = await db.Database
            .SqlQuery<Guid>(
                $"""
                select id as "Value" from platform_outbox
                 where region_code = {region} and id = {row.Id} and done_at is null and dead_at is null for update skip locked
                """)
            .ToListAsync(cancel);
        return locked.Count == 1;
    }

    private async Task<bool> CloseAsync(OutboxRow row, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await ChangeAsync(row, rows =>
            rows.ExecuteUpdateAsync(s => s.SetProperty(o => o.DoneAt, now).SetProperty(o => o.LastError, string.Empty), cancel));
    }

    private async Task PutOffAsync(OutboxRow row, EventSubscription subscription, Exception problem)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var attempts = row.Attempts + 1;
        DateTime? dead = attempts >= MaxAttempts ? now : null;
        var error = $"{subscription.Handler}: {problem.GetType().Name}";
        await ChangeAsync(row, rows => rows.Where(o => o.Attempts == row.Attempts).ExecuteUpdateAsync(
            s => s.SetProperty(o => o.Attempts, attempts)
                .SetProperty(o => o.NextAttemptAt, now + Wait.After(attempts))
                .SetProperty(o => o.DeadAt, dead)
                .SetProperty(o => o.LastError, error)));
    }

    private async Task<bool> ChangeAsync(OutboxRow row, Func<IQueryable<OutboxRow>, Task<int>> change)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        var region = RegionScope.Of(row.RegionCode);
        await using var write = await db.BeginWriteAsync(region, CancellationToken.None);
        var changed = await change(Open(db, region).Where(o => o.Id == row.Id));
        await write.CommitAsync(CancellationToken.None);
        return changed == 1;
    }

    [LoggerMessage(LogLevel.Error, "Event {Name} {Id}: handler {Handler} failed in delivery {Attempt}")]
    private static partial void DeliveryFailed(ILogger logger, string name, Guid id, string handler, int attempt, Exception problem);
}

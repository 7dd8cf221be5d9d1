using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using BackgroundOperations = KotaCerdas.Platform.Operations;

namespace KotaCerdas.Demo;

/// <summary>What the record of the demo's operation says: whether there is a demo, and whether it is being played.</summary>
internal static class DemoRecord
{
    private const string OnceKey = "demo";

    public static readonly Actor Host = Actor.Platform("kotacerdas demo");

    private static readonly RegionScope Scope = RegionScope.Of(RegionCode.National);

    /// <summary>
    /// Whether there is a demo, from the start of the first play until the wipe, and how far it is while it is being made.
    /// </summary>
    public static async Task<(bool IsThere, int? Percent)> StandAsync(KotaDb db, CancellationToken cancel)
    {
        var row = await Rows(db).OrderByDescending(o => o.Id).Select(o => new { o.State, o.ProgressDone, o.ProgressTotal })
            .FirstOrDefaultAsync(cancel);
        var percent = row is { State: OperationState.Queued or OperationState.Running }
            ? (int)(100 * row.ProgressDone / Math.Max(1, row.ProgressTotal)) : (int?)null;
        return (row is not null, percent);
    }

    /// <summary>True while a worker plays it, here or in another process.</summary>
    public static Task<bool> IsPlayingAsync(KotaDb db, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return Rows(db).AnyAsync(o => o.State == OperationState.Running && o.DueAt > now, cancel);
    }

    /// <summary>True once it has been played to the end.</summary>
    public static Task<bool> IsDoneAsync(KotaDb db, CancellationToken cancel) =>
        Rows(db).AnyAsync(o => o.State == OperationState.Done, cancel);

    /// <summary>Queues the demo where there is none; one that failed or was stopped is queued again.</summary>
    public static async Task EnsureAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var rows = await Rows(scope.ServiceProvider.GetRequiredService<KotaDb>()).OrderBy(o => o.Id).ToListAsync(cancel);
        var operations = scope.ServiceProvider.GetRequiredService<BackgroundOperations>();
        if (rows.Count == 0)
        {
            await operations.StartAsync(Host, PlayDemo.Kind, RegionCode.National, DemoSeason.Standard, OnceKey, cancel);
        }
        else if (rows.TrueForAll(r => r.State is OperationState.Failed or OperationState.Cancelled))
        {
            await operations.RetryAsync(Host, rows[^1].Id, cancel);
        }
    }

    private static IQueryable<OperationRow> Rows(KotaDb db)
    {
        var name = PlayDemo.Kind.Name;
        return db.In<OperationRow>(Scope).AsNoTracking().Where(o => o.Kind == name);
    }
}

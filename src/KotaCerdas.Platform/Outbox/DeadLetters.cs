using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>Events that no retry could deliver.</summary>
public sealed class DeadLetters(KotaDb db, TimeProvider clock)
{
    /// <summary>Dead letters inside a scope, oldest first, after a given one.</summary>
    public Task<List<OutboxRow>> ListAsync(RegionScope scope, Guid after, int count, CancellationToken cancel) =>
        db.In<OutboxRow>(scope).AsNoTracking().Where(o => o.DeadAt != null && o.Id > after).OrderBy(o => o.Id).Take(count)
            .ToListAsync(cancel);

    /// <summary>
    /// Sends a dead letter out again. It comes after what was delivered meanwhile; handlers that had handled it do not handle it again.
    /// </summary>
    public async Task<Outcome<Nothing>> ReplayAsync(Actor actor, RegionCode region, Guid id, CancellationToken cancel)
    {
        if (actor.Refuse(PlatformModule.ManageOperations, region) is { } refused)
        {
            return refused;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var row = await db.In<OutboxRow>(RegionScope.Of(region)).SingleOrDefaultAsync(o => o.Id == id && o.DeadAt != null, cancel);
        if (row is null)
        {
            return new Problem("Platform.Operations.NotFound");
        }

        row.DeadAt = null;
        row.Attempts = 0;
        row.NextAttemptAt = clock.GetUtcNow().UtcDateTime;
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }
}

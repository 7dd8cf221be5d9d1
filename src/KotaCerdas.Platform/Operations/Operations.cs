using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>Starts background operations, and what people may do with them afterwards.</summary>
public sealed class Operations(KotaDb db, OperationKinds kinds, TimeProvider clock)
{
    private static readonly Problem Missing = new("Platform.Operations.NotFound");

    /// <summary>
    /// Starts an operation in a write of its own, or returns the one that was started with the same key for the same region and kind.
    /// </summary>
    /// <param name="actor">Who asks; the kind's permission is checked for the region.</param>
    /// <param name="kind">What to run.</param>
    /// <param name="region">For which region, <c>00</c> for the country.</param>
    /// <param name="input">Its input.</param>
    /// <param name="idempotencyKey">What makes asking twice harmless; null where each call means another run.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<Outcome<OperationId>> StartAsync<TInput>(
        Actor actor, OperationKind<TInput> kind, RegionCode region, TInput input, string? idempotencyKey, CancellationToken cancel)
    {
        if (actor.Refuse(kind.Permission, region) is { } refused)
        {
            return refused;
        }

        var row = Row(actor, kind, region, input, idempotencyKey);
        return await SaveOnceAsync(row, cancel);
    }

    /// <summary>Adds an operation to the open write, for an event handler or a feature that starts work together with a change.</summary>
    /// <param name="actor">For whom it runs.</param>
    /// <param name="kind">What to run.</param>
    /// <param name="region">For which region; the open write must include it.</param>
    /// <param name="input">Its input.</param>
    public OperationId Add<TInput>(Actor actor, OperationKind<TInput> kind, RegionCode region, TInput input)
    {
        var row = Row(actor, kind, region, input, null);
        db.Add(row);
        return row.Id;
    }

    /// <summary>The operation, where the actor may see it: their own, or any with <see cref="PlatformModule.ManageOperations"/>.</summary>
    public async Task<OperationRow?> FindAsync(Actor actor, OperationId id, CancellationToken cancel)
    {
        var row = await db.In<OperationRow>(RegionScope.National("an operation by its id")).AsNoTracking()
            .SingleOrDefaultAsync(o => o.Id == id, cancel);
        return row is not null && MaySee(actor, row) ? row : null;
    }

    /// <summary>The country's operations that belong to a page, have not ended and may be seen by the actor, oldest first.</summary>
    public async Task<IReadOnlyList<OperationRow>> RunningAtAsync(Actor actor, string page, CancellationToken cancel)
    {
        var open = await db.In<OperationRow>(RegionScope.Of(RegionCode.National)).AsNoTracking()
            .Where(o => o.RegionCode == RegionCode.National && o.DueAt != null).OrderBy(o => o.Id).ToListAsync(cancel);
        return [.. open.Where(o => MaySee(actor, o) && kinds.Find(o.Kind)?.PageOf(o) == page)];
    }

    /// <summary>Asks an operation to stop: at once while it waits, at its next step while it runs.</summary>
    public Task<Outcome<Nothing>> CancelAsync(Actor actor, OperationId id, CancellationToken cancel) =>
        ChangeAsync(actor, id, CancelRow, cancel);

    /// <summary>Queues an operation that failed or was cancelled again; it goes on from its last checkpoint.</summary>
    public Task<Outcome<Nothing>> RetryAsync(Actor actor, OperationId id, CancellationToken cancel) =>
        ChangeAsync(actor, id, RetryRow, cancel);

    /// <summary>True where the actor may see the operation.</summary>
    public static bool MaySee(Actor actor, OperationRow row) =>
        (row.StartedBy is not null && row.StartedBy == actor.User) || actor.May(PlatformModule.ManageOperations, row.RegionCode);

    internal async Task<OperationId> SaveOnceAsync(OperationRow row, CancellationToken cancel)
    {
        if (await SameAsync(row, cancel) is { } earlier)
        {
            return earlier;
        }

        try
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(row.RegionCode), cancel);
            db.Add(row);
            await write.CommitAsync(cancel);
            return row.Id;
        }
        catch (DbUpdateException)
        {
            db.Entry(row).State = EntityState.Detached;
            if (await SameAsync(row, cancel) is { } other)
            {
                return other;
            }

            throw;
        }
    }

    internal OperationRow Row<TInput>(Actor actor, OperationKind<TInput> kind, RegionCode region, TInput input, string? idempotencyKey)
    {
        Check.That(kinds.Find(kind.Name) == kind);
        var id = Ids.New<OperationId>(clock);
        var now = clock.GetUtcNow().UtcDateTime;
        return new OperationRow
        {
            RegionCode = region,
            Id = id,
            Kind = kind.Name,
            Input = JsonSerializer.Serialize(input, OperationKind.Json),
            State = OperationState.Queued,
            DueAt = now,
            MaxAttempts = kind.MaxAttempts,
            IdempotencyKey = idempotencyKey ?? id.ToString(),
            StartedBy = actor.User,
            StartedByName = actor.Name,
            CreatedAt = now,
        };
    }

    private static Problem? RetryRow(OperationRow row, DateTime now)
    {
        if (row.State is not (OperationState.Failed or OperationState.Cancelled))
        {
            return new Problem("Platform.Operations.NotEnded");
        }

        row.State = OperationState.Queued;
        row.DueAt = now;
        row.Attempts = 0;
        row.EndedAt = null;
        row.CancelRequested = false;
        return null;
    }

    private static Problem? CancelRow(OperationRow row, DateTime now)
    {
        if (row.Ended)
        {
            return new Problem("Platform.Operations.Ended");
        }

        row.CancelRequested = true;
        if (row.State == OperationState.Queued)
        {
            row.State = OperationState.Cancelled;
            row.DueAt = null;
            row.EndedAt = now;
        }

        return null;
    }

    private async Task<Outcome<Nothing>> ChangeAsync(
        Actor actor, OperationId id, Func<OperationRow, DateTime, Problem?> change, CancellationToken cancel)
    {
        if (await FindAsync(actor, id, cancel) is not { } seen)
        {
            return Missing;
        }

        var scope = RegionScope.Of(seen.RegionCode);
        await using var write = await db.BeginWriteAsync(scope, cancel);
        var row = await LockAsync(scope, id, cancel);
        if (change(row, clock.GetUtcNow().UtcDateTime) is { } problem)
        {
            return problem;
        }

        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    /// <summary>
    /// Reads the row so that no worker changes it before the commit: an update that changes nothing takes the lock on both engines.
    /// </summary>
    private async Task<OperationRow> LockAsync(RegionScope scope, OperationId id, CancellationToken cancel)
    {
        await db.In<OperationRow>(scope).Where(o => o.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.CancelRequested, o => o.CancelRequested), cancel);
        return await db.In<OperationRow>(scope).SingleAsync(o => o.Id == id, cancel);
    }

    private async Task<OperationId?> SameAsync(OperationRow row, CancellationToken cancel)
    {
        var found = await db.In<OperationRow>(RegionScope.Of(row.RegionCode))
            .Where(o => o.Kind == row.Kind && o.IdempotencyKey == row.IdempotencyKey).Select(o => new { o.Id }).FirstOrDefaultAsync(cancel);
        return found?.Id;
    }
}

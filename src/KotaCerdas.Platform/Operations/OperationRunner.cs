using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>Takes operations that are due and runs them; safe on many nodes at once.</summary>
public sealed partial class OperationRunner(
    IServiceScopeFactory scopes,
    OperationKinds kinds,
    TimeProvider clock,
    IOptions<OperationsOptions> options,
    ILogger<OperationRunner> logger)
{
    private const int Candidates = 8;

    private static readonly Backoff Wait = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
    private static readonly RegionScope Everywhere = RegionScope.National("operations worker");

    /// <summary>Runs one operation that is due; false where there is none.</summary>
    /// <param name="stop">The process is stopping: the run is cut short and goes back to the queue.</param>
    public async Task<bool> RunNextAsync(CancellationToken stop)
    {
        var row = await ClaimAsync(stop);
        if (row is null)
        {
            return false;
        }

        await RunAsync(row, null, stop);
        return true;
    }

    /// <summary>
    /// Runs an operation here and now, for the command line, through the same code and with the same record as in the background.
    /// </summary>
    /// <returns>The row at the end. An exception does not queue it again: it ends failed.</returns>
    public async Task<OperationRow> RunNowAsync<TInput>(
        Actor actor,
        OperationKind<TInput> kind,
        RegionCode region,
        TInput input,
        IProgress<OperationProgress>? watcher,
        CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        var row = scope.ServiceProvider.GetRequiredService<Operations>().Row(actor, kind, region, input, null);
        row.MaxAttempts = 1;
        var now = clock.GetUtcNow().UtcDateTime;
        (row.State, row.DueAt, row.LeaseToken) = (OperationState.Running, now + options.Value.Lease, Ids.New(clock));
        (row.Attempts, row.StartedAt) = (1, now);
        await using (var write = await db.BeginWriteAsync(RegionScope.Of(region), stop))
        {
            db.Add(row);
            await write.CommitAsync(stop);
        }

        await RunAsync(row, watcher, stop);
        return await db.In<OperationRow>(RegionScope.Of(region)).AsNoTracking().SingleAsync(o => o.Id == row.Id, CancellationToken.None);
    }

    internal async Task<OperationRow?> ClaimAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        while (true)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var due = await db.In<OperationRow>(Everywhere).AsNoTracking()
                .Where(o => o.DueAt <= now).OrderBy(o => o.DueAt).ThenBy(o => o.Id).Take(Candidates).ToListAsync(cancel);
            foreach (var row in due)
            {
                if (await TakeAsync(db, row, cancel) is { } taken)
                {
                    return taken;
                }
            }

            if (due.Count == 0)
            {
                return null;
            }
        }
    }

    internal async Task RunAsync(OperationRow row, IProgress<OperationProgress>? watcher, CancellationToken stop)
    {
        var lease = new OperationLease(row, row.LeaseToken!.Value, options.Value.Lease, scopes, logger);
        using var run = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var ended = new CancellationTokenSource();
        var beating = Task.Run(() => lease.KeepAsync(run, ended.Token), CancellationToken.None);
        var end = await EndOfAsync(row, lease, new OperationContext(row, lease, watcher), run.Token);
        await ended.CancelAsync();
        await beating;
        if (!lease.Lost)
        {
            await lease.EndAsync(end);
        }
    }

    private async Task<OperationEnd> EndOfAsync(OperationRow row, OperationLease lease, OperationContext context, CancellationToken run)
    {
        if (row.CancelRequested)
        {
            return new OperationEnd(OperationState.Cancelled);
        }

        if (kinds.Find(row.Kind) is not { } kind)
        {
            return Failed(new OperationError("Platform.Operations.UnknownKind", row.Kind));
        }

        if (row.Attempts > row.MaxAttempts)
        {
            return Failed(new OperationError("Platform.Operations.Abandoned", row.MaxAttempts));
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = context.Actor;
            var outcome = await kind.RunAsync(scope.ServiceProvider, context, row.Input, run);
            return outcome.Match(
                result => new OperationEnd(OperationState.Done) { Result = result },
                problems => Failed(new OperationError(problems[0].Code, problems[0].Args)));
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            return lease.CancelRequested
                ? new OperationEnd(OperationState.Cancelled)
                : new OperationEnd(OperationState.Queued, Counts: false);
        }
        catch (OperationLeaseLostException)
        {
            LeaseLost(logger, row.Id, row.Kind);
            return new OperationEnd(OperationState.Queued);
        }
        catch (Exception problem)
        {
            RunBroke(logger, row.Id, row.Kind, row.Attempts, problem);
            var error = new OperationError("Platform.Operations.Broke", problem.GetType().Name);
            return row.Attempts < row.MaxAttempts
                ? new OperationEnd(OperationState.Queued, Wait.After(row.Attempts)) { Error = error }
                : Failed(error);
        }
    }

    private static OperationEnd Failed(OperationError error) => new(OperationState.Failed) { Error = error };

    /// <summary>
    /// Of all that saw the row as it was, the first to change it has it: the others find other attempts or another due time. What it goes
    /// on from is read once it is held: a worker that was only slow may have kept a checkpoint since.
    /// </summary>
    /// <returns>The row as it stands now that it is held, or null where another was first.</returns>
    internal async Task<OperationRow?> TakeAsync(KotaDb db, OperationRow seen, CancellationToken cancel)
    {
        var (now, token) = (clock.GetUtcNow().UtcDateTime, Ids.New(clock));
        DateTime? until = now + options.Value.Lease;
        var rows = db.In<OperationRow>(RegionScope.Of(seen.RegionCode));
        await using var write = await db.BeginWriteAsync(RegionScope.Of(seen.RegionCode), cancel);
        var taken = await rows
            .Where(o => o.Id == seen.Id && o.DueAt == seen.DueAt && o.LeaseToken == seen.LeaseToken)
            .ExecuteUpdateAsync(
                s => s.SetProperty(o => o.State, OperationState.Running)
                    .SetProperty(o => o.DueAt, until)
                    .SetProperty(o => o.LeaseToken, token)
                    .SetProperty(o => o.Attempts, o => o.Attempts + 1)
                    .SetProperty(o => o.StartedAt, o => o.StartedAt ?? now),
                cancel);
        var held = taken == 1 ? await rows.AsNoTracking().SingleAsync(o => o.Id == seen.Id, cancel) : null;
        await write.CommitAsync(cancel);
        return held;
    }

    [LoggerMessage(LogLevel.Warning, "Operation {Operation} of kind {Kind}: another worker has taken it over")]
    private static partial void LeaseLost(ILogger logger, OperationId operation, string kind);

    [LoggerMessage(LogLevel.Error, "Operation {Operation} of kind {Kind} broke in run {Attempt}")]
    private static partial void RunBroke(ILogger logger, OperationId operation, string kind, int attempt, Exception problem);
}

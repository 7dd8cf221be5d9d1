using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KotaCerdas.Platform;

/// <summary>
/// A worker's hold on an operation. While it beats, nobody else takes the operation; it carries progress out and a wish to cancel in. Every
/// write shows the token, so a worker that was thought dead can do no harm.
/// </summary>
internal sealed partial class OperationLease(OperationRow row, Guid token, TimeSpan length, IServiceScopeFactory scopes, ILogger logger)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private OperationProgress? _written;

    /// <summary>What the operation said last.</summary>
    public OperationProgress? Progress { get; set; }

    /// <summary>True where another worker holds it now.</summary>
    public bool Lost { get; private set; }

    /// <summary>True where someone asked it to stop.</summary>
    public bool CancelRequested { get; private set; } = row.CancelRequested;

    /// <summary>The row, as long as it is ours.</summary>
    public IQueryable<OperationRow> Mine(KotaDb db) =>
        db.In<OperationRow>(RegionScope.Of(row.RegionCode)).Where(o => o.Id == row.Id && o.LeaseToken == token);

    /// <summary>Beats until told to end; cancels the run where it is lost or unwanted.</summary>
    public async Task KeepAsync(CancellationTokenSource run, CancellationToken end)
    {
        var beat = length / 3 < Beat ? length / 3 : Beat;
        var beats = Math.Max(1, (int)(length / 3 / beat));
        using var timer = new PeriodicTimer(beat);
        for (var i = 1; await TicksAsync(timer, end); i++)
        {
            await BeatAsync(extend: i % beats == 0);
            if (Lost || CancelRequested)
            {
                await run.CancelAsync();
            }

            if (Lost)
            {
                return;
            }
        }
    }

    /// <summary>Writes the end of the run, unless the lease is lost.</summary>
    public async Task EndAsync(OperationEnd end)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var (result, error) = (end.Result?.ToJson(), end.Error?.ToJson());
        await using var write = await db.BeginWriteAsync(RegionScope.Of(row.RegionCode), CancellationToken.None);
        var progress = Progress ?? new OperationProgress(
            row.ProgressDone, row.ProgressTotal, row.MessageKey, TextArgs.Read(row.MessageArgs));
        var again = end.State == OperationState.Queued;
        var ended = await Mine(db).ExecuteUpdateAsync(
            s => s.SetProperty(o => o.State, end.State)
                .SetProperty(o => o.DueAt, again ? now + end.Wait : null)
                .SetProperty(o => o.EndedAt, again ? null : now)
                .SetProperty(o => o.LeaseToken, (Guid?)null)
                .SetProperty(o => o.Attempts, o => end.Counts ? o.Attempts : o.Attempts - 1)
                .SetProperty(o => o.Result, result)
                .SetProperty(o => o.Error, error)
                .SetProperty(o => o.ProgressDone, progress.Done)
                .SetProperty(o => o.ProgressTotal, progress.Total)
                .SetProperty(o => o.MessageKey, progress.MessageKey)
                .SetProperty(o => o.MessageArgs, TextArgs.Write(progress.Args)),
            CancellationToken.None);
        if (ended == 1 && !again)
        {
            Tell(scope.ServiceProvider.GetRequiredService<Notifications>(), end);
        }

        await write.CommitAsync(CancellationToken.None);
    }

    /// <summary>Tells the person who asked for it how it ended.</summary>
    private void Tell(Notifications notifications, OperationEnd end)
    {
        var (key, args) = end switch
        {
            { Result: { } result } => (result.TextKey, result.Args),
            { Error: { } error } => (error.Code, error.Args),
            _ => (string.Empty, []),
        };
        if (row.StartedBy is { } user && key.Length > 0)
        {
            notifications.Add(user, key, args, $"/operasi/{row.Id}");
        }
    }

    private static async Task<bool> TicksAsync(PeriodicTimer timer, CancellationToken end)
    {
        try
        {
            return await timer.WaitForNextTickAsync(end);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task BeatAsync(bool extend)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
            var progress = Progress;
            if (extend || (progress is not null && progress != _written))
            {
                await WriteAsync(db, scope.ServiceProvider.GetRequiredService<TimeProvider>(), progress);
            }

            var wish = await Mine(db).Select(o => (bool?)o.CancelRequested).FirstOrDefaultAsync();
            Lost = wish is null;
            CancelRequested = wish == true;
        }
        catch (Exception problem) when (problem is System.Data.Common.DbException or TimeoutException or InvalidOperationException)
        {
            // A database that is failing over: the next beat tries again, and a lease that ran out meanwhile is found lost.
            BeatFailed(logger, row.Id, problem);
        }
    }

    private async Task WriteAsync(KotaDb db, TimeProvider clock, OperationProgress? progress)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(row.RegionCode), CancellationToken.None);
        DateTime? until = clock.GetUtcNow().UtcDateTime + length;
        if (progress is null)
        {
            await Mine(db).ExecuteUpdateAsync(s => s.SetProperty(o => o.DueAt, until));
        }
        else
        {
            await Mine(db).ExecuteUpdateAsync(
                s => s.SetProperty(o => o.DueAt, until)
                    .SetProperty(o => o.ProgressDone, progress.Done)
                    .SetProperty(o => o.ProgressTotal, progress.Total)
                    .SetProperty(o => o.MessageKey, progress.MessageKey)
                    .SetProperty(o => o.MessageArgs, TextArgs.Write(progress.Args)));
        }

        await write.CommitAsync(CancellationToken.None);
        _written = progress;
    }

    [LoggerMessage(LogLevel.Warning, "Operation {Operation}: the lease could not be extended this time")]
    private static partial void BeatFailed(ILogger logger, OperationId operation, Exception problem);
}

/// <summary>How a run ended.</summary>
/// <param name="State">The state it leaves.</param>
/// <param name="Wait">For <see cref="OperationState.Queued"/>: how long until the next run.</param>
/// <param name="Counts">False where the run is not held against the operation.</param>
internal sealed record OperationEnd(OperationState State, TimeSpan Wait = default, bool Counts = true)
{
    public OperationResult? Result { get; init; }

    public OperationError? Error { get; init; }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>How far an operation is.</summary>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all, 0 where unknown.</param>
/// <param name="MessageKey">Text key of what it is doing, or empty.</param>
/// <param name="Args">Values for that text.</param>
public sealed record OperationProgress(long Done, long Total, string MessageKey, IReadOnlyList<object> Args);

/// <summary>What a running operation knows and can say.</summary>
public sealed class OperationContext
{
    private readonly OperationLease _lease;
    private readonly IProgress<OperationProgress>? _watcher;
    private string? _checkpoint;

    internal OperationContext(OperationRow row, OperationLease lease, IProgress<OperationProgress>? watcher)
    {
        _lease = lease;
        _watcher = watcher;
        _checkpoint = row.Checkpoint;
        Id = row.Id;
        Region = row.RegionCode;
        Actor = Actor.Platform(row.StartedByName) with { User = row.StartedBy };
    }

    /// <summary>The operation.</summary>
    public OperationId Id { get; }

    /// <summary>The region it was started for.</summary>
    public RegionCode Region { get; }

    /// <summary>Who it acts for. What they may was checked at the start, so it may do everything the operation needs.</summary>
    public Actor Actor { get; }

    /// <summary>Says how far it is. Cheap: what was said last is written about once a second.</summary>
    /// <param name="done">Steps done.</param>
    /// <param name="total">Steps in all, 0 where unknown.</param>
    /// <param name="messageKey">Text key of what it is doing, or empty.</param>
    /// <param name="args">Values for that text.</param>
    public void Report(long done, long total, string messageKey = "", params object[] args)
    {
        var progress = new OperationProgress(done, total, messageKey, args);
        _lease.Progress = progress;
        _watcher?.Report(progress);
    }

    /// <summary>What the last checkpoint kept, or <paramref name="first"/> on the first run.</summary>
    public TState Resume<TState>(TState first) =>
        _checkpoint is null ? first : JsonSerializer.Deserialize<TState>(_checkpoint, OperationKind.Json)!;

    /// <summary>
    /// Keeps what the next run needs to go on. Call it inside the open write of <paramref name="db"/>: the step and its checkpoint commit
    /// together, so the step is done exactly once.
    /// </summary>
    /// <exception cref="OperationLeaseLostException">Another worker has taken over; the write must not commit.</exception>
    public async Task CheckpointAsync<TState>(KotaDb db, TState state, CancellationToken cancel)
    {
        Check.That(db.Database.CurrentTransaction is not null);
        var json = JsonSerializer.Serialize(state, OperationKind.Json);
        var kept = await _lease.Mine(db).ExecuteUpdateAsync(
            s => s.SetProperty(o => o.Checkpoint, json).SetProperty(o => o.Attempts, 0), cancel);
        if (kept == 0)
        {
            throw new OperationLeaseLostException();
        }

        _checkpoint = json;
    }
}

/// <summary>Another worker has taken the operation over. The runner handles it; operations let it pass.</summary>
public sealed class OperationLeaseLostException() : Exception("Another worker has taken the operation over");

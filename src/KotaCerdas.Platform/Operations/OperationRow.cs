using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>Identity of a background operation.</summary>
public readonly record struct OperationId(Guid Value) : IGuidId<OperationId>
{
    /// <inheritdoc />
    public static OperationId From(Guid value) => new(value);

    public static bool operator <(OperationId left, OperationId right) => left.Value < right.Value;

    public static bool operator >(OperationId left, OperationId right) => left.Value > right.Value;

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Where an operation is.</summary>
public enum OperationState
{
    /// <summary>Waits for a worker, for the first time or again.</summary>
    Queued,

    /// <summary>A worker holds the lease.</summary>
    Running,

    /// <summary>Ended with its result.</summary>
    Done,

    /// <summary>Ended with a problem; can be tried again by hand.</summary>
    Failed,

    /// <summary>Ended because someone asked for it; can be tried again by hand.</summary>
    Cancelled,
}

/// <summary>A background operation, from being asked for to its result.</summary>
public sealed class OperationRow : ITenantRow
{
    /// <inheritdoc />
    public required RegionCode RegionCode { get; init; }

    /// <summary>Time-ordered key.</summary>
    public required OperationId Id { get; init; }

    /// <summary>Name of the <see cref="OperationKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The input as JSON.</summary>
    public required string Input { get; init; }

    /// <summary>Where it is.</summary>
    public OperationState State { get; set; }

    /// <summary>When a worker may take it: its start while queued, the end of the lease while running; null at the end.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>Who holds the lease; a write that shows another token is refused.</summary>
    public Guid? LeaseToken { get; set; }

    /// <summary>Runs begun since the last checkpoint.</summary>
    public int Attempts { get; set; }

    /// <summary>Runs allowed without a checkpoint in between.</summary>
    public required int MaxAttempts { get; set; }

    /// <summary>Steps done.</summary>
    public long ProgressDone { get; set; }

    /// <summary>Steps in all, 0 where unknown.</summary>
    public long ProgressTotal { get; set; }

    /// <summary>Text key of what it is doing, or empty.</summary>
    public string MessageKey { get; set; } = string.Empty;

    /// <summary>Values for that text (<see cref="TextArgs"/>).</summary>
    public string MessageArgs { get; set; } = "[]";

    /// <summary>What a run that begins again needs to go on, as JSON, or null.</summary>
    public string? Checkpoint { get; set; }

    /// <summary>Asking twice with the same key for the same region and kind gives the same operation.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>Who asked for it, or null for the platform.</summary>
    public UserId? StartedBy { get; init; }

    /// <summary>Name of who asked, at that time.</summary>
    public required string StartedByName { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it first ran, UTC.</summary>
    public DateTime? StartedAt { get; set; }

    /// <summary>When it ended, UTC.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>The <see cref="OperationResult"/> as JSON, once done.</summary>
    public string? Result { get; set; }

    /// <summary>The last failure's <see cref="OperationError"/> as JSON, or null.</summary>
    public string? Error { get; set; }

    /// <summary>True where someone has asked a running operation to stop.</summary>
    public bool CancelRequested { get; set; }

    /// <summary>True once it will not run again by itself.</summary>
    public bool Ended => State is OperationState.Done or OperationState.Failed or OperationState.Cancelled;

    /// <summary>What it is doing, what came of it, or why it failed; empty where there is nothing to say.</summary>
    public string LastWord(Texts texts)
    {
        if (Result is not null)
        {
            var result = OperationResult.FromJson(Result);
            return texts[result.TextKey, result.Args];
        }

        if (Error is not null)
        {
            var error = OperationError.FromJson(Error);
            return texts[error.Code, error.Args];
        }

        return MessageKey.Length > 0 ? texts[MessageKey, TextArgs.Read(MessageArgs)] : string.Empty;
    }

    internal static void Map(ModelBuilder model) => model.Entity<OperationRow>(e =>
    {
        e.ToTable("platform_operation");
        e.HasKey(o => new { o.RegionCode, o.Id });
        e.Ignore(o => o.Ended);
        e.HasIndex(o => new { o.RegionCode, o.Kind, o.IdempotencyKey }).IsUnique().HasDatabaseName("platform_operation_once");
        e.HasIndex(o => new { o.RegionCode, o.DueAt }).HasFilter("due_at is not null").HasDatabaseName("platform_operation_due");
        e.HasIndex(o => new { o.RegionCode, o.StartedBy, o.Id }).HasDatabaseName("platform_operation_starter");
    });
}

/// <summary>What an operation ends with when it succeeds.</summary>
/// <param name="TextKey">Text that says what came of it.</param>
/// <param name="Link">A path in the product where the result is, or null.</param>
/// <param name="Args">Values for the text.</param>
public sealed record OperationResult(string TextKey, string? Link = null, params object[] Args)
{
    internal string ToJson() => JsonSerializer.Serialize(new Stored(TextKey, Link, TextArgs.Write(Args)));

    /// <summary>Reads a stored result.</summary>
    public static OperationResult FromJson(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json)!;
        return new OperationResult(stored.TextKey, stored.Link, TextArgs.Read(stored.Args));
    }

    private sealed record Stored(string TextKey, string? Link, string Args);
}

/// <summary>Why a run ended without success.</summary>
/// <param name="Code">Text key of the problem.</param>
/// <param name="Args">Values for the text.</param>
public sealed record OperationError(string Code, params object[] Args)
{
    internal string ToJson() => JsonSerializer.Serialize(new Stored(Code, TextArgs.Write(Args)));

    /// <summary>Reads a stored error.</summary>
    public static OperationError FromJson(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json)!;
        return new OperationError(stored.Code, TextArgs.Read(stored.Args));
    }

    private sealed record Stored(string Code, string Args);
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>Something that happened in a module, told to others: past tense, versioned by name, serialisable.</summary>
public interface IEvent
{
    /// <summary>Stable name: <c>movement.call-opened.v1</c>; never a CLR type name.</summary>
    static abstract string Name { get; }

    /// <summary>The region it concerns, <c>00</c> for the country.</summary>
    RegionCode Region { get; }
}

/// <summary>A stored event on its way.</summary>
public sealed class OutboxRow : ITenantRow
{
    /// <inheritdoc />
    public required RegionCode RegionCode { get; init; }

    /// <summary>Time-ordered key; the event's identity for handlers.</summary>
    public required Guid Id { get; init; }

    /// <summary>Event name with version.</summary>
    public required string Name { get; init; }

    /// <summary>JSON.</summary>
    public required string Payload { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTime OccurredAt { get; init; }

    /// <summary>Deliveries tried.</summary>
    public int Attempts { get; set; }

    /// <summary>Not tried before this instant.</summary>
    public required DateTime NextAttemptAt { get; set; }

    /// <summary>When every handler had handled it.</summary>
    public DateTime? DoneAt { get; set; }

    /// <summary>When it was laid aside after too many failures; null unless dead.</summary>
    public DateTime? DeadAt { get; set; }

    /// <summary>Why the last delivery failed, or empty.</summary>
    public string LastError { get; set; } = string.Empty;

    internal static void Map(ModelBuilder model)
    {
        model.Entity<OutboxRow>(e =>
        {
            e.ToTable("platform_outbox");
            e.HasKey(o => new { o.RegionCode, o.Id });
            e.HasIndex(o => new { o.RegionCode, o.DoneAt, o.NextAttemptAt }).HasDatabaseName("platform_outbox_waiting");
            e.HasIndex(o => new { o.RegionCode, o.Id }, "platform_outbox_open").HasFilter("done_at is null and dead_at is null");
            e.HasIndex(o => new { o.RegionCode, o.Id }, "platform_outbox_dead").HasFilter("dead_at is not null");
        });
        model.Entity<InboxRow>(e =>
        {
            e.ToTable("platform_inbox");
            e.HasKey(i => new { i.RegionCode, i.EventId, i.Handler });
        });
    }
}

/// <summary>An event that a handler has handled.</summary>
public sealed class InboxRow : ITenantRow
{
    /// <inheritdoc />
    public required RegionCode RegionCode { get; init; }

    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Stable handler name.</summary>
    public required string Handler { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime HandledAt { get; init; }
}

/// <summary>Writes events in the same transaction as the change they tell of. Delivery is at least once; handlers are idempotent.</summary>
public sealed class Outbox(KotaDb db, TimeProvider clock)
{
    internal static readonly JsonSerializerOptions Json = new() { Converters = { new RegionCodeJson() } };

    /// <summary>Adds an event to the open write.</summary>
    public void Add<TEvent>(TEvent happened)
        where TEvent : IEvent
    {
        var now = clock.GetUtcNow().UtcDateTime;
        db.Add(new OutboxRow
        {
            RegionCode = happened.Region,
            Id = Ids.New(clock),
            Name = TEvent.Name,
            Payload = JsonSerializer.Serialize(happened, Json),
            OccurredAt = now,
            NextAttemptAt = now,
        });
    }
}

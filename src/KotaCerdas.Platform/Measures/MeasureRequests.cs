using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>Asks that measures be published soon.</summary>
internal sealed class MeasureRequest : ISharedRow
{
    /// <summary>When to publish, UTC: the end of the span in which it was asked.</summary>
    public required DateTime DueAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<MeasureRequest>(e =>
    {
        e.ToTable("platform_measure_request");
        e.HasKey(r => r.DueAt);
    });
}

/// <summary>
/// Gathers the wish to see measures move: whatever happens within two minutes leads to one publication at their end, by any node.
/// </summary>
public sealed class MeasureRequests(KotaDb db, TimeProvider clock)
{
    /// <summary>How long wishes are gathered.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    /// <summary>Adds the wish to the open write, once for each span.</summary>
    public async Task AddAsync(CancellationToken cancel)
    {
        var due = new DateTime(((clock.GetUtcNow().UtcTicks / Within.Ticks) + 1) * Within.Ticks, DateTimeKind.Utc);
        if (!await db.Shared<MeasureRequest>().AnyAsync(r => r.DueAt == due, cancel))
        {
            db.Add(new MeasureRequest { DueAt = due });
        }
    }

    /// <summary>The latest span that has ended, as the slot of a schedule; null where nothing was asked for.</summary>
    internal async Task<string?> SlotAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.Shared<MeasureRequest>().Where(r => r.DueAt <= now).OrderByDescending(r => r.DueAt)
            .Select(r => (DateTime?)r.DueAt).FirstOrDefaultAsync(cancel);
        return due?.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
    }
}

/// <summary>Asks for a publication where an event moves measures.</summary>
/// <typeparam name="TEvent">The event.</typeparam>
public sealed class PublishMeasuresAfter<TEvent>(MeasureRequests requests) : IEventHandler<TEvent>
    where TEvent : IEvent
{
    /// <inheritdoc />
    public Task HandleAsync(TEvent happened, EventDelivery delivery, CancellationToken cancel) => requests.AddAsync(cancel);
}

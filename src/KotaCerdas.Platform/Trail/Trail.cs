using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>One line of what happened to a thing.</summary>
public sealed class TrailEntry : ITenantRow
{
    /// <inheritdoc />
    public required RegionCode RegionCode { get; init; }

    /// <summary>Time-ordered key.</summary>
    public required Guid Id { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Who, where it was a person.</summary>
    public UserId? ActorUser { get; init; }

    /// <summary>Name of the actor at that time.</summary>
    public required string ActorName { get; init; }

    /// <summary>Text key of what was done: <c>Movement.Trail.CallOpened</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Kind of thing: <c>movement.call</c>.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>Its identifier.</summary>
    public required string SubjectId { get; init; }

    /// <summary>JSON object with what a reader needs: no personal data.</summary>
    public required string Details { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<TrailEntry>(e =>
    {
        e.ToTable("platform_trail");
        e.HasKey(t => new { t.RegionCode, t.Id });
        e.HasIndex(t => new { t.RegionCode, t.SubjectKind, t.SubjectId, t.Id }).HasDatabaseName("platform_trail_subject");
    });
}

/// <summary>The thing a trail entry is about.</summary>
/// <param name="Region">Region it belongs to, <c>00</c> for national things.</param>
/// <param name="Kind">Module and noun: <c>movement.call</c>.</param>
/// <param name="Id">Its identifier as text.</param>
public sealed record Subject(RegionCode Region, string Kind, string Id);

/// <summary>Writes the trail: who did what, in the same transaction as the thing itself.</summary>
public sealed class Trail(KotaDb db, TimeProvider clock)
{
    /// <summary>Adds an entry to the open write.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="action">Text key that says it in the past tense.</param>
    /// <param name="subject">About what.</param>
    /// <param name="details">Small object, no personal data, or null.</param>
    public void Add(Actor actor, string action, Subject subject, object? details = null) => db.Add(new TrailEntry
    {
        RegionCode = subject.Region,
        Id = Ids.New(clock),
        At = clock.GetUtcNow().UtcDateTime,
        ActorUser = actor.User,
        ActorName = actor.Name,
        Action = action,
        SubjectKind = subject.Kind,
        SubjectId = subject.Id,
        Details = details is null ? "{}" : JsonSerializer.Serialize(details),
    });
}

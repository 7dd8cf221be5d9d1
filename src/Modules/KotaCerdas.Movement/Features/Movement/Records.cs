using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features;

/// <summary>What every operation writes beside its own rows: the trail and events, at one instant.</summary>
internal sealed class Records(Trail trail, Outbox outbox, TimeProvider clock)
{
    /// <summary>What the slower of two people who did the same at once is told.</summary>
    public static Problem Raced { get; } = new("Movement.Assess.Raced");

    /// <summary>The instant, UTC.</summary>
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public Guid NewId() => Ids.New(clock);

    /// <summary>The legal date in a zone.</summary>
    public DateOnly Today(RegionZone zone) => zone.DateAt(clock.GetUtcNow());

    public void National(Actor actor, string action, CallId call, object? details = null) =>
        trail.Add(actor, action, new(RegionCode.National, "movement.call", call.ToString()), details);

    public void Of(Actor actor, string action, RegionCode region, CallId call, object? details = null) =>
        trail.Add(actor, action, new(region, "movement.application", call.ToString()), details);

    public void About(Actor actor, string action, Subject subject, object? details = null) => trail.Add(actor, action, subject, details);

    public void Tell<TEvent>(TEvent happened)
        where TEvent : IEvent => outbox.Add(happened);
}

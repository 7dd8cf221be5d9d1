using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>An event on delivery.</summary>
/// <param name="Id">The event's identity.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
public sealed record EventDelivery(Guid Id, DateTime OccurredAt);

/// <summary>
/// Acts on another module's event. It runs inside a write that the dispatcher has opened for the event's region and will commit together
/// with the note that this handler has handled it: add rows, save nothing, open nothing, do no file or network work (start an operation for
/// that).
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
public interface IEventHandler<in TEvent>
    where TEvent : IEvent
{
    /// <summary>Adds to the open write what follows from the event.</summary>
    Task HandleAsync(TEvent happened, EventDelivery delivery, CancellationToken cancel);
}

/// <summary>A module's wish to hear of an event.</summary>
public sealed class EventSubscription
{
    private readonly Func<IServiceProvider, string, EventDelivery, CancellationToken, Task> _handle;

    private EventSubscription(
        string eventName, string handler, Func<IServiceProvider, string, EventDelivery, CancellationToken, Task> handle)
    {
        EventName = eventName;
        Handler = handler;
        _handle = handle;
    }

    /// <summary>Name of the event with its version.</summary>
    public string EventName { get; }

    /// <summary>Stable name of the handler: what it has handled is remembered under it.</summary>
    public string Handler { get; }

    /// <summary>Subscribes a handler, made anew for each delivery in a scope of its own.</summary>
    /// <typeparam name="TEvent">The event.</typeparam>
    /// <typeparam name="THandler">The class that handles it.</typeparam>
    /// <param name="handler">Stable name: <c>people.invite-regions</c>. Renaming it makes every open event be handled again.</param>
    public static EventSubscription For<TEvent, THandler>(string handler)
        where TEvent : IEvent
        where THandler : class, IEventHandler<TEvent> =>
        new(TEvent.Name, handler, (services, payload, delivery, cancel) =>
            ActivatorUtilities.CreateInstance<THandler>(services)
                .HandleAsync(JsonSerializer.Deserialize<TEvent>(payload, Outbox.Json)!, delivery, cancel));

    internal Task HandleAsync(IServiceProvider services, OutboxRow row, CancellationToken cancel) =>
        _handle(services, row.Payload, new EventDelivery(row.Id, row.OccurredAt), cancel);
}

/// <summary>All subscriptions, by event.</summary>
public sealed class EventSubscriptions
{
    private readonly ILookup<string, EventSubscription> _byEvent;

    /// <summary>Made by the container.</summary>
    public EventSubscriptions(IEnumerable<IModule> modules)
    {
        All = [.. modules.SelectMany(m => m.Subscriptions)];
        Check.That(All.Select(s => (s.EventName, s.Handler)).Distinct().Count() == All.Count);
        _byEvent = All.ToLookup(s => s.EventName, StringComparer.Ordinal);
    }

    /// <summary>Every subscription.</summary>
    public IReadOnlyList<EventSubscription> All { get; }

    internal IEnumerable<EventSubscription> To(string eventName) => _byEvent[eventName];
}

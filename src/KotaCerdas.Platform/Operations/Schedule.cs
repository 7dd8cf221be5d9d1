using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>
/// An operation that starts by itself, for the country. Each slot of the schedule gives one idempotency key, so any number of nodes start
/// it once; the operation's row is the record of the last run. What was missed while everything was down is made up for once, by the
/// current slot.
/// </summary>
public sealed class Schedule
{
    private readonly Func<IServiceProvider, DateTimeOffset, CancellationToken, Task<string?>> _slot;
    private readonly Func<Operations, string, OperationRow> _row;

    private Schedule(string name, Func<DateTimeOffset, string> slot, Func<Operations, string, OperationRow> row)
        : this(name, (_, now, _) => Task.FromResult<string?>(slot(now)), row)
    {
    }

    private Schedule(
        string name, Func<IServiceProvider, DateTimeOffset, CancellationToken, Task<string?>> slot,
        Func<Operations, string, OperationRow> row)
    {
        Name = name;
        _slot = slot;
        _row = row;
    }

    /// <summary>Stable name.</summary>
    public string Name { get; }

    /// <summary>Starts at every multiple of an interval since 1970, UTC.</summary>
    public static Schedule Every<TInput>(string name, TimeSpan interval, OperationKind<TInput> kind, TInput input) => new(
        name, now => (now.UtcTicks / interval.Ticks).ToString(CultureInfo.InvariantCulture), Row(name, kind, input));

    /// <summary>Starts once each legal date, from a time of day in a zone.</summary>
    public static Schedule Daily<TInput>(string name, TimeOnly from, RegionZone zone, OperationKind<TInput> kind, TInput input) => new(
        name,
        now => zone.DateAt(now - from.ToTimeSpan()).ToString("O", CultureInfo.InvariantCulture),
        Row(name, kind, input));

    /// <summary>Starts once for each slot that rows of the database ask for.</summary>
    /// <typeparam name="TService">Who reads the rows.</typeparam>
    /// <typeparam name="TInput">Input of the operation.</typeparam>
    /// <param name="name">Stable name.</param>
    /// <param name="slot">The slot that is due, or null where nothing is asked for.</param>
    /// <param name="kind">What starts.</param>
    /// <param name="input">Its input.</param>
    public static Schedule WhenAsked<TService, TInput>(
        string name, Func<TService, CancellationToken, Task<string?>> slot, OperationKind<TInput> kind, TInput input)
        where TService : notnull =>
        new(name, (services, _, cancel) => slot(services.GetRequiredService<TService>(), cancel), Row(name, kind, input));

    internal Task<string?> SlotAsync(IServiceProvider services, DateTimeOffset now, CancellationToken cancel) =>
        _slot(services, now, cancel);

    internal OperationRow RowFor(Operations operations, string slot) => _row(operations, slot);

    private static Func<Operations, string, OperationRow> Row<TInput>(string name, OperationKind<TInput> kind, TInput input) =>
        (operations, slot) => operations.Row(Actor.Platform(name), kind, RegionCode.National, input, $"schedule:{name}:{slot}");
}

/// <summary>Starts what the schedules say.</summary>
public sealed class Scheduler(IEnumerable<IModule> modules, IServiceScopeFactory scopes, TimeProvider clock)
{
    private readonly IReadOnlyList<Schedule> _schedules = [.. modules.SelectMany(m => m.Schedules)];
    private readonly Dictionary<string, string> _started = new(StringComparer.Ordinal);

    /// <summary>Starts every schedule whose current slot has not been started by any node; true where one was tried.</summary>
    public async Task<bool> StartDueAsync(CancellationToken cancel)
    {
        var tried = false;
        foreach (var schedule in _schedules)
        {
            await using var scope = scopes.CreateAsyncScope();
            var slot = await schedule.SlotAsync(scope.ServiceProvider, clock.GetUtcNow(), cancel);
            if (slot is null || _started.GetValueOrDefault(schedule.Name) == slot)
            {
                continue;
            }

            var operations = scope.ServiceProvider.GetRequiredService<Operations>();
            await operations.SaveOnceAsync(schedule.RowFor(operations, slot), cancel);
            _started[schedule.Name] = slot;
            tried = true;
        }

        return tried;
    }
}

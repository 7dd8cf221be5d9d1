namespace KotaCerdas.Platform;

/// <summary>
/// A clock that stands where it is set and moves on by a millisecond with every reading, so that identifiers made one after
/// the other are in order. Generated data is played with it.
/// </summary>
/// <param name="start">First instant.</param>
public sealed class SeededClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    /// <summary>Sets the clock, forwards or backwards.</summary>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _ticks, now.UtcTicks);

    /// <summary>Sets the clock to an hour of a legal date in Western Indonesia.</summary>
    public void Set(DateOnly day, int hour, int minute = 0) =>
        Set(new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, minute)), TimeSpan.FromHours(7)));

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _ticks, TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}

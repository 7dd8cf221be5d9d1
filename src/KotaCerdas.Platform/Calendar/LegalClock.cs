using System.Runtime.InteropServices;

namespace KotaCerdas.Platform;

/// <summary>How far a legal period has run.</summary>
public enum ClockStage
{
    /// <summary>Less than half of the time has passed.</summary>
    Running,

    /// <summary>Half of the time has passed.</summary>
    Half,

    /// <summary>Four fifths of the time have passed.</summary>
    Nearly,

    /// <summary>The last day has come; the promise can still be kept today.</summary>
    LastDay,

    /// <summary>The last day has passed.</summary>
    Late,
}

/// <summary>
/// A legal period that runs from a date to a date, both in the region's zone. Elapsed time is a share of calendar days, whatever unit the
/// rule counts in, so that a person can check it against any calendar.
/// </summary>
/// <param name="Start">Legal date of the event that started it.</param>
/// <param name="Due">Last day; not before the start.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LegalClock(DateOnly Start, DateOnly Due)
{
    /// <summary>Calendar days from start to due.</summary>
    public int Length => Due.DayNumber - Start.DayNumber;

    /// <summary>Calendar days that are left; 0 on the last day, negative when late.</summary>
    public int DaysLeft(DateOnly today) => Due.DayNumber - today.DayNumber;

    /// <summary>Per cent of the period that has passed: 0 on the first day, 100 on the last, more when late; never negative.</summary>
    public int PercentElapsed(DateOnly today)
    {
        var passed = Math.Max(0, today.DayNumber - Start.DayNumber);
        return Length == 0 ? (today < Start ? 0 : 100 * (1 + passed)) : (int)(100L * passed / Length);
    }

    /// <summary>Where the clock stands on a day.</summary>
    public ClockStage StageOn(DateOnly today) =>
        today > Due ? ClockStage.Late
        : today == Due ? ClockStage.LastDay
        : PercentElapsed(today) switch
        {
            >= 80 => ClockStage.Nearly,
            >= 50 => ClockStage.Half,
            _ => ClockStage.Running,
        };

    /// <summary>The first day on which at least this share has passed; the day to escalate at 50, 80 or 100 per cent.</summary>
    /// <param name="percent">0 to 100.</param>
    public DateOnly FirstDayAt(int percent)
    {
        Check.That(percent is >= 0 and <= 100);
        return Start.AddDays((int)(((long)Length * percent) + 99) / 100);
    }
}

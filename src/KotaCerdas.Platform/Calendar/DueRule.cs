namespace KotaCerdas.Platform;

/// <summary>In what a legal period is counted.</summary>
public enum DayUnit
{
    /// <summary><i>Hari kerja</i>.</summary>
    WorkingDay,

    /// <summary><i>Hari kalender</i>.</summary>
    CalendarDay,
}

/// <summary>A legal period as a rule, such as "14 working days after receipt".</summary>
/// <param name="Days">How many days; at least 0.</param>
/// <param name="Unit">Working or calendar days.</param>
/// <param name="Law">The rule it comes from, shown beside every date computed by it.</param>
/// <param name="StartCounts">True where the starting day is day one; a working-day rule counts it only if it is one.</param>
/// <param name="ShiftToWorkingDay">True where a period of calendar days that would end on a closed day ends on the next open one.</param>
public sealed record DueRule(int Days, DayUnit Unit, string Law, bool StartCounts = false, bool ShiftToWorkingDay = false)
{
    /// <summary>The last day of the period.</summary>
    /// <param name="start">The legal date of the event that starts it.</param>
    /// <param name="calendar">Only asked where the rule needs it: plain calendar days never do.</param>
    public Outcome<DateOnly> DueOn(DateOnly start, WorkingCalendar calendar)
    {
        Check.That(Days >= 0);
        var from = StartCounts && Days > 0 ? start.AddDays(-1) : start;
        if (Unit == DayUnit.WorkingDay)
        {
            return calendar.Add(from, Days);
        }

        var due = from.AddDays(Days);
        return ShiftToWorkingDay ? calendar.OnOrAfter(due) : due;
    }

    /// <summary>Starts a clock at an instant; the region's zone decides which legal date that is.</summary>
    public Outcome<LegalClock> StartAt(DateTimeOffset instant, RegionZone zone, WorkingCalendar calendar)
    {
        var start = zone.DateAt(instant);
        var due = DueOn(start, calendar);
        return due.Failed ? Outcome.Fail<LegalClock>(due.Problems) : new LegalClock(start, due.Value);
    }
}

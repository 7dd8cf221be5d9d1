using System.Collections.Frozen;
using System.Globalization;

namespace KotaCerdas.Platform;

/// <summary>
/// Working days by imported yearly decrees. The week has five working days (Perpres 21/2023). A question that touches a year without a
/// decree is refused with a problem that names the year: collective leave cannot be guessed.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly FrozenDictionary<DateOnly, Holiday> _holidays;
    private readonly FrozenSet<int> _years;

    /// <summary>Makes a calendar of the years that are known.</summary>
    /// <param name="years">At most one entry a year.</param>
    public WorkingCalendar(IEnumerable<CalendarYear> years)
    {
        var known = years.ToList();
        _years = known.Select(y => y.Year).ToFrozenSet();
        Check.That(_years.Count == known.Count);
        Check.That(known.TrueForAll(y => y.Holidays.All(h => h.Date.Year == y.Year)));
        _holidays = known.SelectMany(y => y.Holidays).ToFrozenDictionary(h => h.Date);
    }

    /// <summary>The years that are known, ascending.</summary>
    public IEnumerable<int> Years => _years.Order();

    /// <summary>The holiday on a day, or null. A day in a year that is not known has none here.</summary>
    public Holiday? HolidayOn(DateOnly date) => _holidays.GetValueOrDefault(date);

    /// <summary>True where offices work on the day.</summary>
    public Outcome<bool> IsWorkingDay(DateOnly date) => Known(date) ? IsOpen(date) : Missing(date);

    /// <summary>
    /// The working day that lies <paramref name="days"/> working days after <paramref name="from"/>, or before it where negative. The day
    /// itself does not count, whatever it is; 0 gives the day itself if it is a working day, else the next one.
    /// </summary>
    public Outcome<DateOnly> Add(DateOnly from, int days)
    {
        if (days == 0)
        {
            return OnOrAfter(from);
        }

        var step = Math.Sign(days);
        var date = from;
        for (var left = Math.Abs(days); left > 0;)
        {
            if (date == (step > 0 ? DateOnly.MaxValue : DateOnly.MinValue))
            {
                return Missing(date);
            }

            date = date.AddDays(step);
            if (!Known(date))
            {
                return Missing(date);
            }

            left -= IsOpen(date) ? 1 : 0;
        }

        return date;
    }

    /// <summary>The day itself if it is a working day, else the next one.</summary>
    public Outcome<DateOnly> OnOrAfter(DateOnly date)
    {
        while (Known(date))
        {
            if (IsOpen(date))
            {
                return date;
            }

            date = date.AddDays(1);
        }

        return Missing(date);
    }

    /// <summary>
    /// Working days after <paramref name="from"/> up to and including <paramref name="to"/>; negative where <paramref name="to"/> is
    /// earlier, so that counting there and back gives zero.
    /// </summary>
    public Outcome<int> Count(DateOnly from, DateOnly to)
    {
        var (first, last) = from <= to ? (from, to) : (to, from);
        var count = 0;
        for (var date = first; date < last;)
        {
            date = date.AddDays(1);
            if (!Known(date))
            {
                return Missing(date);
            }

            count += IsOpen(date) ? 1 : 0;
        }

        return from <= to ? count : -count;
    }

    private bool Known(DateOnly date) => _years.Contains(date.Year);

    private bool IsOpen(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.ContainsKey(date);

    private static Problem Missing(DateOnly date) =>
        new("Platform.Calendar.MissingYear", null, date.Year.ToString(CultureInfo.InvariantCulture));
}

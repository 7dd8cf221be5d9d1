namespace KotaCerdas.Platform;

/// <summary>Why offices are closed on a day.</summary>
public enum HolidayKind
{
    /// <summary><i>Libur nasional</i>.</summary>
    National,

    /// <summary><i>Cuti bersama</i>, leave that the government takes together.</summary>
    CollectiveLeave,
}

/// <summary>A day on which government offices are closed, by the yearly joint decree of three ministers.</summary>
/// <param name="Date">The day.</param>
/// <param name="NameId">Indonesian name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Kind">National holiday or collective leave.</param>
/// <param name="Decree">The decree that sets it.</param>
public sealed record Holiday(DateOnly Date, string NameId, string NameEn, HolidayKind Kind, string Decree);

/// <summary>One year of the calendar. Without it, nothing can be counted in that year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Holidays">Every day the decree closes, weekends included.</param>
public sealed record CalendarYear(int Year, IReadOnlyList<Holiday> Holidays);

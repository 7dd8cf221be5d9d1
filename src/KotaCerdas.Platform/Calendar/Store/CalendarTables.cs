using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>A year whose decree is known, in one of its revisions.</summary>
public sealed class CalendarYearRow : ISharedRow
{
    /// <summary>Calendar year.</summary>
    public required int Year { get; init; }

    /// <summary>1 for the first import, higher for a corrected decree; the highest counts.</summary>
    public required int Revision { get; init; }

    /// <summary>File it came from.</summary>
    public required string Source { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime ImportedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string ImportedBy { get; init; }
}

/// <summary>A closed day of a revision.</summary>
public sealed class HolidayRow : ISharedRow
{
    /// <summary>Calendar year.</summary>
    public required int Year { get; init; }

    /// <summary>Revision of that year.</summary>
    public required int Revision { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Indonesian name.</summary>
    public required string NameId { get; init; }

    /// <summary>English name.</summary>
    public required string NameEn { get; init; }

    /// <summary>National holiday or collective leave.</summary>
    public required HolidayKind Kind { get; init; }

    /// <summary>The decree.</summary>
    public required string Decree { get; init; }
}

/// <summary>Maps of the calendar tables.</summary>
internal static class CalendarTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<CalendarYearRow>(e =>
        {
            e.ToTable("platform_calendar_year");
            e.HasKey(y => new { y.Year, y.Revision });
        });
        model.Entity<HolidayRow>(e =>
        {
            e.ToTable("platform_holiday");
            e.HasKey(h => new { h.Year, h.Revision, h.Day });
        });
    }
}

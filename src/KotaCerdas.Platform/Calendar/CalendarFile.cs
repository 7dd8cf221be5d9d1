using System.Globalization;

namespace KotaCerdas.Platform;

/// <summary>
/// Reads the yearly decree from rows: <c>date</c> (yyyy-MM-dd), <c>name_id</c>, <c>name_en</c>, <c>kind</c>, <c>decree</c>.
/// </summary>
public static class CalendarFile
{
    /// <summary>The columns a file must have; <c>name_en</c> may be missing.</summary>
    public static IReadOnlyList<string> RequiredColumns { get; } = ["date", "name_id", "kind", "decree"];

    /// <summary>The years that ship with the product, in <c>data/calendars</c>. A shipped file with an error is a bug.</summary>
    public static IReadOnlyList<CalendarYear> Shipped(string folder)
    {
        var years = new List<CalendarYear>();
        foreach (var row in TableFile.Shipped(folder, "years"))
        {
            var year = int.Parse(row["year"], CultureInfo.InvariantCulture);
            var reading = Read(TableFile.Shipped(folder, row["year"]), year);
            Check.That(reading.Problems.Count == 0);
            Check.That(Announced(reading.Rows, HolidayKind.National, row["national_holidays"]));
            Check.That(Announced(reading.Rows, HolidayKind.CollectiveLeave, row["collective_leave"]));
            years.Add(new(year, reading.Rows));
        }

        return years;
    }

    /// <summary>Reads the decree of one year; everything that is wrong with a row is told, and the row left out.</summary>
    public static TableReading<Holiday> Read(IEnumerable<TableRow> rows, int year)
    {
        var holidays = new List<Holiday>();
        var problems = new List<RowProblem>();
        var seen = new Dictionary<DateOnly, int>();
        foreach (var row in rows)
        {
            var told = problems.Count;
            problems.AddRange(ProblemsOf(row, year, out var holiday).Select(p => new RowProblem(row.Number, p)));
            if (holiday.Date.Year == year && !seen.TryAdd(holiday.Date, row.Number))
            {
                problems.Add(new(row.Number, new("Platform.Calendar.Twice", "date", holiday.Date, seen[holiday.Date])));
            }

            if (problems.Count == told)
            {
                holidays.Add(holiday);
            }
        }

        return new([.. holidays.OrderBy(h => h.Date)], problems);
    }

    private static bool Announced(IReadOnlyList<Holiday> holidays, HolidayKind kind, string count) =>
        holidays.Count(h => h.Kind == kind) == int.Parse(count, CultureInfo.InvariantCulture);

    private static List<Problem> ProblemsOf(TableRow row, int year, out Holiday holiday)
    {
        var problems = new List<Problem>();
        if (!DateOnly.TryParseExact(row["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            problems.Add(new("Platform.Calendar.BadDate", "date", row["date"]));
        }
        else if (date.Year != year)
        {
            problems.Add(new("Platform.Calendar.OtherYear", "date", date, year.ToString(CultureInfo.InvariantCulture)));
        }

        HolidayKind? kind = row["kind"].ToLowerInvariant() switch
        {
            "libur nasional" => HolidayKind.National,
            "cuti bersama" => HolidayKind.CollectiveLeave,
            _ => null,
        };
        if (kind is null)
        {
            problems.Add(new("Platform.Calendar.BadKind", "kind", row["kind"]));
        }

        var (name, decree) = (row.Optional("name_id"), row.Optional("decree"));
        if (name is null)
        {
            problems.Add(new("Platform.Calendar.NoName", "name_id"));
        }

        if (decree is null)
        {
            problems.Add(new("Platform.Calendar.NoDecree", "decree"));
        }

        holiday = new(date, name ?? string.Empty, row.Optional("name_en") ?? name ?? string.Empty, kind ?? default, decree ?? string.Empty);
        return problems;
    }
}

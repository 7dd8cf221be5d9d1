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

    /// <summary>Reads the decree of one year; each row that cannot be used is reported with its number and left out.</summary>
    public static TableReading<Holiday> Read(IEnumerable<TableRow> rows, int year)
    {
        var holidays = new Dictionary<DateOnly, Holiday>();
        var problems = new List<RowProblem>();
        foreach (var row in rows)
        {
            var holiday = ReadRow(row, year);
            if (holiday.Failed)
            {
                problems.Add(new(row.Number, holiday.Problem));
            }
            else if (!holidays.TryAdd(holiday.Value.Date, holiday.Value))
            {
                problems.Add(new(row.Number, new("Platform.Calendar.Twice", "date", holiday.Value.Date)));
            }
        }

        return new([.. holidays.Values.OrderBy(h => h.Date)], problems);
    }

    private static bool Announced(IReadOnlyList<Holiday> holidays, HolidayKind kind, string count) =>
        holidays.Count(h => h.Kind == kind) == int.Parse(count, CultureInfo.InvariantCulture);

    private static Outcome<Holiday> ReadRow(TableRow row, int year)
    {
        if (!DateOnly.TryParseExact(row["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return new Problem("Platform.Calendar.BadDate", "date", row["date"]);
        }

        if (date.Year != year)
        {
            return new Problem("Platform.Calendar.OtherYear", "date", date, year.ToString(CultureInfo.InvariantCulture));
        }

        HolidayKind? kind = row["kind"].ToLowerInvariant() switch
        {
            "libur nasional" => HolidayKind.National,
            "cuti bersama" => HolidayKind.CollectiveLeave,
            _ => null,
        };
        if (kind is null)
        {
            return new Problem("Platform.Calendar.BadKind", "kind", row["kind"]);
        }

        if (row.Optional("name_id") is not { } name)
        {
            return new Problem("Platform.Calendar.NoName", "name_id");
        }

        return row.Optional("decree") is { } decree
            ? new Holiday(date, name, row.Optional("name_en") ?? name, kind.Value, decree)
            : new Problem("Platform.Calendar.NoDecree", "decree");
    }
}

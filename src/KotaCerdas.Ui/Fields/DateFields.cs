using KotaCerdas.Platform;

namespace KotaCerdas.Ui;

/// <summary>What a date field posts; bind a property of this type and read it with <see cref="Read"/>.</summary>
public sealed class DateFields
{
    /// <summary>Day as typed.</summary>
    public string? Day { get; set; }

    /// <summary>Month as typed.</summary>
    public string? Month { get; set; }

    /// <summary>Year as typed.</summary>
    public string? Year { get; set; }

    /// <summary>True where nothing was typed.</summary>
    public bool Empty => string.IsNullOrWhiteSpace(Day + Month + Year);

    /// <summary>Three fields filled from a date, or empty.</summary>
    public static DateFields From(DateOnly? date)
    {
        var (day, month, year) = DateInputOptions.From(date);
        return new() { Day = day, Month = month, Year = year };
    }

    /// <summary>The date, or <c>Ui.Date.Missing</c>, what of it is missing, or <c>Ui.Date.NotReal</c>, on the given field.</summary>
    public Outcome<DateOnly> Read(string field)
    {
        if (Empty)
        {
            return new Problem("Ui.Date.Missing", field);
        }

        var (noDay, noMonth, noYear) = (Blank(Day), Blank(Month), Blank(Year));
        if (noDay || noMonth || noYear)
        {
            return new Problem((noDay, noMonth, noYear) switch
            {
                (true, false, false) => "Ui.Date.NoDay",
                (false, true, false) => "Ui.Date.NoMonth",
                (false, false, true) => "Ui.Date.NoYear",
                (true, true, false) => "Ui.Date.NoDayMonth",
                (true, false, true) => "Ui.Date.NoDayYear",
                _ => "Ui.Date.NoMonthYear",
            }, field);
        }

        return int.TryParse(Day, out var day) && int.TryParse(Month, out var month) && int.TryParse(Year, out var year)
            && year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : new Problem("Ui.Date.NotReal", field, $"{Day}/{Month}/{Year}");
    }

    private static bool Blank(string? part) => string.IsNullOrWhiteSpace(part);
}

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

    /// <summary>The date, or <c>Ui.Date.Missing</c> / <c>Ui.Date.NotReal</c> on the given field.</summary>
    public Outcome<DateOnly> Read(string field)
    {
        if (Empty)
        {
            return new Problem("Ui.Date.Missing", field);
        }

        return int.TryParse(Day, out var day) && int.TryParse(Month, out var month) && int.TryParse(Year, out var year)
            && year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : new Problem("Ui.Date.NotReal", field, $"{Day}/{Month}/{Year}");
    }
}

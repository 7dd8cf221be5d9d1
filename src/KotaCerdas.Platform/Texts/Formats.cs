using System.Globalization;

namespace KotaCerdas.Platform;

/// <summary>
/// How numbers, money, dates and times read in Indonesian and English. The only place that decides it: no ICU data is used, so a library
/// update never changes a letter.
/// </summary>
public static class Formats
{
    private static readonly string[] IndonesianMonths =
    [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ];

    private static readonly string[] EnglishMonths =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    private static readonly string[] IndonesianDays = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];

    private static readonly NumberFormatInfo Dots = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = ",", NegativeSign = "−" };

    private static readonly NumberFormatInfo Commas =
        new() { NumberGroupSeparator = ",", NumberDecimalSeparator = ".", NegativeSign = "−" };

    /// <summary>A whole number with thousands: <c>1.234.567</c> or <c>1,234,567</c>.</summary>
    public static string Number(long value, CultureInfo? language = null) => value.ToString("N0", Symbols(language));

    /// <summary>A number with at most <paramref name="digits"/> decimals, trailing zeros kept: <c>3,32</c> or <c>3.32</c>.</summary>
    public static string Decimal(decimal value, int digits, CultureInfo? language = null)
    {
        var rounded = Math.Round(value, digits, MidpointRounding.AwayFromZero);

        // A decimal keeps the sign of what was rounded away: nothing is neither more nor less.
        return (rounded == 0 ? 0m : rounded).ToString("N" + digits.ToString(CultureInfo.InvariantCulture), Symbols(language));
    }

    /// <summary>A number kept in the invariant form as one types it: with the decimal sign of the language, ungrouped.</summary>
    public static string Typed(string invariant, CultureInfo? language = null) =>
        invariant.Replace(".", Symbols(language).NumberDecimalSeparator, StringComparison.Ordinal);

    /// <summary>A share between 0 and 1 as per cent with one decimal: <c>12,5 %</c>.</summary>
    public static string Percent(decimal share, CultureInfo? language = null) => Decimal(share * 100, 1, language) + " %";

    /// <summary>Whole rupiah: <c>Rp1.234.567</c>.</summary>
    public static string Money(long rupiah, CultureInfo? language = null) =>
        rupiah < 0 ? "−Rp" + Number(-rupiah, language) : "Rp" + Number(rupiah, language);

    /// <summary>A legal date: <c>15 September 2025</c>.</summary>
    public static string Date(DateOnly date, CultureInfo? language = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{date.Day} {Months(language)[date.Month - 1]} {date.Year}");

    /// <summary>A legal date with its weekday: <c>Senin, 15 September 2025</c>.</summary>
    public static string DayAndDate(DateOnly date, CultureInfo? language = null) =>
        (English(language) ? date.DayOfWeek.ToString() : IndonesianDays[(int)date.DayOfWeek]) + ", " + Date(date, language);

    /// <summary>An instant in a zone: <c>15 September 2025, 14.05 WIB</c>.</summary>
    public static string Instant(DateTime utc, RegionZone zone, CultureInfo? language = null)
    {
        var local = utc.AddHours(zone.OffsetHours());
        return $"{Date(DateOnly.FromDateTime(local), language)}, {Time(utc, zone, language)}";
    }

    /// <summary>The time of day of an instant in a zone: <c>14.05 WIB</c>.</summary>
    public static string Time(DateTime utc, RegionZone zone, CultureInfo? language = null)
    {
        var time = utc.AddHours(zone.OffsetHours()).ToString(English(language) ? "HH:mm" : "HH.mm", CultureInfo.InvariantCulture);
        return $"{time} {zone}";
    }

    /// <summary>A file size: <c>1,4 MB</c>.</summary>
    public static string FileSize(long bytes, CultureInfo? language = null) => bytes switch
    {
        < 1_000 => Number(bytes, language) + " B",
        < 1_000_000 => Number((bytes + 500) / 1_000, language) + " kB",
        _ => Decimal(bytes / 1_000_000m, 1, language) + " MB",
    };

    private static string[] Months(CultureInfo? language) => English(language) ? EnglishMonths : IndonesianMonths;

    private static bool English(CultureInfo? language) =>
        Languages.IsEnglish(language ?? CultureInfo.CurrentUICulture);

    private static NumberFormatInfo Symbols(CultureInfo? language) => English(language) ? Commas : Dots;
}

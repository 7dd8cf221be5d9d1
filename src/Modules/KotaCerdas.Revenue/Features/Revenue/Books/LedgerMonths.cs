using System.Globalization;

namespace KotaCerdas.Revenue.Features.Books;

/// <summary>Months as addresses and the ledger write them: <c>2026-03</c> and 202603.</summary>
internal static class LedgerMonths
{
    /// <summary>The month of a text, or the one given where the text is none.</summary>
    public static int Read(string? text, int otherwise) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Of(day) : otherwise;

    public static int Of(DateOnly day) => (day.Year * 100) + day.Month;

    public static string Text(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 100:0000}-{month % 100:00}");

    public static DateOnly First(int month) => new(month / 100, month % 100, 1);

    public static DateOnly Last(int month) => First(month).AddMonths(1).AddDays(-1);
}

using FsCheck;
using FsCheck.Fluent;

namespace KotaCerdas.Platform.Tests;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = new(CalendarFile.Shipped(ShippedData.Folder("calendars")));

    private static readonly Arbitrary<(DateOnly Date, int Days)> Cases =
        Gen.Choose(0, 500).Zip(Gen.Choose(1, 80), (offset, days) => (new DateOnly(2025, 3, 1).AddDays(offset), days)).ToArbitrary();

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void The_years_with_a_decree_ship_and_no_others() => Assert.Equal([2025, 2026], Calendar.Years);

    [Theory]
    [InlineData(2025, 237)]
    [InlineData(2026, 240)]
    public void A_year_has_its_working_days(int year, int expected)
    {
        var open = Enumerable.Range(0, 365).Count(i => Calendar.IsWorkingDay(new DateOnly(year, 1, 1).AddDays(i)).Value);
        Assert.Equal(expected, open);
    }

    [Theory]
    [InlineData("2026-03-21", "libur")]
    [InlineData("2026-02-16", "cuti")]
    [InlineData("2025-08-18", "cuti")]
    public void A_holiday_is_closed_and_says_why(string date, string kind)
    {
        var holiday = Calendar.HolidayOn(Day(date))!;
        Assert.Equal(kind == "cuti" ? HolidayKind.CollectiveLeave : HolidayKind.National, holiday.Kind);
        Assert.False(Calendar.IsWorkingDay(Day(date)).Value);
        Assert.Contains("SKB", holiday.Decree, StringComparison.Ordinal);
    }

    // Counted by hand from the decree of 2026.
    [Theory]
    [InlineData("2026-03-13", 5, "2026-03-27")]
    [InlineData("2026-03-16", 5, "2026-03-30")]
    [InlineData("2026-03-02", 14, "2026-03-27")]
    [InlineData("2026-05-12", 5, "2026-05-21")]
    [InlineData("2026-05-25", 14, "2026-06-18")]
    [InlineData("2026-02-02", 60, "2026-05-08")]
    [InlineData("2026-12-18", 5, "2026-12-29")]
    [InlineData("2026-03-27", -5, "2026-03-13")]
    [InlineData("2026-03-21", 0, "2026-03-25")]
    [InlineData("2026-03-25", 0, "2026-03-25")]
    public void Working_days_are_added_and_taken_away(string from, int days, string expected) =>
        Assert.Equal(Day(expected), Calendar.Add(Day(from), days).Value);

    [Theory]
    [InlineData("2026-12-30", 5, "2027")]
    [InlineData("2025-01-02", -5, "2024")]
    [InlineData("2018-05-08", 1, "2018")]
    [InlineData("2027-01-01", 0, "2027")]
    public void A_year_without_a_decree_is_named_and_nothing_is_guessed(string from, int days, string year)
    {
        var problem = Calendar.Add(Day(from), days).Problem;
        Assert.Equal(("Platform.Calendar.MissingYear", year), (problem.Code, (string)problem.Args[0]));
    }

    [Fact]
    public void Counting_and_asking_across_a_missing_year_are_refused_too()
    {
        Assert.True(Calendar.Count(Day("2026-12-01"), Day("2027-01-02")).Failed);
        Assert.True(Calendar.IsWorkingDay(Day("2024-02-14")).Failed);
        Assert.True(new WorkingCalendar([]).OnOrAfter(DateOnly.MaxValue).Failed);
        Assert.Equal(0, Calendar.Count(Day("2026-12-31"), Day("2026-12-31")).Value);
    }

    [Fact]
    public void Adding_and_counting_are_inverse() => Prop.ForAll(Cases, c =>
    {
        var due = Calendar.Add(c.Date, c.Days).Value;
        return Calendar.Count(c.Date, due).Value == c.Days && Calendar.Count(due, c.Date).Value == -c.Days;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_due_day_is_a_working_day_and_the_day_before_it_is_too_early() => Prop.ForAll(Cases, c =>
    {
        var due = Calendar.Add(c.Date, c.Days).Value;
        return IsOpen(due) && Calendar.Count(c.Date, due.AddDays(-1)).Value == c.Days - 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Going_forth_and_back_from_a_working_day_returns_to_it() => Prop.ForAll(Cases, c =>
    {
        var start = Calendar.OnOrAfter(c.Date).Value;
        return Calendar.Add(Calendar.Add(start, c.Days).Value, -c.Days).Value == start;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Steps_add_up() => Prop.ForAll(Cases, c =>
        Calendar.Add(Calendar.Add(c.Date, c.Days).Value, 7).Value == Calendar.Add(c.Date, c.Days + 7).Value).QuickCheckThrowOnFailure();

    private static bool IsOpen(DateOnly date) => Calendar.IsWorkingDay(date).Value;
}

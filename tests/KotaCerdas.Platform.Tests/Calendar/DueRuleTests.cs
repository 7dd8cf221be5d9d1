using FsCheck;
using FsCheck.Fluent;

namespace KotaCerdas.Platform.Tests;

public sealed class DueRuleTests
{
    private static readonly WorkingCalendar Calendar = new(CalendarFile.Shipped(ShippedData.Folder("calendars")));

    private static readonly WorkingCalendar None = new([]);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-03-13", 5, DayUnit.WorkingDay, false, false, "2026-03-27")]
    [InlineData("2026-03-13", 5, DayUnit.WorkingDay, true, false, "2026-03-26")]
    [InlineData("2026-03-14", 5, DayUnit.WorkingDay, true, false, "2026-03-27")]
    [InlineData("2026-03-01", 30, DayUnit.CalendarDay, false, false, "2026-03-31")]
    [InlineData("2026-03-01", 30, DayUnit.CalendarDay, true, false, "2026-03-30")]
    [InlineData("2026-03-01", 20, DayUnit.CalendarDay, false, false, "2026-03-21")]
    [InlineData("2026-03-01", 20, DayUnit.CalendarDay, false, true, "2026-03-25")]
    [InlineData("2026-03-02", 0, DayUnit.CalendarDay, true, false, "2026-03-02")]
    public void A_period_ends_as_its_rule_says(string start, int days, DayUnit unit, bool startCounts, bool shift, string due) =>
        Assert.Equal(Day(due), new DueRule(days, unit, "rule", startCounts, shift).DueOn(Day(start), Calendar).Value);

    [Fact]
    public void Plain_calendar_days_need_no_decree_but_a_shifted_end_does()
    {
        Assert.Equal(Day("2030-03-02"), new DueRule(60, DayUnit.CalendarDay, "rule").DueOn(Day("2030-01-01"), None).Value);
        Assert.Equal(
            "Platform.Calendar.MissingYear",
            new DueRule(60, DayUnit.CalendarDay, "rule", ShiftToWorkingDay: true).DueOn(Day("2030-01-01"), None).Problem.Code);
    }

    [Theory]
    [InlineData(RegionZone.WIB, "2026-03-02")]
    [InlineData(RegionZone.WITA, "2026-03-02")]
    [InlineData(RegionZone.WIT, "2026-03-03")]
    public void The_regions_zone_decides_the_legal_date_of_an_instant(RegionZone zone, string start)
    {
        var evening = new DateTimeOffset(2026, 3, 2, 15, 30, 0, TimeSpan.Zero);
        var clock = new DueRule(3, DayUnit.WorkingDay, "rule").StartAt(evening, zone, Calendar).Value;
        Assert.Equal(Day(start), clock.Start);
        Assert.Equal(3, Calendar.Count(clock.Start, clock.Due).Value);
    }

    [Fact]
    public void A_shifted_end_is_a_working_day_and_never_earlier() =>
        Prop.ForAll(Gen.Choose(0, 500).Zip(Gen.Choose(0, 90)).ToArbitrary(), c =>
        {
            var start = new DateOnly(2025, 3, 1).AddDays(c.Item1);
            var plain = new DueRule(c.Item2, DayUnit.CalendarDay, "rule").DueOn(start, Calendar).Value;
            var shifted = new DueRule(c.Item2, DayUnit.CalendarDay, "rule", ShiftToWorkingDay: true).DueOn(start, Calendar).Value;
            return shifted >= plain && Calendar.IsWorkingDay(shifted).Value && (plain == shifted || !Calendar.IsWorkingDay(plain).Value);
        }).QuickCheckThrowOnFailure();
}

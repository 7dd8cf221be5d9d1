using KotaCerdas.TestKit;

namespace KotaCerdas.Platform.Tests.Calendar;

public sealed class CalendarStoreTests
{
    private static readonly DateOnly NewYear = new(2030, 1, 1);
    private static readonly CalendarYear Year = new(2030, [new(NewYear, "Tahun Baru", "New Year", HolidayKind.National, "SKB contoh")]);

    [Theory, OnEachDatabase]
    public async Task A_year_without_a_decree_is_refused_and_counts_once_it_is_imported(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var before = await database.WithAsync<CalendarStore, WorkingCalendar>(s => s.LoadAsync(default));
        Assert.Equal("Platform.Calendar.MissingYear", before.IsWorkingDay(NewYear).Problem.Code);

        var officer = TestPeople.Office("ministry-officer");
        Assert.Equal(1, (await database.WithAsync<CalendarStore, Outcome<int>>(s => s.ImportAsync(officer, Year, "a.csv", default))).Value);
        var corrected = Year with { Holidays = [.. Year.Holidays,
            new(NewYear.AddDays(1), "Cuti", "Leave", HolidayKind.CollectiveLeave, "SKB contoh")] };
        Assert.Equal(2, (await database.WithAsync<CalendarStore,
            Outcome<int>>(s => s.ImportAsync(officer, corrected, "b.csv", default))).Value);

        var after = await database.WithAsync<CalendarStore, WorkingCalendar>(s => s.LoadAsync(default));
        Assert.False(after.IsWorkingDay(NewYear.AddDays(1)).Value);
        Assert.True(after.IsWorkingDay(NewYear.AddDays(2)).Value);
    }

    [Theory, OnEachDatabase]
    public async Task The_shipped_decrees_are_there_from_the_start(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var calendar = await database.WithAsync<CalendarStore, WorkingCalendar>(s => s.LoadAsync(default));
        Assert.False(calendar.IsWorkingDay(new DateOnly(2026, 8, 17)).Value);
    }

    [Theory, OnEachDatabase]
    public async Task An_empty_file_and_a_region_are_refused(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        Assert.Equal("Platform.Calendar.NoDays", await CodeAsync(database, TestPeople.Office("ministry-officer"),
            Year with { Holidays = [] }));
        Assert.Equal("Platform.Access.NotAllowed", await CodeAsync(database, TestPeople.Office("diskominfo", "16.72"), Year));
    }

    private static async Task<string> CodeAsync(TestDatabase database, Actor actor, CalendarYear year) =>
        (await database.WithAsync<CalendarStore, Outcome<int>>(s => s.ImportAsync(actor, year, "a.csv", default))).Problem.Code;
}

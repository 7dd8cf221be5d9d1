using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>The imported yearly decrees. Legal clocks that count working days read them; a year without one is refused by name.</summary>
public sealed class CalendarStore(KotaDb db, Trail trail, TimeProvider clock)
{
    /// <summary>Importing yearly decrees.</summary>
    public static readonly Permission Manage = new("platform.calendar.manage");

    /// <summary>The calendar of all years that are known now.</summary>
    public async Task<WorkingCalendar> LoadAsync(CancellationToken cancel) => new((await YearsAsync(cancel)).Select(y => y.Year));

    /// <summary>Every known year in its latest revision, newest first.</summary>
    public async Task<List<(CalendarYearRow Import, CalendarYear Year)>> YearsAsync(CancellationToken cancel)
    {
        var imports = await db.Shared<CalendarYearRow>().AsNoTracking().ToListAsync(cancel);
        var days = await db.Shared<HolidayRow>().AsNoTracking().OrderBy(h => h.Day).ToListAsync(cancel);
        var byRevision = days.ToLookup(d => (d.Year, d.Revision));
        return [.. imports.GroupBy(i => i.Year).Select(g => g.MaxBy(i => i.Revision)!).OrderByDescending(i => i.Year).Select(i => (
            i,
            new CalendarYear(i.Year, [.. byRevision[(i.Year, i.Revision)]
                .Select(d => new Holiday(d.Day, d.NameId, d.NameEn, d.Kind, d.Decree))])))];
    }

    /// <summary>Imports the decree of a year, all rows or none; an earlier import of the year stays as an older revision.</summary>
    /// <param name="actor">Who imports.</param>
    /// <param name="year">The year as read by <see cref="CalendarFile.Read"/>.</param>
    /// <param name="source">Name of the file.</param>
    /// <param name="cancel">Stops; nothing is changed then.</param>
    public async Task<Outcome<int>> ImportAsync(Actor actor, CalendarYear year, string source, CancellationToken cancel)
    {
        if (actor.Refuse(Manage, RegionCode.National) is { } refused)
        {
            return refused;
        }

        if (year.Holidays.Count == 0)
        {
            return new Problem("Platform.Calendar.NoDays", null, year.Year.ToString());
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var revision = (await db.Shared<CalendarYearRow>().Where(y => y.Year == year.Year)
            .MaxAsync(y => (int?)y.Revision, cancel) ?? 0) + 1;
        db.Add(new CalendarYearRow
        {
            Year = year.Year,
            Revision = revision,
            Source = source,
            ImportedAt = clock.GetUtcNow().UtcDateTime,
            ImportedBy = actor.Name,
        });
        db.AddRange(year.Holidays.Select(h => new HolidayRow
        {
            Year = year.Year,
            Revision = revision,
            Day = h.Date,
            NameId = h.NameId,
            NameEn = h.NameEn,
            Kind = h.Kind,
            Decree = h.Decree,
        }));
        trail.Add(
            actor, "Platform.Calendar.Trail.Imported", new Subject(RegionCode.National, "platform.calendar", $"{year.Year}"),
                new { revision, days = year.Holidays.Count });
        await write.CommitAsync(cancel);
        return revision;
    }
}

/// <summary>Loads the decrees that ship with the product where the year is not known yet.</summary>
public sealed class ShippedCalendars(CalendarStore store) : IPreparationStep
{
    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancel)
    {
        var known = (await store.LoadAsync(cancel)).Years.ToHashSet();
        foreach (var year in CalendarFile.Shipped(ShippedData.PathOf("calendars")).Where(y => !known.Contains(y.Year)))
        {
            Check.That(!(await store.ImportAsync(Actor.Platform("kotacerdas"), year, $"data/calendars/{year.Year}.csv", cancel)).Failed);
        }
    }
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Features.Calendar;

/// <summary>A year of the calendar with its import.</summary>
internal sealed record ImportedYear(CalendarYearRow Import, CalendarYear Year);

/// <summary>The working-day calendar, for anyone: what legal clocks count with.</summary>
internal sealed class YearsPage(CalendarStore store, Actor actor) : ProductPage
{
    private IReadOnlyList<ImportedYear> _years = [];

    [BindProperty(SupportsGet = true, Name = "tahun")]
    public string? Asked { get; set; }

    /// <summary>The year asked for, else the latest; null where none is known.</summary>
    public ImportedYear? Shown { get; private set; }

    public bool MayImport => actor.May(CalendarStore.Manage, RegionCode.National);

    public string YearText => TextOf(Shown!.Year.Year);

    public string Current => PathOf(YearText);

    public IReadOnlyList<FrameLink> Tabs => [.. _years.Select(y => new FrameLink(TextOf(y.Year.Year), PathOf(TextOf(y.Year.Year))))];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        _years = [.. (await store.YearsAsync(cancel)).Select(y => new ImportedYear(y.Import, y.Year))];
        Shown = Asked is null ? (_years is [var latest, ..] ? latest : null) : _years.FirstOrDefault(y => TextOf(y.Year.Year) == Asked);
        return Asked is not null && Shown is null ? NotFound() : Page();
    }

    public int Count(HolidayKind kind) => Shown!.Year.Holidays.Count(h => h.Kind == kind);

    public string NameOf(Holiday day) => Languages.IsEnglish(CultureInfo.CurrentUICulture) ? day.NameEn : day.NameId;

    internal static string PathOf(string year) => $"/kalender?tahun={year}";

    private static string TextOf(int year) => year.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Features.Calendar;

/// <summary>Imports the decree of a year: all rows, or none and every row that is wrong.</summary>
[Needs("platform.calendar.manage")]
internal sealed class ImportPage(CalendarStore store, Actor actor) : ProductPage
{
    private const int MostBytes = 1_000_000;

    [BindProperty]
    public string? Year { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>What is wrong with rows.</summary>
    public IReadOnlyList<RowProblem> Rows { get; private set; } = [];

    /// <summary>How many rows cannot be used.</summary>
    public int BadRows => Rows.DistinctBy(r => r.Row).Count();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (!int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2000 or > 2100)
        {
            problems.Add(new("Host.Calendar.BadYear", nameof(Year)));
        }

        if (Upload is not { Length: > 0 and <= MostBytes })
        {
            problems.Add(new("Host.Calendar.NoFile", nameof(Upload), Formats.FileSize(MostBytes)));
        }

        if (problems.Count > 0)
        {
            return this.Invalid(problems);
        }

        using var file = new MemoryStream();
        await Upload!.CopyToAsync(file, cancel);
        file.Position = 0;
        var table = TableFile.Upload(file, CalendarFile.RequiredColumns);
        if (table.Failed)
        {
            return this.Invalid(table.Problem.On(nameof(Upload)));
        }

        var reading = CalendarFile.Read(table.Value, year);
        if (reading.Problems.Count > 0)
        {
            Rows = reading.Problems;
            return this.Invalid(new Problem("Host.Calendar.RowsRejected", nameof(Upload), BadRows));
        }

        var imported = await store.ImportAsync(actor, new CalendarYear(year, reading.Rows), Path.GetFileName(Upload.FileName), cancel);
        return imported.Failed ? this.Invalid(imported.Problem.On(nameof(Upload)))
            : this.SeeOther(YearsPage.PathOf(year.ToString(CultureInfo.InvariantCulture)));
    }
}

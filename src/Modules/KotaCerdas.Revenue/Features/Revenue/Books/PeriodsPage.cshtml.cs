using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Books;

/// <summary>The months of a year in a book: which take postings, what they hold, what was done to them last.</summary>
[Needs(LedgerPermissions.ReadCode)]
internal sealed class PeriodsPageModel(RegisterDesk desk, Periods periods, Texts texts) : RegisterPage(desk)
{
    private const int YearsBack = 5;

    private int _year;

    public Book Book { get; private set; }

    public IReadOnlyList<PeriodMonth> Months { get; private set; } = [];

    public string YearText => _year.ToString(CultureInfo.InvariantCulture);

    public IReadOnlyList<Choice> Books => [.. Enum.GetNames<Book>().Select(b => new Choice(b, texts["Revenue.Book." + b]))];

    public IReadOnlyList<Choice> Years =>
    [
        .. Enumerable.Range(0, YearsBack + 1).Select(back => (Today.Year - back).ToString(CultureInfo.InvariantCulture))
            .Select(y => new Choice(y, y)),
    ];

    public async Task<IActionResult> OnGetAsync(string region, string? buku, string? tahun, CancellationToken cancel)
    {
        if (await OpenAsync(region, LedgerPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        Book = Named.TryRead<Book>(buku, out var book) ? book : Book.LO;
        _year = int.TryParse(tahun, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year <= Today.Year && year >= Today.Year - YearsBack ? year : Today.Year;
        Months = [.. (await periods.YearAsync(Code, _year, cancel)).Where(m => m.Period.Book == Book)];
        return Page();
    }

    public IReadOnlyList<Cell> Cells(PeriodMonth month) =>
    [
        Cell.Link(LedgerMonths.Text(month.Period.Month), LedgerPaths.Period(month.Period)),
        Cell.Of(LedgerWords.State(month.State, texts)), Cell.Count(month.Entries), LedgerWords.Side(month.Debit),
        month.Last is { } last ? texts["Revenue.Books.ByAt", Formats.Instant(last.At, Region.Zone), last.By]
            : month.State == PeriodState.Closed ? texts["Revenue.Periods.WithLater"] : "–",
    ];
}

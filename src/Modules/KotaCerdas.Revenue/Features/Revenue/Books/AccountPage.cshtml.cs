using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Books;

/// <summary>The lines of an account with the balance after each.</summary>
[Needs(LedgerPermissions.ReadCode)]
internal sealed class AccountPageModel(
    RegisterDesk desk, AccountSheets sheets, ChartOfAccounts chart, ImportReading imports, Actor actor, Texts texts) : RegisterPage(desk)
{
    private const int Years = 3;

    private AccountCode _account;
    private int _from;
    private int _to;

    public Book Book { get; private set; }

    public SheetPage Sheet { get; private set; } = new(0, [], null);

    public OpeningNote? Note { get; private set; }

    public string Title => $"{_account.Value} {chart.Find(_account)?.Name}".Trim();

    public string Path => $"{LedgerPaths.Trial(Code)}/akun/{_account.Value}";

    public string FromText => LedgerMonths.Text(_from);

    public string ToText => LedgerMonths.Text(_to);

    public IReadOnlyList<Choice> Months =>
    [
        .. Enumerable.Range(0, 12 * Years).Select(back => LedgerMonths.Of(Today.AddMonths(-back)))
            .Select(m => new Choice(LedgerMonths.Text(m), LedgerMonths.Text(m))),
    ];

    public string? NextHref => Sheet.Next is { } next
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Path}?buku={Book}&dari={FromText}&sampai={ToText}&setelah={next.PostedOn:yyyy-MM-dd}_{next.Journal}_{next.Line}")
        : null;

    public async Task<IActionResult> OnGetAsync(
        string region, string akun, string? buku, string? setelah, CancellationToken cancel)
    {
        if (await OpenAsync(region, LedgerPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (!AccountCode.TryParse(akun, out _account) || chart.Find(_account) is null)
        {
            return NotFound();
        }

        Book = Named.TryRead<Book>(buku, out var book) ? book : Book.LO;
        _to = LedgerMonths.Read(Request.Query["sampai"], LedgerMonths.Of(Today));
        _from = Math.Min(_to, LedgerMonths.Read(Request.Query["dari"], LedgerMonths.Of(new DateOnly(Today.Year, 1, 1))));
        Sheet = await sheets.ReadAsync(
            Code, new SheetQuery(Book, _account, LedgerMonths.First(_from), LedgerMonths.Last(_to), Place(setelah)), cancel);
        Note = await OpeningNote.OfAsync(imports, Code, actor, (Book, _account), cancel);
        return Page();
    }

    public IReadOnlyList<Cell> Cells(SheetRow row) =>
    [
        Formats.Date(row.Place.PostedOn), Cell.Link(LedgerWords.Event(row.Event, texts), LedgerPaths.Journal(Code, row.Place.Journal)),
        LedgerWords.Subject(row.Subject), LedgerWords.Period(row.Period), LedgerWords.Side(row.Debit), LedgerWords.Side(row.Credit),
        LedgerWords.BalanceCell(row.Balance),
    ];

    private static SheetPlace? Place(string? text) => text?.Split('_') is [var day, var journal, var line]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
        && Guid.TryParse(journal, out var id) && int.TryParse(line, CultureInfo.InvariantCulture, out var number)
            ? new(on, new JournalId(id), number) : null;
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Books;

/// <summary>The trial balance of a book, as deep as one asks.</summary>
[Needs(LedgerPermissions.ReadCode)]
internal sealed class TrialBalancePageModel(
    RegisterDesk desk, TrialBalances balances, ImportReading imports, Actor actor, Texts texts) : RegisterPage(desk)
{
    private const int Deepest = 6;
    private const int Years = 3;

    private int _from;
    private int _to;
    private int _level;

    public Book Book { get; private set; }

    public IReadOnlyList<TrialBalanceRow> Rows { get; private set; } = [];

    public OpeningNote? Note { get; private set; }

    public string LevelText => _level.ToString(CultureInfo.InvariantCulture);

    public string FromText => LedgerMonths.Text(_from);

    public string ToText => LedgerMonths.Text(_to);

    public IReadOnlyList<Choice> Books => [.. Enum.GetNames<Book>().Select(b => new Choice(b, texts["Revenue.Book." + b]))];

    public IReadOnlyList<Choice> Levels =>
        [.. Enumerable.Range(1, Deepest).Select(l => new Choice(l.ToString(CultureInfo.InvariantCulture), texts["Revenue.Books.LevelNamed",
            l]))];

    public IReadOnlyList<Choice> Months =>
    [
        .. Enumerable.Range(0, 12 * Years).Select(back => LedgerMonths.Of(Today.AddMonths(-back)))
            .Select(m => new Choice(LedgerMonths.Text(m), LedgerMonths.Text(m))),
    ];

    public IReadOnlyList<Cell> Total =>
    [
        texts["Revenue.Batch.Total"], "", LedgerWords.BalanceCell(Rows.Sum(r => r.Opening)),
        LedgerWords.BalanceCell(Rows.Sum(r => r.Debit)), LedgerWords.BalanceCell(Rows.Sum(r => r.Credit)),
        LedgerWords.BalanceCell(Rows.Sum(r => r.Closing)),
    ];

    public async Task<IActionResult> OnGetAsync(
        string region, string? buku, string? tingkat, string? dari, string? sampai, CancellationToken cancel)
    {
        if (await OpenAsync(region, LedgerPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        Book = Named.TryRead<Book>(buku, out var book) ? book : Book.LO;
        _level = int.TryParse(tingkat, CultureInfo.InvariantCulture, out var level) ? Math.Clamp(level, 1, Deepest) : Deepest;
        _to = LedgerMonths.Read(sampai, LedgerMonths.Of(Today));
        _from = Math.Min(_to, LedgerMonths.Read(dari, LedgerMonths.Of(new DateOnly(Today.Year, 1, 1))));
        Rows = await balances.ReadAsync(RegionScope.Of(Code), new(Book, _from, _to, _level), cancel);
        Note = await OpeningNote.OfAsync(imports, Code, actor, (Book, null), cancel);
        return Page();
    }

    public IReadOnlyList<Cell> Cells(TrialBalanceRow row) =>
    [
        _level == Deepest
            ? Cell.Link(row.Account.Value, LedgerPaths.Account(Code, Book, row.Account) + $"&dari={FromText}&sampai={ToText}")
            : row.Account.Value,
        row.Name, LedgerWords.BalanceCell(row.Opening), LedgerWords.BalanceCell(row.Debit), LedgerWords.BalanceCell(row.Credit),
        LedgerWords.BalanceCell(row.Closing),
    ];
}

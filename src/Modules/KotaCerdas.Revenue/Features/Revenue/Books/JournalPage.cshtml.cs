using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Books;

/// <summary>A journal with its lines.</summary>
[Needs(LedgerPermissions.ReadCode)]
internal sealed class JournalPageModel(RegisterDesk desk, JournalReader reader, ChartOfAccounts chart, Actor actor, Texts texts)
    : RegisterPage(desk)
{
    private const int PageLines = 100;

    public JournalView Journal { get; private set; } = null!;

    public IReadOnlyList<JournalLineView> Lines { get; private set; } = [];

    public string? NextHref => Lines.Count == PageLines
        ? string.Create(CultureInfo.InvariantCulture, $"{LedgerPaths.Journal(Code, Journal.Receipt.Id)}?setelah={Lines[^1].Number}") : null;

    public IReadOnlyList<Fact> Facts =>
    [
        new(texts["Revenue.Books.ValueOn"], Formats.Date(Journal.Receipt.ValueOn)),
        new(texts["Revenue.Books.PostedOn"], Formats.Date(Journal.Receipt.PostedOn)),
        new(texts["Revenue.Books.BookedOn"], Formats.Date(Journal.Receipt.BookedOn)),
        new(texts["Revenue.Books.By"], texts["Revenue.Books.ByAt", Journal.By, Formats.Instant(Journal.Receipt.PostedAt, Region.Zone)]),
        new(texts["Revenue.Books.Source"], LedgerWords.Source(Code, Journal, actor, texts)),
        new(texts["Revenue.Books.Total"], texts["Revenue.Books.TotalText", Journal.Receipt.Lines, Formats.Money(Journal.Receipt.Total)]),
        .. Journal.Reverses is { } original
            ? [new Fact(texts["Revenue.Books.Reverses"], Cell.Link(original.ToString(), LedgerPaths.Journal(Code, original)))] : (Fact[])[],
        .. Journal.ReversedBy is { } by
            ? [new Fact(texts["Revenue.Books.ReversedBy"], Cell.Link(by.ToString(), LedgerPaths.Journal(Code, by)))] : (Fact[])[],
    ];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, int? setelah, CancellationToken cancel)
    {
        if (await OpenAsync(region, LedgerPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (await reader.FindAsync(Code, new JournalId(id), cancel) is not { } found)
        {
            return NotFound();
        }

        Journal = found;
        Lines = await reader.LinesAsync(Code, found.Receipt.Id, (setelah ?? 0, PageLines), cancel);
        return Page();
    }

    public IReadOnlyList<Cell> Cells(JournalLineView row) =>
    [
        row.Number.ToString(CultureInfo.InvariantCulture), row.Line.Book.ToString(),
        Cell.Link(row.Line.Account.Value, LedgerPaths.Account(Code, row.Line.Book, row.Line.Account)),
        chart.Find(row.Line.Account)?.Name ?? "–", LedgerWords.Subject(row.Line.Subject),
        LedgerWords.Period(row.Line.Period), LedgerWords.Side(row.Line.Debit), LedgerWords.Side(row.Line.Credit),
    ];
}

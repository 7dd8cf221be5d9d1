using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Books;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>The report and the proof of an import.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class ImportPageModel(
    RegisterDesk desk, ImportReading reading, UploadFolder uploads, Operations operations, Actor actor) : RegisterPage(desk)
{
    public ImportFile Known { get; private set; } = null!;

    public string Rule { get; private set; } = string.Empty;

    public RegisterRows<ImportException> Rows { get; private set; } = null!;

    public string Path => ImportPaths.Of(Code, Known.Import.Id);

    /// <summary>The very upload whose check this is the report of, while it waits to be imported; null elsewhere.</summary>
    public ImportSismiopInput? Waiting { get; private set; }

    public string WaitingKey => System.IO.Path.GetFileNameWithoutExtension(Waiting!.Path);

    /// <summary>True where the books still lack it and the person may book it.</summary>
    public bool MayBook => Known.IsUnbooked && actor.May(ImportPermissions.Import, Code);

    public bool MayReadBooks => actor.May(LedgerPermissions.Read, Code);

    public string? NextHref => Rows.After is { } at ? $"{Path}?aturan={Rule}&setelah={at}#baris" : null;

    public ILookup<string, ImportProof> Proofs => Known.Proof.ToLookup(p => p.Kind, StringComparer.Ordinal);

    /// <summary>What was booked, in words.</summary>
    public IReadOnlyList<Fact> Booked(Opening opening, Texts texts) =>
    [
        new(texts["Revenue.Opening.Sum"], texts["Revenue.Opening.SumText", opening.Bills, Formats.Money(opening.Debit - opening.Credit)]),
        new(texts["Revenue.Opening.Accounts"], texts["Revenue.Opening.AccountsText", PbbAccounts.Receivable.Value,
            PbbAccounts.Equity.Value]),
        new(texts["Revenue.Opening.By"], texts["Revenue.Books.ByAt", opening.RecordedBy, Formats.Instant(opening.RecordedAt, Region.Zone)]),
        new(texts["Revenue.Opening.Over"], opening.OverBills == 0 ? texts["Revenue.Opening.NoOver"]
            : texts["Revenue.Opening.OverText", opening.OverBills, Formats.Money(opening.OverAmount)]),
    ];

    /// <summary>The journal of a village: a link for who may read the books.</summary>
    public Cell JournalOf(OpeningVillage village, Texts texts) => MayReadBooks
        ? Cell.Link(texts["Revenue.Opening.OpenJournal"], LedgerPaths.Journal(Code, new JournalId(village.JournalId)))
        : texts["Revenue.Opening.HasJournal"];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, string? aturan, long? setelah, CancellationToken cancel) =>
        await LoadAsync((region, RegisterPermissions.Read), id, (aturan, setelah), cancel) ?? Page();

    public async Task<IActionResult> OnPostBukukanAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync((region, ImportPermissions.Import), id, (null, null), cancel) is { } closed)
        {
            return closed;
        }

        if (!Known.IsUnbooked)
        {
            return this.Invalid(new Problem("Revenue.Opening.Nothing"));
        }

        var started = await operations.StartAsync(actor, BookOpenings.Kind, Code, new BookOpeningsInput(id), null, cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }

    private async Task<IActionResult?> LoadAsync(
        (string Region, Permission Permission) open, Guid id, (string? Rule, long? After) rows, CancellationToken cancel)
    {
        if (await OpenAsync(open.Region, open.Permission, cancel) is { } closed)
        {
            return closed;
        }

        if (await reading.FindAsync(Code, id, cancel) is not { } file)
        {
            return NotFound();
        }

        Known = file;
        Waiting = file.Import.Result == ImportResult.Checked && MayImport
            && await reading.InputAsync(Code, id, cancel) is { Upload: true } input
            && uploads.Find(Code, System.IO.Path.GetFileNameWithoutExtension(input.Path)) is not null ? input : null;
        Rule = ImportRules.All.FirstOrDefault(r => r == rows.Rule) ?? string.Empty;
        Rows = await reading.ExceptionsAsync(
            Code, id, Rule, rows.After, ListQuery.PageSize(HttpContext, ListPages.Size), cancel);
        return null;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>The report and the proof of an import.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class ImportPageModel(RegisterDesk desk, ImportReading reading) : RegisterPage(desk)
{
    public ImportFile Known { get; private set; } = null!;

    public string Rule { get; private set; } = string.Empty;

    public RegisterRows<ImportException> Rows { get; private set; } = null!;

    public string Path => ImportPaths.Of(Code, Known.Import.Id);

    public string? NextHref => Rows.After is { } at ? $"{Path}?aturan={Rule}&setelah={at}#baris" : null;

    public ILookup<string, ImportProof> Proofs => Known.Proof.ToLookup(p => p.Kind, StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, string? aturan, long? setelah, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (await reading.FindAsync(Code, id, cancel) is not { } file)
        {
            return NotFound();
        }

        Known = file;
        Rule = ImportRules.All.FirstOrDefault(r => r == aturan) ?? string.Empty;
        Rows = await reading.ExceptionsAsync(
            Code, id, Rule, setelah, ListQuery.PageSize(HttpContext, ImportReading.PageSize), cancel);
        return Page();
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>
/// Checks a spreadsheet of cohorts or members and imports it. The check hands the file's content on in the page, so that exactly what was
/// checked is imported, and it is checked again then.
/// </summary>
[Needs(CountryImports.PermissionCode)]
internal sealed class ImportModel(IMovementImports imports, Actor actor) : ProductPage
{
    private const int MostBytes = 1_000_000;

    [BindProperty]
    public string Kind { get; set; } = CountryImports.Members;

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The checked file, in base64.</summary>
    [BindProperty]
    public string? Checked { get; set; }

    public ImportReport? Report { get; private set; }

    /// <summary>The check is the first step until a file waits to be imported.</summary>
    public ButtonKind CheckKind => Report is { Problems.Count: 0, Written: false } ? ButtonKind.Secondary : ButtonKind.Primary;

    public static List<Choice> Kinds(Texts texts) =>
    [
        new(CountryImports.Members, texts["Movement.Country.Import.Members"]),
        new(CountryImports.Cohorts, texts["Movement.Country.Import.Cohorts"]),
    ];

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Upload is null || Upload.Length is 0 or > MostBytes)
        {
            var code = Upload is null ? "Movement.Country.Import.NoFile" : "Movement.Country.Import.Size";
            return this.Invalid(new Problem(code, nameof(Upload)));
        }

        using var file = new MemoryStream();
        await Upload.CopyToAsync(file, cancel);
        Checked = Convert.ToBase64String(file.ToArray());
        ModelState.Remove(nameof(Checked));
        return await AnswerAsync(file, trial: true, cancel);
    }

    public async Task<IActionResult> OnPostImporAsync(CancellationToken cancel)
    {
        var bytes = new byte[MostBytes];
        if (Checked is null || !Convert.TryFromBase64String(Checked, bytes, out var length) || length == 0)
        {
            return this.Invalid(new Problem("Movement.Country.Import.NoFile", nameof(Upload)));
        }

        using var file = new MemoryStream(bytes, 0, length);
        return await AnswerAsync(file, trial: false, cancel);
    }

    private async Task<IActionResult> AnswerAsync(MemoryStream file, bool trial, CancellationToken cancel)
    {
        file.Position = 0;
        var outcome = await imports.RunAsync(Kind, file, trial, actor, null, cancel);
        if (outcome.Failed)
        {
            return this.Invalid([.. outcome.Problems.Select(p => p.On(nameof(Upload)))]);
        }

        Report = outcome.Value;
        Response.StatusCode = Report.Problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }
}

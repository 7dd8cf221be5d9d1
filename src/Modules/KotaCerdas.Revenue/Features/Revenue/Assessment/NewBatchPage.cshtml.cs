using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>Makes a batch; it is computed in the background.</summary>
[Needs(AssessmentPermissions.DraftCode)]
internal sealed class NewBatchPageModel(RegisterDesk desk, BatchDesk batches, VillageMap villages, Texts texts) : RegisterPage(desk)
{
    [BindProperty]
    public Fields Form { get; set; } = new();

    public IReadOnlyList<Choice> Scopes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        Form.TaxYear ??= BatchWords.Plain(Today.Month >= 10 ? Today.Year + 1 : Today.Year);
        Form.Title ??= texts["Revenue.Batch.TitleExample", Form.TaxYear];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var year = int.TryParse(Form.TaxYear?.Trim(), CultureInfo.InvariantCulture, out var number) ? number : 0;
        var made = await batches.MakeAsync(
            Code, new BatchInput(Form.Title ?? string.Empty, year, Form.Scope ?? Batch.WholeRegion), cancel);
        return made.Failed ? this.Invalid(Tie(made.Problems)) : this.SeeOther(AssessmentPaths.Of(made.Value));
    }

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, AssessmentPermissions.Draft, cancel) is { } closed)
        {
            return closed;
        }

        var rows = await villages.RowsAsync(Code, cancel);
        Scopes =
        [
            new(Batch.WholeRegion, texts["Revenue.Batch.WholeRegion"]),
            .. rows.Select(v => new Choice(
                v.TaxCode.ToString("0000000000", CultureInfo.InvariantCulture), $"{TaxVillage.Show(v.TaxCode)} {v.Name}".Trim())),
        ];
        return null;
    }

    /// <summary>What is typed.</summary>
    internal sealed class Fields
    {
        public string? Title { get; set; }

        public string? TaxYear { get; set; }

        public string? Scope { get; set; } = Batch.WholeRegion;
    }
}

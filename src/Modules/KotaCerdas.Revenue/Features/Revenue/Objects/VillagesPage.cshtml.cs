using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>A mask as it is typed.</summary>
internal sealed class MaskForm
{
    public string? Mask { get; set; }

    public DateFields From { get; set; } = new();

    public string? Source { get; set; }
}

/// <summary>The map of villages and the mask of taxpayer numbers.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class VillagesPageModel(RegisterDesk desk, VillageMap map) : RegisterPage(desk)
{
    private const int MostBytes = 2_000_000;

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public MaskForm Form { get; set; } = new();

    public IReadOnlyList<VillageRow> Rows { get; private set; } = [];

    public IReadOnlyList<NpwpdMask> Masks { get; private set; } = [];

    public VillageReport? Report { get; private set; }

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) =>
        await OpenAsync(region, RegisterPermissions.Read, cancel) ?? await ShowAsync(cancel);

    public async Task<IActionResult> OnPostBerkasAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        var taken = await TakeAsync(
            Upload, MostBytes, (new("Revenue.Village.NoFile", nameof(Upload)), new("Revenue.Village.Size", nameof(Upload))), cancel);
        if (taken.Failed)
        {
            await ShowAsync(cancel);
            return this.Invalid(taken.Problems);
        }

        using var file = taken.Value;
        var outcome = await map.ImportAsync(Code, file, cancel);
        await ShowAsync(cancel);
        if (outcome.Failed)
        {
            return this.Invalid([.. outcome.Problems.Select(p => p.On(nameof(Upload)))]);
        }

        Report = outcome.Value;
        Response.StatusCode = Report.Problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }

    public async Task<IActionResult> OnPostPolaAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        await ShowAsync(cancel);
        var from = Form.From.Read("Form.From");
        if (from.Failed)
        {
            return this.Invalid(from.Problem);
        }

        var set = await map.SetMaskAsync(Code, from.Value, Form.Mask ?? string.Empty, Form.Source ?? string.Empty, cancel);
        return set.Failed ? this.Invalid(Tie(set.Problems)) : this.SeeOther(RegisterPaths.Villages(Code));
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        Rows = await map.RowsAsync(Code, cancel);
        Masks = await map.MasksAsync(Code, cancel);
        return Page();
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>A merge as it is typed.</summary>
internal sealed class MergeForm
{
    public string? Into { get; set; }

    public string? Reason { get; set; }
}

/// <summary>Records that an entry is the same taxpayer as another.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class MergePageModel(RegisterDesk desk, TaxpayerReading reading, MergeTaxpayers merge) : RegisterPage(desk)
{
    private TaxpayerId _id;

    [BindProperty]
    public MergeForm Form { get; set; } = new();

    public string Name { get; private set; } = string.Empty;

    public string Back => RegisterPaths.Of(Code, _id);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var merged = await merge.RunAsync(Code, _id, Form.Into ?? string.Empty, Form.Reason ?? string.Empty, cancel);
        return merged.Failed ? this.Invalid(Tie(merged.Problems)) : this.SeeOther(RegisterPaths.Of(Code, merged.Value));
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        _id = new TaxpayerId(id);
        if (await reading.CurrentAsync(Code, _id, cancel) is not { } taxpayer)
        {
            return NotFound();
        }

        Name = taxpayer.Name;
        return null;
    }
}

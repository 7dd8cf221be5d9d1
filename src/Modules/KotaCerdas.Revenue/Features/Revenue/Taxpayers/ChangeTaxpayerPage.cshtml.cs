using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>Records what changed about a taxpayer.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class ChangeTaxpayerPageModel(RegisterDesk desk, TaxpayerReading reading, SaveTaxpayer save) : RegisterPage(desk)
{
    [BindProperty]
    public TaxpayerForm Form { get; set; } = new();

    public TaxpayerFile Known { get; private set; } = null!;

    public string Back => RegisterPaths.Of(Code, Known.Id);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        Form = TaxpayerForm.From(Known.Current);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var saved = await save.RunAsync(Code, (Known.Id, Form.Seen), Form.Read(), cancel);
        return saved.Failed ? this.Invalid(Tie(saved.Problems)) : this.SeeOther(Back);
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        if (await reading.FindAsync(Region, new TaxpayerId(id), Today, cancel) is not { MergedInto: null } file)
        {
            return NotFound();
        }

        Known = file;
        return null;
    }
}

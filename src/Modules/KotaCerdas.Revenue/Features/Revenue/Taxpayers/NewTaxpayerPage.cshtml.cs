using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>Registers a taxpayer.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class NewTaxpayerPageModel(RegisterDesk desk, SaveTaxpayer save) : RegisterPage(desk)
{
    [BindProperty]
    public TaxpayerForm Form { get; set; } = new();

    public string Back => RegisterPaths.Taxpayers(Code);

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) =>
        await OpenAsync(region, RegisterPermissions.Edit, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        var saved = await save.RunAsync(Code, null, Form.Read(), cancel);
        return saved.Failed ? this.Invalid(Tie(saved.Problems)) : this.SeeOther(RegisterPaths.Of(Code, saved.Value));
    }
}

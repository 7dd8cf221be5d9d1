using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>Registers an object.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class NewObjectPageModel(RegisterDesk desk, SaveObject save) : RegisterPage(desk)
{
    [BindProperty]
    public ObjectForm Form { get; set; } = new();

    public string Caption => Region.Name;

    public string Back => RegisterPaths.Objects(Code);

    public async Task<IActionResult> OnGetAsync(string region, string? wp, CancellationToken cancel)
    {
        Form.Owner = wp;
        Form.WithSpareLines();
        return await OpenAsync(region, RegisterPermissions.Edit, cancel) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        var input = Form.WithSpareLines().Read();
        if (input.Failed)
        {
            return this.Invalid(Tie(input.Problems));
        }

        var saved = await save.RegisterAsync(Code, Form.Nop, input.Value, cancel);
        return saved.Failed ? this.Invalid(Tie(saved.Problems)) : this.SeeOther(RegisterPaths.Of(Code, saved.Value));
    }
}

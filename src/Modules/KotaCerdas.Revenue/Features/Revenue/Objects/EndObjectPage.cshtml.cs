using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>When and why an object ends, as it is typed.</summary>
internal sealed class EndForm
{
    public DateFields ValidFrom { get; set; } = new();

    public string? Reason { get; set; }
}

/// <summary>Records that an object exists no longer.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class EndObjectPageModel(RegisterDesk desk, ObjectReading reading, SaveObject save) : RegisterPage(desk)
{
    [BindProperty]
    public EndForm Form { get; set; } = new();

    public Nop Nop { get; private set; }

    public string Back => RegisterPaths.Of(Code, Nop);

    public async Task<IActionResult> OnGetAsync(string region, string nop, CancellationToken cancel) =>
        await LoadAsync(region, nop, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, string nop, CancellationToken cancel)
    {
        if (await LoadAsync(region, nop, cancel) is { } closed)
        {
            return closed;
        }

        var on = Form.ValidFrom.Read("Form.ValidFrom");
        if (on.Failed)
        {
            return this.Invalid(on.Problem);
        }

        var ended = await save.EndAsync(Code, Nop, on.Value, Form.Reason ?? string.Empty, cancel);
        return ended.Failed ? this.Invalid(Tie(ended.Problems)) : this.SeeOther(Back);
    }

    private async Task<IActionResult?> LoadAsync(string region, string text, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        var known = Nop.TryParse(text, out var nop) && await reading.FindAsync(Code, nop, Today, cancel) is not null;
        Nop = nop;
        return known ? null : NotFound();
    }
}

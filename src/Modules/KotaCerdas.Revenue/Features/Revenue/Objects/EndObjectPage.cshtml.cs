using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
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
internal sealed class EndObjectPageModel(RegisterDesk desk, ObjectReading reading, SaveObject save) : ObjectChangePage(desk, reading)
{
    [BindProperty]
    public EndForm Form { get; set; } = new();

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
}

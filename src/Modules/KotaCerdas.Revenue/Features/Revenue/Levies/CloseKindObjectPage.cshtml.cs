using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>Records that an object exists no longer.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class CloseKindObjectPageModel(RegisterDesk desk, KindObjectReading reading, SaveKindObject save) : RegisterPage(desk)
{
    [BindProperty]
    public EndForm Form { get; set; } = new();

    public KindObjectFile Known { get; private set; } = null!;

    public string Back => LevyPaths.Of(Code, Known.Current.ObjectId);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var on = Form.ValidFrom.Read("Form.ValidFrom");
        if (on.Failed)
        {
            return this.Invalid(on.Problem);
        }

        var ended = await save.CloseAsync(Code, Known.Current.ObjectId, on.Value, Form.Reason ?? string.Empty, cancel);
        return ended.Failed ? this.Invalid(Tie(ended.Problems)) : this.SeeOther(Back);
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        if (await reading.FindAsync(Code, new KindObjectId(id), Today, cancel) is not { } file)
        {
            return NotFound();
        }

        Known = file;
        return null;
    }
}

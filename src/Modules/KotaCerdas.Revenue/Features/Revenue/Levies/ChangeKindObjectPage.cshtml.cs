using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>Records what an object is from a date on.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class ChangeKindObjectPageModel(
    RegisterDesk desk, KindObjectReading reading, VillageMap map, SaveKindObject save, Texts texts)
    : KindObjectFormPage(desk, reading, map, texts)
{
    private readonly KindObjectReading _reading = reading;

    public KindObjectFile Known { get; private set; } = null!;

    public string Back => LevyPaths.Of(Code, Known.Current.ObjectId);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        Form = KindObjectForm.From(Known.Current, Known.Owner);
        Form.Seen = Known.Versions[^1].Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var input = Read();
        if (input.Failed)
        {
            return this.Invalid(TieForm(input.Problems));
        }

        var saved = await save.ChangeAsync(Code, Known.Current.ObjectId, Form.Seen, input.Value, cancel);
        return saved.Failed ? this.Invalid(TieForm(saved.Problems)) : this.SeeOther(Back);
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        if (await _reading.FindAsync(Code, new KindObjectId(id), Today, cancel) is not { } file)
        {
            return NotFound();
        }

        Known = file;
        Standing = Facts.Read(file.Current.Facts);
        await PrepareAsync(file.Current.Kind, cancel);
        return null;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>Registers an object: first its kind, then what it is.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class NewKindObjectPageModel(
    RegisterDesk desk, KindObjectReading reading, VillageMap map, SaveKindObject save, Texts texts)
    : KindObjectFormPage(desk, reading, map, texts)
{
    private readonly KindObjectReading _reading = reading;

    /// <summary>How the number is written, or null where the region has not said so.</summary>
    public string? Mask { get; private set; }

    public async Task<IActionResult> OnGetAsync(string region, string? jenis, string? wp, CancellationToken cancel)
    {
        Form.Owner = wp;
        return await LoadAsync(region, jenis, cancel) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, string? jenis, CancellationToken cancel)
    {
        if (await LoadAsync(region, jenis, cancel) is { } closed)
        {
            return closed;
        }

        if (Kind is null)
        {
            return NotFound();
        }

        var input = Read();
        if (input.Failed)
        {
            return this.Invalid(TieForm(input.Problems));
        }

        var saved = await save.RegisterAsync(Code, Kind.Code, Form.Number, input.Value, cancel);
        return saved.Failed ? this.Invalid(TieForm(saved.Problems)) : this.SeeOther(LevyPaths.Of(Code, saved.Value));
    }

    private async Task<IActionResult?> LoadAsync(string region, string? kind, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        if (RevenueKinds.Find(kind ?? string.Empty) is { } known && KindObject.Has(known))
        {
            await PrepareAsync(known.Code, cancel);
            Mask = (await _reading.MaskAsync(Code, known.Code, Today, cancel))?.Mask;
        }

        return null;
    }
}

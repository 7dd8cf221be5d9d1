using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>A mask as it is typed.</summary>
internal sealed class MaskForm
{
    public string? Kind { get; set; }

    public string? Mask { get; set; }

    public DateFields From { get; set; } = new();

    public string? Source { get; set; }
}

/// <summary>How the region writes the numbers of objects.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class MaskPageModel(RegisterDesk desk, KindObjectReading reading, SaveKindObject save) : RegisterPage(desk)
{
    [BindProperty]
    public MaskForm Form { get; set; } = new();

    public IReadOnlyList<NopdMask> Masks { get; private set; } = [];

    public static IReadOnlyList<Choice> Kinds(Texts texts) =>
        [new(string.Empty, texts["Revenue.Levy.AnyKind"]), .. KindObjectsPageModel.Kinds];

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) => await LoadAsync(region, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var from = Form.From.Read("Form.From");
        if (from.Failed)
        {
            return this.Invalid(from.Problem);
        }

        var rule = ((Form.Mask ?? string.Empty).Trim().ToUpperInvariant(), (Form.Source ?? string.Empty).Trim());
        var set = await save.SetMaskAsync(Code, Form.Kind ?? string.Empty, from.Value, rule, cancel);
        return set.Failed ? this.Invalid(Tie(set.Problems)) : this.SeeOther(LevyPaths.Objects(Code) + "/nomor");
    }

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        Masks = await reading.MasksAsync(Code, cancel);
        return null;
    }
}

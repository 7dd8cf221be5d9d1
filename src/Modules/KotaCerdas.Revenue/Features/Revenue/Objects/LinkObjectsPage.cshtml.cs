using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>A split or merge as it is typed.</summary>
internal sealed class LinkForm
{
    public string? Kind { get; set; } = nameof(LinkKind.Split);

    public string? Others { get; set; }

    public DateFields On { get; set; } = new();

    public string? Basis { get; set; }

    public IReadOnlyList<string> OtherArea { get; set; } = [];
}

/// <summary>Records that objects came of others.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class LinkObjectsPageModel(RegisterDesk desk, ObjectReading reading, LinkObjects link) : ObjectChangePage(desk, reading)
{
    [BindProperty]
    public LinkForm Form { get; set; } = new();

    /// <summary>True once the areas were seen to differ.</summary>
    public bool AsksArea { get; private set; }

    public IReadOnlyList<Choice> Kinds(Texts texts) =>
    [
        new(nameof(LinkKind.Split), texts["Revenue.Object.KindSplit"], texts["Revenue.Object.KindSplitHint"]),
        new(nameof(LinkKind.Merge), texts["Revenue.Object.KindMerge"], texts["Revenue.Object.KindMergeHint"]),
    ];

    public async Task<IActionResult> OnPostAsync(string region, string nop, CancellationToken cancel)
    {
        if (await LoadAsync(region, nop, cancel) is { } closed)
        {
            return closed;
        }

        var on = Form.On.Read("Form.On");
        if (on.Failed)
        {
            return this.Invalid(on.Problem);
        }

        var kind = Form.Kind == nameof(LinkKind.Merge) ? LinkKind.Merge : LinkKind.Split;
        var linked = await link.RunAsync(Code, kind, Nop, Form.Others ?? string.Empty,
            new(on.Value, Form.Basis ?? string.Empty, Form.OtherArea is ["ya", ..]), cancel);
        AsksArea = Form.OtherArea.Count > 0 || linked.Problems.Any(p => p.Field == nameof(LinkBasis.OtherArea));
        return linked.Failed ? this.Invalid(Tie(linked.Problems)) : this.SeeOther(Back);
    }
}

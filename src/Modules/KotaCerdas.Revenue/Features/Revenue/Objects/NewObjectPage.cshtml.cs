using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Surveys;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>Registers an object.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class NewObjectPageModel(RegisterDesk desk, SaveObject save, BillRegions regions, KotaDb db) : RegisterPage(desk)
{
    private const int MostBlocks = 999;

    [BindProperty]
    public ObjectForm Form { get; set; } = new();

    public string Caption => Region.Name;

    public string Back => RegisterPaths.Objects(Code);

    /// <summary>Address of the form without what is chosen.</summary>
    public string Path => RegisterPaths.Objects(Code) + "/baru";

    public IReadOnlyList<Choice> Villages { get; private set; } = [];

    public string Village => Request.Query["kelurahan"].ToString();

    public string Block => Request.Query["blok"].ToString();

    /// <summary>Why the block has no number to offer, or null.</summary>
    public Problem? NoNumber { get; private set; }

    public async Task<IActionResult> OnGetAsync(string region, string? wp, CancellationToken cancel)
    {
        Form.Owner = wp;
        Form.WithSpareLines();
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        if (Villages.Any(v => v.Value == Village) && Block.Length > 0)
        {
            await OfferAsync(cancel);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
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

    /// <summary>The number after the highest of the block; it is taken only when the object is registered.</summary>
    private async Task OfferAsync(CancellationToken cancel)
    {
        if (!int.TryParse(Block, NumberStyles.None, CultureInfo.InvariantCulture, out var block) || block is < 1 or > MostBlocks)
        {
            NoNumber = new("Revenue.Find.BlockNeeded", null, MostBlocks);
            return;
        }

        var next = await FindNumbers.NextAsync(db, Code, long.Parse(Village, CultureInfo.InvariantCulture), block, cancel);
        (Form.Nop, NoNumber) = (next?.ToString(), next is null ? new("Revenue.Find.BlockFull", null, Block) : null);
    }

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        var where = (await regions.FindAsync(Region.Slug, cancel))!;
        Villages = [.. where.Villages.OrderBy(v => v.Key).Select(v => new Choice(v.Key.ToString(CultureInfo.InvariantCulture), v.Value))];
        return null;
    }
}

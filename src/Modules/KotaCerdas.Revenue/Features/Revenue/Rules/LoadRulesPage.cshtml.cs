using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>A flaw of an uploaded file and where it is.</summary>
internal sealed record RuleFlawRow(string Sheet, string Row, string Column, string Text);

/// <summary>Loads rules from a spreadsheet as a draft: whole, or not at all with every flaw and its cell.</summary>
[Needs("revenue.rules.draft")]
internal sealed class LoadRulesPage(LoadRules load, KotaDb db, Actor actor, Texts texts) : ProductPage
{
    [BindProperty]
    public IFormFile? Upload { get; set; }

    public Region Region { get; private set; } = null!;

    public IReadOnlyList<RuleFlawRow> Flaws { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) =>
        await LoadAsync(region, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (!await LoadAsync(region, cancel))
        {
            return NotFound();
        }

        if (Upload is not { Length: > 0 and <= InstrumentLimits.FileBytes })
        {
            return this.Invalid(new Problem("Revenue.Rules.NoFile", nameof(Upload), Formats.FileSize(InstrumentLimits.FileBytes)));
        }

        await using var file = Upload.OpenReadStream();
        var tables = await TableBook.UploadAsync(file, cancel);
        var loaded = tables.Failed ? Outcome.Fail<RuleContent>(tables.Problems)
            : await load.RunAsync(Region.Code, tables.Value, Path.GetFileName(Upload.FileName), cancel);
        if (!loaded.Failed)
        {
            return this.SeeOther(RulePaths.Version(loaded.Value));
        }

        Flaws = [.. loaded.Problems.Where(p => p.Args is [string, string, string, ..] && p.Field is not null).Select(Place)];
        return Flaws.Count > 0 ? this.Invalid(new Problem("Revenue.Rules.Rejected", nameof(Upload), Flaws.Count))
            : this.Invalid([.. loaded.Problems.Select(p => p.On(nameof(Upload)))]);
    }

    private RuleFlawRow Place(Problem problem) =>
        new((string)problem.Args[0], (string)problem.Args[1], (string)problem.Args[2], texts.Of(problem));

    private async Task<bool> LoadAsync(string region, CancellationToken cancel)
    {
        Region = (await RegionOfPage.FindAsync(db, actor, region, cancel))!;
        return Region is not null && actor.May(RulePermissions.Draft, Region.Code);
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>What changed from one version of a region's rules to another, cell by cell.</summary>
[Needs(RulePermissions.ReadCode)]
internal sealed class CompareRulesPage(RuleStore store, KotaDb db, Actor actor) : ProductPage
{
    public Region Region { get; private set; } = null!;

    public RuleContent Before { get; private set; } = null!;

    public RuleContent After { get; private set; } = null!;

    public IReadOnlyList<RuleChange> Changes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string region, int version, int other, CancellationToken cancel)
    {
        if (await RegionOfPage.FindAsync(db, actor, region, cancel) is not { } found)
        {
            return NotFound();
        }

        Region = found;
        var versions = (await store.ListAsync(RegionScope.Of(found.Code), cancel)).ToDictionary(v => v.Content.Version, v => v.Content);
        if (!versions.TryGetValue(Math.Min(version, other), out var before)
            || !versions.TryGetValue(Math.Max(version, other), out var after))
        {
            return NotFound();
        }

        (Before, After) = (before, after);
        Changes = RuleChanges.Between(RuleSheets.Read(before.Definition), RuleSheets.Read(after.Definition));
        return Page();
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>The versions of rules of one region.</summary>
[Needs(RulePermissions.ReadCode)]
internal sealed class RegionRulesPage(RuleStore store, KotaDb db, Actor actor, TimeProvider clock, Texts texts) : ProductPage
{
    private IReadOnlyList<RuleVersion> _versions = [];

    public Region Region { get; private set; } = null!;

    public bool MayDraft => actor.May(RulePermissions.Draft, Region.Code);

    public TableOptions Options => RuleVersionTable.Of(
        _versions, new Dictionary<RegionCode, Region> { [Region.Code] = Region }, Region.Zone.DateAt(clock.GetUtcNow()), texts);

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await RegionOfPage.FindAsync(db, actor, region, cancel) is not { } found)
        {
            return NotFound();
        }

        Region = found;
        _versions = await store.ListAsync(RegionScope.Of(found.Code), cancel);
        return Page();
    }
}

/// <summary>The region that an address names, for those who may read its rules.</summary>
internal static class RegionOfPage
{
    public static async Task<Region?> FindAsync(KotaDb db, Actor actor, string text, CancellationToken cancel) =>
        RegionCode.TryParse(text, out var code) && actor.May(RulePermissions.Read, code)
            ? await db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == code, cancel) : null;
}

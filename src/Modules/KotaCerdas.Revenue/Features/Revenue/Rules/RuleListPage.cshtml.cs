using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>The versions of rules in the regions one may see.</summary>
[Needs(RulePermissions.ReadCode)]
internal sealed class RuleListPage(RuleStore store, KotaDb db, Actor actor, TimeProvider clock, Texts texts) : ProductPage
{
    private IReadOnlyList<RuleVersion> _versions = [];
    private Dictionary<RegionCode, Region> _regions = [];

    /// <summary>The region one may load rules for, where it is a single one.</summary>
    public RegionCode? Own => actor.ScopeOf(RulePermissions.Draft) is { IsNational: false, Key.Length: 5 } scope
        ? RegionCode.Parse(scope.Key) : null;

    public TableOptions Options => RuleVersionTable.Of(_versions, _regions, RegionZone.WIB.DateAt(clock.GetUtcNow()), texts);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (actor.ScopeOf(RulePermissions.Read) is { } scope)
        {
            _versions = await store.ListAsync(scope, cancel);
        }

        var codes = _versions.Select(v => v.Content.RegionCode).Distinct().ToList();
        _regions = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, cancel);
    }
}

/// <summary>Versions as a table.</summary>
internal static class RuleVersionTable
{
    public static TableOptions Of(
        IReadOnlyList<RuleVersion> versions, IReadOnlyDictionary<RegionCode, Region> regions, DateOnly today, Texts t) => new()
    {
        Caption = t["Revenue.Rules.ListTitle"],
        CaptionHidden = true,
        Columns = [new(t["Revenue.Tariff.Region"]), new(t["Revenue.Rules.Version"]), new(t["Revenue.Tariff.State"]),
            new(t["Revenue.Rules.Validity"]), new(t["Revenue.Rules.Approvals"], true), new(t["Revenue.Rules.Examples"])],
        Rows = versions.Select(v => (IReadOnlyList<Cell>)
        [
            regions.TryGetValue(v.Content.RegionCode, out var region) ? region.Name : v.Content.RegionCode.Value,
            Cell.Link(t["Revenue.Rules.VersionNamed", RuleText.Plain(v.Content.Version), v.Content.Title], RulePaths.Version(v.Content)),
            Cell.Of(RuleText.State(v, today, t)),
            RuleText.Validity(v.Content.ValidFrom, v.Content.ValidTo, t),
            t["Revenue.Rules.OfTwo", v.Approvals.Count],
            v.Test is { } test ? t["Revenue.Rules.TriedCount", test.Passed, test.Passed + test.Failed] : t["Revenue.Rules.NotTried"],
        ]),
        Empty = EmptyState.Render(new() { Title = t["Revenue.Rules.None"], Text = t["Revenue.Rules.NoneText"] }),
    };
}

using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>Regions whose tariffs can be read and computed with.</summary>
internal sealed class TariffListPage(PublicRules rules, Texts texts) : ProductPage
{
    private IReadOnlyList<PublicRuleSet> _sets = [];

    public IEnumerable<IReadOnlyList<Cell>> Cells => _sets.Select(s => (IReadOnlyList<Cell>)
    [
        Cell.Link(s.Region.Name, RulePaths.Public(s.Region.Slug)), Cell.Of(StateOf(s, texts)), s.Set.Head.Instrument,
        Cell.Link(texts["Revenue.Tariff.ComputeHere"], RulePaths.Calculator(s.Region.Slug)),
    ]);

    public async Task OnGetAsync(CancellationToken cancel) => _sets = await rules.ListAsync(cancel);

    /// <summary>In force, a sample, or read from public sources and approved by nobody.</summary>
    public static IHtmlContent StateOf(PublicRuleSet set, Texts t) =>
        set.Set.Head.Placeholder ? Tag.Render(t["Revenue.Tariff.Sample"])
        : set.InForce ? Tag.Render(t["Revenue.RuleState.InForce"], Tone.Positive)
        : Tag.Render(t["Revenue.Tariff.FromSources"], Tone.Warning);
}

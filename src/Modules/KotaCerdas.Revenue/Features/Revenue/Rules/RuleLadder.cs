using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>Makes ladders of computed steps.</summary>
internal static class RuleLadder
{
    /// <summary>The steps of a kind that is computed by formulas.</summary>
    /// <param name="set">Its rules.</param>
    /// <param name="computation">What came out.</param>
    /// <param name="slug">Region, for links to the rules.</param>
    /// <param name="t">Texts.</param>
    public static IReadOnlyList<LadderStep> Of(RuleSet set, Computation computation, string slug, Texts t) =>
    [
        .. computation.Steps.Select(s => new LadderStep(
            FormulaWords.Of(set, s.Rule, t), [.. Inputs(s.Used, t)],
            s.Rule.Title.In(), RuleText.Show(s.Value, s.Rule.Unit, t))
        {
            Source = RuleText.Cite(s.Rule.Citation, t),
            SourceHref = RulePaths.Public(slug, s.Rule.Kind),
        }),
    ];

    /// <summary>The steps of an assessment of PBB-P2.</summary>
    public static IReadOnlyList<LadderStep> Of(IReadOnlyList<PbbStep> steps, string slug, Texts t) =>
    [
        .. steps.Select(s => new LadderStep(
            t[s.RuleKey], [.. s.Inputs.Select(i => (t[i.NameKey], Figure(i, t)))], t[s.Result.NameKey], Figure(s.Result, t))
        {
            Source = s.Citation is { } citation ? RuleText.Cite(citation, t) : null,
            SourceHref = s.Citation is null ? null : RulePaths.Public(slug, RevenueKinds.Pbb),
        }),
    ];

    /// <summary>What a step was computed from; a choice and the figure of its row are one line.</summary>
    private static IEnumerable<(string Name, string Value)> Inputs(IReadOnlyList<UsedValue> used, Texts t) =>
        from value in used
        where value.Choice is null || !used.Any(v => v.Choice is null && v.Title == value.Choice)
        let choice = used.FirstOrDefault(v => v.Choice == value.Title)
        select (choice is null ? value.Title.In() : $"{choice.Title.In()}: {value.Title.In()}", RuleText.Value(value, t));

    private static string Figure(PbbFigure figure, Texts t) => figure.Code.Length == 0
        ? RuleText.Show(figure.Value, figure.Unit, t)
        : t["Revenue.Pbb.WithClass", RuleText.Show(figure.Value, figure.Unit, t), figure.Code];
}

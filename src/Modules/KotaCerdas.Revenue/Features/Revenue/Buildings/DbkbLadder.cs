using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Buildings;

/// <summary>Shows how a building came to its value.</summary>
internal static class DbkbLadder
{
    /// <summary>The steps with their citations.</summary>
    public static IReadOnlyList<LadderStep> Of(DbkbValue value, Texts t) =>
    [
        .. value.Steps.Select(s => new LadderStep(
            t[s.RuleKey], [.. s.Inputs.Select(i => (NameOf(i, t), Shown(i, t)))], NameOf(s.Result, t), Shown(s.Result, t))
        {
            Source = s.Citation is { } citation ? RuleText.Cite(citation, t) : null,
        }),
    ];

    private static string NameOf(DbkbFigure figure, Texts t) => figure.Title is not { } title ? t[figure.NameKey]
        : figure.NameKey.Length == 0 ? title.In() : $"{t[figure.NameKey]}: {title.In()}";

    private static string Shown(DbkbFigure figure, Texts t) =>
        figure.Unit is { } unit ? RuleText.Show(figure.Value, unit, t) : RuleText.Plain((int)figure.Value.Whole()!.Value);
}

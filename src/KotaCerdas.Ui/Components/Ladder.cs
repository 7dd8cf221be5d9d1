using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>One step of an explanation.</summary>
/// <param name="Rule">What is done, in a sentence.</param>
/// <param name="Inputs">Name and value of everything that goes in.</param>
/// <param name="ResultName">Name of what comes out.</param>
/// <param name="Result">What comes out, in display form.</param>
public sealed record LadderStep(string Rule, IReadOnlyList<(string Name, string Value)> Inputs, string ResultName, string Result)
{
    /// <summary>Where the rule stands: <c>UU 1/2022 Pasal 41</c>, or the instrument and its version.</summary>
    public string? Source { get; init; }

    /// <summary>Page of that source, or null.</summary>
    public string? SourceHref { get; init; }
}

/// <summary>Renders how a figure came about: rule, inputs, result, step by step. The last result is the figure one came from.</summary>
public static class Ladder
{
    /// <summary>The steps.</summary>
    public static IHtmlContent Render(IReadOnlyList<LadderStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var html = new HtmlBuilder().Start("ol", ("class", "k-ladder"));
        for (var i = 0; i < steps.Count; i++)
        {
            Step(html, steps[i], last: i == steps.Count - 1);
        }

        return html.End();
    }

    private static void Step(HtmlBuilder html, LadderStep step, bool last)
    {
        html.Start("li", ("class", last ? "is-total" : null)).Start("div", ("class", "k-ladder__box"))
            .Start("div").Start("p", ("class", "k-ladder__rule")).Add(Glossary.Mark(step.Rule));
        if (step.Source is not null)
        {
            html.Start("cite");
            _ = step.SourceHref is null ? html.Text(step.Source) : html.Element("a", step.Source, ("href", step.SourceHref));
            html.End();
        }

        html.End(2);
        if (step.Inputs.Count > 0)
        {
            html.Start("dl");
            foreach (var (name, value) in step.Inputs)
            {
                html.Element("dt", name).Element("dd", value);
            }

            html.End();
        }

        html.Start("div", ("class", "k-ladder__result")).Element("span", step.ResultName).Element("b", step.Result).End(3);
    }
}

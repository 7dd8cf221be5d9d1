using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>One fact: its name, its value and, where it can be changed, the link to do so.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">What it says.</param>
/// <param name="ChangeHref">Page to change it, or null.</param>
public sealed record Fact(string Name, Cell Value, string? ChangeHref = null);

/// <summary>Key facts of a thing, or answers to check.</summary>
public static class SummaryList
{
    /// <summary>The facts.</summary>
    public static IHtmlContent Render(IReadOnlyList<Fact> facts, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(texts);
        var html = new HtmlBuilder().Start("dl", ("class", "k-summary"));
        foreach (var fact in facts)
        {
            html.Start("div", ("class", fact.ChangeHref is null ? null : "k-summary__act")).Element("dt", fact.Name)
                .Start("dd");
            fact.Value.AddTo(html);
            html.End();
            if (fact.ChangeHref is not null)
            {
                html.Start("dd").Start("a", ("href", fact.ChangeHref)).Text(texts["Ui.Change"])
                    .Element("span", " " + fact.Name, ("class", "govuk-visually-hidden")).End(2);
            }

            html.End();
        }

        return html.End();
    }
}

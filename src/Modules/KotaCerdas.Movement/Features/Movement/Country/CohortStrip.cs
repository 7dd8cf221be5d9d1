using System.Globalization;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>
/// The years as columns that rise to the running total, against all regions of the country. What a year added has one colour where names
/// are known and another where they are not. Each year is a link to its members; a year of which nothing is recorded says so.
/// </summary>
internal static class CohortStrip
{
    public static IHtmlContent Render(CountryView country, CountryFilter filter, int untilYear, Texts texts)
    {
        var html = new HtmlBuilder().Start("ol", ("class", "k-years"));
        if (country.Steps.Count > 0)
        {
            for (var year = country.Steps[0].Year; year <= Math.Max(untilYear, country.Steps[^1].Year); year++)
            {
                Year(html, country, filter, year, texts);
            }
        }

        return html.End();
    }

    private static void Year(HtmlBuilder html, CountryView country, CountryFilter filter, int year, Texts texts)
    {
        var name = year.ToString(CultureInfo.InvariantCulture);
        html.Start("li");
        if (country.Step(year) is not { } step)
        {
            html.Start("span", ("class", "k-years__none"))
                .Element("small", texts["Movement.Country.Year.NotRecorded"]).Element("b", name).End(2);
            return;
        }

        var chosen = filter.Year == name;
        var href = (filter.FirstPage() with { Year = chosen ? null : name }).Href("/");
        html.Start("a", ("href", href), ("aria-current", chosen ? "true" : null))
            .Element("strong", Formats.Number(step.Total), ("aria-hidden", "true"));
        Column(html, step, country.Regions.Count);
        var added = step.Selected == 0 ? texts["Movement.Country.Year.None"] : "+" + Formats.Number(step.Selected - step.Repeats);
        html.Start("span", ("aria-hidden", "true")).Element("b", name).Element("small", added).End()
            .Element("span", Words(step, name, texts), ("class", "govuk-visually-hidden")).End(2);
    }

    private static string Words(CohortStep step, string year, Texts texts) =>
        texts["Movement.Country.Year.Words", year, step.Selected, step.Repeats, step.Known, step.Total];

    // The height stands for all regions of the country.
    private static void Column(HtmlBuilder html, CohortStep step, int all)
    {
        var added = step.Selected - step.Repeats;
        var known = Math.Min(step.Known, added);
        html.Start(
            "svg", ("viewBox", $"0 0 10 {all}"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"), ("focusable", "false"));
        Bar(html, "was", all - step.Total + added, step.Total - added);
        Bar(html, "unnamed", all - step.Total, added - known);
        Bar(html, "named", all - step.Total + added - known, known);
        html.End();
    }

    private static void Bar(HtmlBuilder html, string look, int top, int height)
    {
        if (height > 0)
        {
            html.Start("rect", ("class", look), ("width", "10"), ("y", Text(top)), ("height", Text(height))).End();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

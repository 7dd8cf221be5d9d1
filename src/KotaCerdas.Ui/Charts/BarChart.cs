using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>Horizontal bars from zero, each with its name and number.</summary>
public static class BarChart
{
    /// <summary>The bars. Values are not negative.</summary>
    /// <param name="values">What is drawn, in the given order.</param>
    /// <param name="most">End of the axis; null for the largest value.</param>
    public static IHtmlContent Render(IReadOnlyList<ChartValue> values, decimal? most = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var end = most ?? values.Max(value => value.Value) ?? 0;
        var html = new HtmlBuilder().Start("div", ("class", "k-bars"), ("aria-hidden", "true"));
        foreach (var value in values)
        {
            html.Element("span", value.Label).Start("svg", ("class", Drawing.Hue(value.Dimension)), ("focusable", "false"));
            _ = value.Value is { } number && end > 0
                ? html.Start("rect", ("class", "bar"), ("width", Drawing.Percent(Math.Clamp(number / end, 0, 1))), ("height", "100%"),
                    ("rx", "2")).End()
                : html.Start("line", ("class", "missing"), ("x1", "0"), ("x2", "100%"), ("y1", "50%"), ("y2", "50%")).End();
            html.End().Element("b", value.Text);
        }

        return html.End();
    }
}

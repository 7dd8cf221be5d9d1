using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>One line over equal steps, from zero. A gap stays a gap.</summary>
public static class LineChart
{
    private const decimal Left = 0.06m;
    private const decimal Right = 0.94m;
    private const int Top = 28;
    private const int Height = 168;

    /// <summary>The line with the number at every point.</summary>
    public static IHtmlContent Render(IReadOnlyList<ChartValue> values, int dimension = 0)
    {
        ArgumentNullException.ThrowIfNull(values);
        var most = Drawing.RoundUp(values.Max(value => value.Value) ?? 1);
        var html = new HtmlBuilder().Start(
            "svg", ("class", Markup.Classes("k-line", Drawing.Hue(dimension))), ("aria-hidden", "true"), ("focusable", "false"));
        foreach (var share in (ReadOnlySpan<decimal>)[0, 0.5m, 1])
        {
            var y = Drawing.N(Y(share));
            html.Start("line", ("class", share == 0 ? "axis" : "grid"), ("x1", "0"), ("x2", "100%"), ("y1", y), ("y2", y)).End();
        }

        for (var i = 1; i < values.Count; i++)
        {
            Segment(html, values, i, most);
        }

        for (var i = 0; i < values.Count; i++)
        {
            Point(html, values, i, most);
        }

        return html.End();
    }

    private static decimal Y(decimal share) => Top + (Height * (1 - share));

    private static string X(int index, int count) =>
        Drawing.Percent(count == 1 ? 0.5m : Left + ((Right - Left) * index / (count - 1)));

    private static void Segment(HtmlBuilder html, IReadOnlyList<ChartValue> values, int index, decimal most)
    {
        if (values[index - 1].Value is { } from && values[index].Value is { } to)
        {
            html.Start(
                "line", ("class", "line"), ("x1", X(index - 1, values.Count)), ("x2", X(index, values.Count)),
                ("y1", Drawing.N(Y(from / most))), ("y2", Drawing.N(Y(to / most)))).End();
        }
    }

    private static void Point(HtmlBuilder html, IReadOnlyList<ChartValue> values, int index, decimal most)
    {
        var x = X(index, values.Count);
        var value = values[index];
        html.Element("text", value.Label, ("x", x), ("y", (Top + Height + 20).ToString()), ("text-anchor", "middle"));
        if (value.Value is not { } number)
        {
            html.Start("circle", ("class", "missing"), ("cx", x), ("cy", Drawing.N(Y(0) - 8)), ("r", "4")).End();
            return;
        }

        var y = Y(number / most);
        html.Start("circle", ("class", "dot"), ("cx", x), ("cy", Drawing.N(y)), ("r", "4")).End()
            .Element("text", value.Text, ("class", "is-strong"), ("x", x), ("y", Drawing.N(y - 10)), ("text-anchor", "middle"));
    }
}

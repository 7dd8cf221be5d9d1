using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>Three to eight values on axes from one centre, with name and number at each.</summary>
public static class RadarChart
{
    private const double Radius = 104;

    /// <summary>The shape. A missing value leaves the outline open.</summary>
    /// <param name="values">One per axis, clockwise from the top.</param>
    /// <param name="most">End of every axis.</param>
    public static IHtmlContent Render(IReadOnlyList<ChartValue> values, decimal most)
    {
        ArgumentNullException.ThrowIfNull(values);
        Platform.Check.That(values.Count is >= 3 and <= 8 && most > 0);
        var html = Drawing.Open("radar", "-196 -140 392 284");
        foreach (var ring in (ReadOnlySpan<double>)[0.25, 0.5, 0.75, 1])
        {
            html.Start("path", ("class", ring < 1 ? "grid" : "axis"), ("d", Outline(values.Count, _ => ring))).End();
        }

        if (values.All(value => value.Value is not null))
        {
            html.Start("path", ("class", "area"), ("d", Outline(values.Count, i => (double)(values[i].Value!.Value / most)))).End();
        }

        for (var i = 0; i < values.Count; i++)
        {
            Axis(html, values, i, most);
        }

        return html.End();
    }

    private static void Axis(HtmlBuilder html, IReadOnlyList<ChartValue> values, int index, decimal most)
    {
        var value = values[index];
        var (endX, endY) = At(index, values.Count, 1);
        html.Start("line", ("class", "grid"), ("x1", "0"), ("y1", "0"), ("x2", N(endX)), ("y2", N(endY))).End();
        if (value.Value is { } number)
        {
            var (x, y) = At(index, values.Count, (double)(number / most));
            html.Start("g", ("class", Drawing.Hue(value.Dimension))).Start("circle", ("class", "dot"), ("cx", N(x)), ("cy", N(y)),
                ("r", "5")).End(2);
        }

        var (textX, textY) = At(index, values.Count, 1.12);
        var anchor = textX > 8 ? "start" : textX < -8 ? "end" : "middle";
        html.Element("text", value.Label, ("x", N(textX)), ("y", N(textY)), ("text-anchor", anchor))
            .Element("text", value.Text, ("class", "is-strong"), ("x", N(textX)), ("y", N(textY + 15)), ("text-anchor", anchor));
    }

    private static string Outline(int count, Func<int, double> share)
    {
        var points = Enumerable.Range(0, count).Select(i => At(i, count, share(i))).Select(p => $"{N(p.X)} {N(p.Y)}");
        return "M" + string.Join('L', points) + "z";
    }

    private static (double X, double Y) At(int index, int count, double share)
    {
        var angle = 2 * Math.PI * index / count;
        return (Math.Sin(angle) * Radius * share, -Math.Cos(angle) * Radius * share);
    }

    private static string N(double value) => Drawing.N((decimal)value);
}

using System.Globalization;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>A picture with the table it is drawn from. The picture is decoration for whoever reads the table.</summary>
public sealed record ChartOptions
{
    /// <summary>The finding, not the axis: <c>Setengah negeri sudah bergabung</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What is drawn, of when, from where.</summary>
    public required string Note { get; init; }

    /// <summary>
    /// The picture, from <see cref="BarChart"/>, <see cref="LineChart"/>, <see cref="RadarChart"/>, <see cref="DotMap"/> or
    /// <see cref="BubbleMap"/>.
    /// </summary>
    public required IHtmlContent Picture { get; init; }

    /// <summary>The same numbers.</summary>
    public required TableOptions Table { get; init; }

    /// <summary>True to fold the table below the picture, where the picture already carries every number.</summary>
    public bool FoldTable { get; init; }
}

/// <summary>Renders a chart figure.</summary>
public static class Chart
{
    /// <summary>Title, picture and table.</summary>
    public static IHtmlContent Render(ChartOptions o, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(o);
        ArgumentNullException.ThrowIfNull(texts);
        var html = new HtmlBuilder().Start("figure", ("class", "k-chart"))
            .Start("figcaption").Text(o.Title).Element("small", o.Note).End().Add(o.Picture);
        var table = Table.Render(o.Table with { CaptionHidden = true });
        return html.Add(o.FoldTable ? Details.Render(texts["Ui.Chart.Table"], table) : table).End();
    }
}

/// <summary>A named value; null where nobody has reported it.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Text">The value in display form.</param>
/// <param name="Dimension">Hue from 1 to 6, or 0 for the plain one.</param>
public sealed record ChartValue(string Label, decimal? Value, string Text, int Dimension = 0);

/// <summary>What pictures share. Positions along a width are per cent, so that words keep their size on every screen.</summary>
internal static class Drawing
{
    public static string N(decimal value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    public static string Percent(decimal share) => N(share * 100) + "%";

    public static string? Hue(int dimension) => dimension == 0 ? null : $"k-dim-{dimension}";

    /// <summary>A picture that readers of the table do not need to hear.</summary>
    public static HtmlBuilder Open(string kind, string? viewBox = null) => new HtmlBuilder()
        .Start("svg", ("class", "k-chart__" + kind), ("viewBox", viewBox), ("aria-hidden", "true"), ("focusable", "false"));

    /// <summary>The smallest of 1, 2, 2.5, 5 × 10ⁿ that is not below the value.</summary>
    public static decimal RoundUp(decimal value)
    {
        var unit = 1m;
        for (; unit * 10 < value; unit *= 10)
        {
        }

        foreach (var step in (ReadOnlySpan<decimal>)[1, 2, 2.5m, 3, 4, 5, 6, 8, 10])
        {
            if (unit * step >= value)
            {
                return unit * step;
            }
        }

        return value;
    }
}

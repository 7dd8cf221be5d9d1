using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>A place of a dot map.</summary>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Latitude">Degrees north; negative south of the equator.</param>
/// <param name="Label">Name and value, shown where the pointer rests.</param>
/// <param name="Group">0 for a quiet dot, 1 to 6 for the hue of a group.</param>
/// <param name="Href">Page of the place, or null.</param>
public sealed record MapDot(decimal Longitude, decimal Latitude, string Label, int Group = 0, string? Href = null);

/// <summary>The archipelago as dots, 95–141.5° E and 6.5° N–11.5° S, over a quiet layer of land dots.</summary>
public static class DotMap
{
    private const decimal West = 94.5m;
    private const decimal East = 141.5m;
    private const decimal North = 6.5m;
    private const decimal South = -11.5m;

    /// <summary>The map. Dots are not links for the keyboard: the table beside it is.</summary>
    /// <param name="dots">Places.</param>
    /// <param name="land">Coordinates of land, drawn quietly below; 500 to 2,000 points make the picture.</param>
    public static IHtmlContent Render(IEnumerable<MapDot> dots, IEnumerable<(decimal Longitude, decimal Latitude)>? land = null)
    {
        ArgumentNullException.ThrowIfNull(dots);
        var html = Drawing.Open("map", "0 0 940 360");
        html.Start("line", ("class", "missing"), ("x1", "0"), ("x2", "940"), ("y1", "130"), ("y2", "130")).End();
        if (land is not null)
        {
            html.Start("path", ("class", "land"), ("d", string.Concat(land.Select(point =>
                $"M{X(point.Longitude)} {Y(point.Latitude)}h.1")))).End();
        }

        foreach (var dot in dots)
        {
            html.Start("g", ("class", dot.Group == 0 ? "quiet" : Drawing.Hue(dot.Group)));
            _ = dot.Href is null ? html : html.Start("a", ("href", dot.Href), ("tabindex", "-1"));
            html.Start("circle", ("class", "dot"), ("cx", X(dot.Longitude)), ("cy", Y(dot.Latitude)), ("r", dot.Group == 0 ? "3" : "5"))
                .Element("title", dot.Label).End();
            html.End(dot.Href is null ? 1 : 2);
        }

        return html.End();
    }

    private static string X(decimal longitude) => Drawing.N(decimal.Round((longitude - West) / (East - West) * 940, 1));

    private static string Y(decimal latitude) => Drawing.N(decimal.Round((North - latitude) / (North - South) * 360, 1));
}

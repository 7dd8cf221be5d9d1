using System.Globalization;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>
/// The archipelago with a mark for every region. State is shape and colour: a disc, a diamond, a ring, a small dot. What the filter leaves
/// out stays as a faint dot. The table beside it says the same, so the picture is decoration for readers of the table.
/// </summary>
internal static class AtlasFigure
{
    public const string LandPath = "/negara/peta.svg";

    /// <summary>The picture.</summary>
    /// <param name="picture">Land and spots.</param>
    /// <param name="regions">All kabupaten and kota.</param>
    /// <param name="shown">Codes that match the filter.</param>
    public static IHtmlContent Picture(AtlasPicture picture, IReadOnlyList<RegionLine> regions, IReadOnlySet<RegionCode> shown)
    {
        var html = Open("k-atlas", AtlasPicture.ViewBox).Start("use", ("class", "k-atlas__land"), ("href", LandPath + "#peta")).End();
        var placed = regions.Where(r => picture.Spots.ContainsKey(r.Code)).ToList();
        Dots(html, "k-atlas__faint", placed.Where(r => !shown.Contains(r.Code)), picture);
        var visible = placed.Where(r => shown.Contains(r.Code)).ToLookup(r => r.Standing);
        Dots(html, "k-atlas__unknown", visible[Standing.Unknown].Concat(visible[Standing.Outside]), picture);
        foreach (var standing in new[] { Standing.Evaluated, Standing.Likely, Standing.Member })
        {
            foreach (var region in visible[standing])
            {
                Mark(html, region, picture.Spots[region.Code]);
            }
        }

        return html.End();
    }

    /// <summary>The states with their shapes and counts; each is a link to its regions.</summary>
    public static IHtmlContent Legend(CountryView country, CountryFilter filter, Texts texts)
    {
        var html = new HtmlBuilder().Start("ul", ("class", "k-legend"));
        foreach (var standing in Enum.GetValues<Standing>().Where(s => country.Count(s) > 0))
        {
            var word = CountryFilter.Word(standing);
            var chosen = filter.State == word;
            var href = (filter.FirstPage() with { State = chosen ? null : word }).Href("/");
            var key = Open("k-atlas__key", "-14 -14 28 28");
            Shape(key, standing, 0, 0);
            html.Start("li").Add(key.End()).Start("a", ("href", href), ("aria-current", chosen ? "true" : null))
                .Text(texts[$"Movement.Country.Standing.{standing}"])
                .Text(" ").Element("b", Formats.Number(country.Count(standing)), ("class", "k-num")).End(2);
        }

        return html.End();
    }

    private static HtmlBuilder Open(string look, string viewBox) => new HtmlBuilder()
        .Start("svg", ("class", look), ("viewBox", viewBox), ("aria-hidden", "true"), ("focusable", "false"));

    // One path for all dots of a kind: a point of zero length each, drawn by the round ends of its stroke.
    private static void Dots(HtmlBuilder html, string look, IEnumerable<RegionLine> regions, AtlasPicture picture)
    {
        var path = new StringBuilder();
        foreach (var spot in regions.Select(r => picture.Spots[r.Code]))
        {
            path.Append(CultureInfo.InvariantCulture, $"M{spot.X} {spot.Y}h0");
        }

        html.Start("path", ("class", look), ("d", path.ToString())).End();
    }

    private static void Mark(HtmlBuilder html, RegionLine region, AtlasSpot spot)
    {
        html.Start("a", ("href", region.Href), ("tabindex", "-1")).Element("title", region.Name);
        Shape(html, region.Standing, spot.X, spot.Y);
        html.End();
    }

    private static void Shape(HtmlBuilder html, Standing standing, int x, int y)
    {
        var (cx, cy) = (Text(x), Text(y));
        _ = standing switch
        {
            Standing.Member => html.Start("circle", ("class", "k-atlas__member"), ("cx", cx), ("cy", cy), ("r", "9")).End(),
            Standing.Evaluated => html.Start("circle", ("class", "k-atlas__evaluated"), ("cx", cx), ("cy", cy), ("r", "8")).End(),
            Standing.Likely => html.Start("path", ("class", "k-atlas__likely"), ("d", $"M{cx} {Text(y - 11)}l11 11-11 11-11-11z")).End(),
            _ => html.Start("path", ("class", "k-atlas__unknown"), ("d", $"M{cx} {cy}h0")).End(),
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Shapes;

/// <summary>Draws an object among those around it, north up, with a scale; no map of anybody else is loaded.</summary>
internal static class ShapePicture
{
    private const double Width = 640;
    private const double Height = 420;
    private const double Edge = 24;
    private const double MetresPerMicro = 0.111195;

    private static readonly int[] Bars = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

    public static IHtmlContent Render(ShapeView view, string title, Texts t)
    {
        var own = Shape.Stored(view.Own.Geometry);
        var latitude = (view.Own.SouthMicro + view.Own.NorthMicro) / 2e6 * Math.PI / 180;
        var (wide, high) = (Math.Max(view.Own.EastMicro - view.Own.WestMicro, 400) * Math.Cos(latitude) * 1.6,
            Math.Max(view.Own.NorthMicro - view.Own.SouthMicro, 400) * 1.6);
        var scale = Math.Min((Width - (2 * Edge)) / wide, (Height - (2 * Edge)) / high);
        var middle = ((view.Own.WestMicro + view.Own.EastMicro) / 2.0, (view.Own.SouthMicro + view.Own.NorthMicro) / 2.0);
        string At(Position p)
        {
            var x = (Width / 2) + ((p.Longitude - middle.Item1) * Math.Cos(latitude) * scale);
            var y = (Height / 2) - ((p.Latitude - middle.Item2) * scale);
            return string.Create(CultureInfo.InvariantCulture, $"{x:0.0},{y:0.0}");
        }

        var html = new HtmlBuilder().Start("figure", ("class", "k-parcel")).Start(
            "svg", ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {Height}")), ("role", "img"),
            ("aria-label", title));
        foreach (var other in view.Around)
        {
            Draw(html, Shape.Stored(other.Geometry), "k-parcel__other", At);
        }

        Draw(html, own, "k-parcel__own", At);
        Bar(html, scale, t);
        var caption = view.Surveyed ? "Revenue.Shape.CaptionPoint" : "Revenue.Shape.Caption";
        return html.End().Element("figcaption", t[caption, view.Own.Source]).End();
    }

    private static void Draw(HtmlBuilder html, Shape shape, string css, Func<Position, string> at)
    {
        if (shape.Point is { } point)
        {
            var xy = at(point).Split(',');
            html.Start("circle", ("class", css), ("cx", xy[0]), ("cy", xy[1]), ("r", "6")).End();
            return;
        }

        var path = string.Concat(shape.Areas.SelectMany(a => a).Select(r => $"M{string.Join('L', r.Select(at))}Z"));
        html.Start("path", ("class", css), ("d", path), ("fill-rule", "evenodd")).End();
    }

    private static void Bar(HtmlBuilder html, double scale, Texts t)
    {
        var perMetre = scale / MetresPerMicro;
        var metres = Bars.LastOrDefault(b => b * perMetre <= Width / 3, Bars[0]);
        var end = string.Create(CultureInfo.InvariantCulture, $"{Edge + (metres * perMetre):0.0}");
        html.Start("path", ("class", "k-parcel__bar"), ("d", $"M24,404L{end},404")).End()
            .Start("text", ("class", "k-parcel__text"), ("x", "24"), ("y", "396")).Text(t["Revenue.Shape.Metres", metres]).End();
    }
}

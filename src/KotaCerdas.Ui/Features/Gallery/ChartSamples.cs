using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui.Features.Gallery;

internal static class ChartSamples
{
    public static IEnumerable<GallerySection> All(Texts t)
    {
        ChartValue[] dimensions =
        [
            new("Smart Governance", 3.4m, "3,40", 1), new("Smart Branding", 2.9m, "2,90", 2), new("Smart Economy", 3.1m, "3,10", 3),
            new("Smart Living", 3.6m, "3,60", 4), new("Smart Society", 2.4m, "2,40", 5), new("Smart Environment", 2.7m, "2,70", 6),
        ];
        ChartValue[] years =
        [
            new("2021", 12, "12"), new("2022", 31, "31"), new("2023", null, t["Ui.Missing"]), new("2024", 44, "44"), new("2025", 58, "58"),
        ];
        yield return GallerySection.Of("dimensi", t["Ui.Gallery.Dimensions"], (null, Marks()));
        yield return GallerySection.Of("grafik", t["Ui.Gallery.Charts"],
            (null, Chart.Render(Figure(t, t["Ui.Gallery.ChartRadar"], RadarChart.Render(dimensions, 4), dimensions), t)),
            (null, Chart.Render(Figure(t, t["Ui.Gallery.ChartBars"], BarChart.Render([.. dimensions[..4],
                new("Smart Society", null, t["Ui.Missing"], 5)], 4), dimensions), t)),
            (null, Chart.Render(Figure(t, t["Ui.Gallery.ChartLine"], LineChart.Render(years), years), t)),
            (null, Chart.Render(Figure(t, t["Ui.Gallery.ChartMap"], DotMap.Render(Places()), years), t)),
            (null, Chart.Render(Figure(t, t["Ui.Gallery.ChartBubbles"], BubbleMap.Render([.. Bubbles()]), years), t)));
    }

    private static ChartOptions Figure(Texts t, string title, IHtmlContent picture, ChartValue[] values) => new()
    {
        Title = title, Note = t["Ui.Gallery.ChartNote"], Picture = picture, FoldTable = true,
        Table = new()
        {
            Caption = title, Columns = [new(t["Ui.Gallery.RegionName"]), new(t["Ui.Gallery.Index"], Numeric: true)],
            Rows = values.Select(IReadOnlyList<Cell> (value) => [value.Label, value.Value is null ? Cell.Missing(t) : value.Text]),
        },
    };

    private static HtmlBuilder Marks()
    {
        var html = new HtmlBuilder().Start("div", ("class", "k-row"));
        foreach (var (order, letters, name) in new[]
        {
            (1, "GO", "Smart Governance"), (2, "BR", "Smart Branding"), (3, "EC", "Smart Economy"), (4, "LI", "Smart Living"),
                (5, "SO", "Smart Society"),
            (6, "EN", "Smart Environment"),
        })
        {
            html.Add(DimensionMark.Render(order, letters, name));
        }

        return html.End();
    }

    private static IEnumerable<MapBubble> Bubbles() =>
        from i in Enumerable.Range(0, 16)
        let amount = ((i * 37) % 21) - 8
        select new MapBubble(103.2m + (i % 4 * 0.02m) + (i * 0.001m), -4m - (i / 4 * 0.02m), $"{i + 1}", $"{i + 1}: {amount}", amount);

    /// <summary>A made-up grid of places, so that the gallery claims nothing about real ones.</summary>
    private static IEnumerable<MapDot> Places() =>
        from i in Enumerable.Range(0, 60)
        let longitude = 96m + (i * 0.75m)
        select new MapDot(longitude, (i * 7 % 13) - 8.5m, $"{longitude:0.0}° BT", i % 7);
}

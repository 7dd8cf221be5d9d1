using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>The mark of the product and the depth lines of its masthead, both drawn for it.</summary>
internal static class Brand
{
    /// <summary>Three islands around a bearing point.</summary>
    public static IHtmlContent Mark { get; } = new HtmlBuilder()
        .Start("svg", ("viewBox", "0 0 32 32"), ("aria-hidden", "true"), ("focusable", "false"))
        .Start("path", ("fill", "#e3a008"), ("d", "M16 3a5 5 0 0 1 5 5c0 3-5 8-5 8s-5-5-5-8a5 5 0 0 1 5-5z")).End()
        .Start("circle", ("fill", "#0a4149"), ("cx", "16"), ("cy", "8"), ("r", "2")).End()
        .Start("path", ("fill", "none"), ("stroke", "#f4fbfa"), ("stroke-width", "2.5"), ("stroke-linecap", "round"),
            ("d", "M3 19c3-3 6-3 8.5 0s6 3 9 0 6-3 8.5 0M3 25c3-3 6-3 8.5 0s6 3 9 0 6-3 8.5 0")).End()
        .End();

    /// <summary>Depth lines, as an atlas draws the sea.</summary>
    public static IHtmlContent Waves { get; } = DrawWaves();

    /// <summary>Who runs the installation, below the name of the product.</summary>
    public static IHtmlContent? Owner(PageFrame frame) =>
        frame.Owner is null ? null : new HtmlBuilder().Element("small", frame.Owner, ("class", "k-small"));

    private static HtmlBuilder DrawWaves()
    {
        var html = new HtmlBuilder()
            .Start("svg", ("class", "k-top__waves"), ("viewBox", "0 0 560 120"), ("preserveAspectRatio", "xMaxYMid slice"),
                ("aria-hidden", "true"), ("focusable", "false"));
        for (var i = 0; i < 7; i++)
        {
            var y = -16 + (i * 22);
            var start = $"M{i * 24} {y + 60}C{120 + (i * 14)} {y - 30} {210 + (i * 10)} {y + 96} {330 + (i * 8)} {y + 30}";
            html.Start("path", ("d", start + $"S{480 + (i * 6)} {y - 34} 580 {y + 26}")).End();
        }

        return html.End();
    }
}

using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>A place of a bubble map.</summary>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Latitude">Degrees north; negative south of the equator.</param>
/// <param name="Name">Written beside it where it is one of the largest.</param>
/// <param name="Label">Name and value, shown where the pointer rests.</param>
/// <param name="Amount">What the bubble is as large as: above zero filled, below zero a ring, zero a small quiet dot.</param>
public sealed record MapBubble(decimal Longitude, decimal Latitude, string Name, string Label, decimal Amount);

/// <summary>
/// Places near each other as bubbles, north above: the area of a bubble is its amount, the picture as wide as they lie apart. It needs no
/// map service.
/// </summary>
public static class BubbleMap
{
    private const decimal Width = 940;
    private const decimal Margin = 44;
    private const decimal Largest = 38;
    private const decimal Smallest = 3;
    private const decimal Gap = 6;
    private const int Named = 6;
    private const int NamedOnPhone = 2;
    private const decimal LeastHeight = 260;
    private const decimal MostHeight = 620;

    /// <summary>The map; its numbers stand in the table beside it.</summary>
    public static IHtmlContent Render(IReadOnlyCollection<MapBubble> bubbles)
    {
        ArgumentNullException.ThrowIfNull(bubbles);
        if (bubbles.Count == 0)
        {
            return new HtmlBuilder();
        }

        var (west, east) = (bubbles.Min(b => b.Longitude), bubbles.Max(b => b.Longitude));
        var (south, north) = (bubbles.Min(b => b.Latitude), bubbles.Max(b => b.Latitude));

        // A degree of longitude is shorter away from the equator.
        var squeeze = (decimal)Math.Cos((double)((south + north) / 2) * Math.PI / 180);
        var (across, down) = ((east - west) * squeeze, north - south);
        var scale = Math.Min((Width - (2 * Margin)) / Math.Max(across, 0.0001m), (MostHeight - (2 * Margin)) / Math.Max(down, 0.0001m));
        var height = Math.Clamp((down * scale) + (2 * Margin), LeastHeight, MostHeight);
        var (left, top) = ((Width - (across * scale)) / 2, (height - (down * scale)) / 2);
        var most = Math.Max(1, bubbles.Max(b => Math.Abs(b.Amount)));
        var html = Drawing.Open("bubbles", $"0 0 {Drawing.N(Width)} {Drawing.N(height)}");

        // The largest first, so that none hides a smaller one; names above all of them.
        var placed = bubbles.OrderByDescending(b => Math.Abs(b.Amount)).Select(b => (
            Bubble: b, X: left + ((b.Longitude - west) * squeeze * scale), Y: top + ((north - b.Latitude) * scale),
            Radius: Math.Max(Smallest, Largest * (decimal)Math.Sqrt((double)(Math.Abs(b.Amount) / most))))).ToList();
        foreach (var (bubble, x, y, radius) in placed)
        {
            html.Start("circle", ("class", bubble.Amount == 0 ? "dot dot--none" : bubble.Amount > 0 ? "dot" : "dot dot--less"),
                    ("cx", Drawing.N(x)), ("cy", Drawing.N(y)), ("r", Drawing.N(radius)))
                .Element("title", bubble.Label).End();
        }

        foreach (var (index, (bubble, x, y, radius)) in placed.Take(Named).Index())
        {
            html.Element("text", bubble.Name, ("class", index < NamedOnPhone ? "is-strong" : "is-more"), ("x", Drawing.N(x)),
                ("y", Drawing.N(y + radius + Gap)), ("text-anchor", "middle"));
        }

        return html.End();
    }
}

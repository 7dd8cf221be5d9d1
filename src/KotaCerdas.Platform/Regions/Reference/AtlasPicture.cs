namespace KotaCerdas.Platform;

/// <summary>Where a region's dot stands in the picture.</summary>
/// <param name="X">Units from the left.</param>
/// <param name="Y">Units from the top.</param>
/// <param name="Approximate">
/// True where no place of the region is known and the dot stands near the middle of its province; the legend says so.
/// </param>
public readonly record struct AtlasSpot(int X, int Y, bool Approximate);

/// <summary>
/// The country as a small picture: coastline, islands, and one dot per kabupaten and kota. Dots never overlap; to make room they stand a
/// few units beside their place.
/// </summary>
/// <param name="LandPath">SVG path data of the coastline, for a filled path.</param>
/// <param name="IslandPath">
/// SVG path data of the islands: one point of zero length per grid cell that holds at least one, for a stroke with round ends.
/// </param>
/// <param name="Spots">The dots by region.</param>
public sealed record AtlasPicture(string LandPath, string IslandPath, IReadOnlyDictionary<RegionCode, AtlasSpot> Spots)
{
    /// <summary>Width in units.</summary>
    public const int Width = 2000;

    /// <summary>Height in units.</summary>
    public const int Height = 780;

    /// <summary>Radius of a region's dot in units; two dots of this radius never touch.</summary>
    public const int DotRadius = 6;

    /// <summary>The value of the SVG's <c>viewBox</c>.</summary>
    public static string ViewBox => $"0 0 {Width} {Height}";
}

using System.Globalization;
using System.Text;

namespace KotaCerdas.Platform;

/// <summary>
/// Draws the picture of the country from reference data, the same picture every time. Equirectangular: at the equator a degree is the same
/// length both ways, so nothing is stretched.
/// </summary>
public static class Atlas
{
    private const double West = 94.6;
    private const double North = 6.9;
    private const double UnitsPerDegree = 42.6;
    private const int IslandGrid = 5;
    private const double Spacing = (2 * AtlasPicture.DotRadius) + 2.5;
    private const int MaxPasses = 2_000;

    /// <summary>Draws the picture of the shipped reference data.</summary>
    public static AtlasPicture Build(RegionReference reference) =>
        Build(reference.Regencies, [.. reference.Islands(_ => { })], reference.Places(), reference.Coastline());

    /// <summary>Draws the picture.</summary>
    /// <param name="regions">The regions that get a dot.</param>
    /// <param name="islands">The islands; they also place a region that has no place of its own.</param>
    /// <param name="places">Known places by region.</param>
    /// <param name="coastline">Closed rings.</param>
    public static AtlasPicture Build(
        IReadOnlyList<ReferenceRegency> regions,
        IReadOnlyList<ReferenceIsland> islands,
        IReadOnlyDictionary<RegionCode, GeoPoint> places,
        IEnumerable<IReadOnlyList<GeoPoint>> coastline) =>
        new(LandPath(coastline), IslandPath(islands), Spots(regions, islands, places));

    private static (double X, double Y) Project(GeoPoint place) =>
        ((place.Longitude - West) * UnitsPerDegree, (North - place.Latitude) * UnitsPerDegree);

    private static string LandPath(IEnumerable<IReadOnlyList<GeoPoint>> coastline)
    {
        var path = new StringBuilder();
        foreach (var ring in coastline)
        {
            var (x, y) = (0, 0);
            for (var i = 0; i < ring.Count; i++)
            {
                var (toX, toY) = Rounded(Project(ring[i]));
                if (i == 0)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{toX} {toY}l");
                }
                else if (toX != x || toY != y)
                {
                    Append(path, toX - x, toY - y);
                }

                (x, y) = (toX, toY);
            }

            path.Append('z');
        }

        return path.ToString();
    }

    private static string IslandPath(IReadOnlyList<ReferenceIsland> islands)
    {
        var cells = islands.Select(i => Project(i.Place))
            .Select(p => (Row: (int)Math.Round(p.Y / IslandGrid), Column: (int)Math.Round(p.X / IslandGrid)))
            .Distinct().Order().ToList();
        var path = new StringBuilder();
        var (x, y) = (0, 0);
        foreach (var cell in cells)
        {
            var (toX, toY) = (cell.Column * IslandGrid, cell.Row * IslandGrid);
            path.Append('m');
            Append(path, toX - x, toY - y);
            path.Append("h0");
            (x, y) = (toX, toY);
        }

        return path.ToString();
    }

    // A number needs a separator only after a digit and before a digit; a minus sign separates by itself.
    private static void Append(StringBuilder path, int dx, int dy)
    {
        if (dx >= 0 && char.IsAsciiDigit(path[^1]))
        {
            path.Append(' ');
        }

        path.Append(CultureInfo.InvariantCulture, $"{dx}{(dy < 0 ? string.Empty : " ")}{dy}");
    }

    private static (int X, int Y) Rounded((double X, double Y) point) => ((int)Math.Round(point.X), (int)Math.Round(point.Y));

    private static Dictionary<RegionCode, AtlasSpot> Spots(
        IReadOnlyList<ReferenceRegency> regions, IReadOnlyList<ReferenceIsland> islands, IReadOnlyDictionary<RegionCode, GeoPoint> places)
    {
        var byRegion = islands.Where(i => i.Regency is not null).ToLookup(i => i.Regency!.Value, i => i.Place);
        var dots = regions.Select(r => r.Code).Order()
            .Select(code => new Dot(code, places.TryGetValue(code, out var place) ? place : Middle([.. byRegion[code]]))).ToList();
        foreach (var province in dots.GroupBy(d => d.Code.Province))
        {
            PlaceUnknown([.. province]);
        }

        MakeRoom(dots);
        return dots.ToDictionary(d => d.Code, d => new AtlasSpot((int)Math.Round(d.X), (int)Math.Round(d.Y), d.Approximate));
    }

    private static GeoPoint? Middle(IReadOnlyList<GeoPoint> points) =>
        points.Count == 0
            ? null
            : new(
                points.Select(p => p.Latitude).Order().ElementAt(points.Count / 2),
                points.Select(p => p.Longitude).Order().ElementAt(points.Count / 2));

    // Regions of unknown place stand on a spiral around the middle of their province.
    private static void PlaceUnknown(IReadOnlyList<Dot> province)
    {
        var known = province.Where(d => !d.Approximate).ToList();
        var (middleX, middleY) = known.Count == 0
            ? (AtlasPicture.Width / 2.0, AtlasPicture.Height / 2.0)
            : (known.Average(d => d.X), known.Average(d => d.Y));
        var step = 0;
        foreach (var dot in province.Where(d => d.Approximate))
        {
            var angle = step * 2.399963;
            var distance = Spacing * Math.Sqrt(step + 1) / 2;
            (dot.X, dot.Y) = (middleX + (distance * Math.Cos(angle)), middleY + (distance * Math.Sin(angle)));
            step++;
        }
    }

    // Pushes dots that are too close apart, in a fixed order, until none is.
    private static void MakeRoom(List<Dot> dots)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var moved = false;
            for (var i = 0; i < dots.Count; i++)
            {
                for (var j = i + 1; j < dots.Count; j++)
                {
                    moved |= Push(dots[i], dots[j]);
                }
            }

            if (!moved)
            {
                return;
            }
        }

        throw new BugException("The dots of the atlas found no room");
    }

    private static bool Push(Dot a, Dot b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        if (Math.Abs(dx) >= Spacing || Math.Abs(dy) >= Spacing)
        {
            return false;
        }

        var distance = Math.Sqrt((dx * dx) + (dy * dy));
        if (distance >= Spacing)
        {
            return false;
        }

        if (distance < 0.001)
        {
            (dx, dy, distance) = (1, 0.5, 1.118);
        }

        // A little more than needed, so that the pushing ends.
        var push = ((Spacing - distance) / 2 / distance) + 0.01;
        a.MoveBy(-dx * push, -dy * push);
        b.MoveBy(dx * push, dy * push);
        return true;
    }

    private sealed class Dot
    {
        public Dot(RegionCode code, GeoPoint? place)
        {
            Code = code;
            Approximate = place is null;
            if (place is { } known)
            {
                (X, Y) = Project(known);
            }
        }

        public RegionCode Code { get; }

        public bool Approximate { get; }

        public double X { get; set; }

        public double Y { get; set; }

        public void MoveBy(double dx, double dy)
        {
            X = Math.Clamp(X + dx, AtlasPicture.DotRadius + 1, AtlasPicture.Width - AtlasPicture.DotRadius - 1);
            Y = Math.Clamp(Y + dy, AtlasPicture.DotRadius + 1, AtlasPicture.Height - AtlasPicture.DotRadius - 1);
        }
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>A position in millionths of a degree (WGS 84).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Position(int Longitude, int Latitude);

/// <summary>A point, or areas with holes. An area is its rings: the first one outside, the others holes.</summary>
internal sealed class Shape
{
    public const int MostPositions = 2_000;

    // Mean radius of the earth in metres (IUGG).
    private const double Radius = 6_371_008.8;
    private const double Micro = 1e-6;

    private Shape(IReadOnlyList<IReadOnlyList<IReadOnlyList<Position>>> areas, Position? point) => (Areas, Point) = (areas, point);

    public IReadOnlyList<IReadOnlyList<IReadOnlyList<Position>>> Areas { get; }

    public Position? Point { get; }

    /// <summary>Every position.</summary>
    public IEnumerable<Position> Positions => Point is { } point ? [point] : Areas.SelectMany(a => a).SelectMany(r => r);

    /// <summary>
    /// Square metres, to the nearest: the area on a plane that touches the earth at the middle of the shape, which for a parcel is exact to
    /// a thousandth.
    /// </summary>
    public long SquareMetres
    {
        get
        {
            if (Point is not null)
            {
                return 0;
            }

            var middle = Positions.Average(p => (double)p.Latitude) * Micro * Math.PI / 180;
            var origin = Positions.First();
            return (long)Math.Round(Areas.Sum(a => AreaOf(a[0], origin, middle) - a.Skip(1).Sum(h => AreaOf(h, origin, middle))));
        }
    }

    /// <summary>A point.</summary>
    public static Shape At(Position point) => new([], point);

    /// <summary>Reads a GeoJSON geometry, or says what is wrong with it.</summary>
    public static Outcome<Shape> Read(JsonElement geometry)
    {
        if (geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("type", out var type)
            || !geometry.TryGetProperty("coordinates", out var coordinates))
        {
            return new Problem("Revenue.Shape.NoGeometry");
        }

        try
        {
            var shape = type.GetString() switch
            {
                "Point" => new Shape([], PositionOf(coordinates)),
                "Polygon" => new Shape([AreaOf(coordinates)], null),
                "MultiPolygon" => new Shape([.. coordinates.EnumerateArray().Select(AreaOf)], null),
                _ => null,
            };
            if (shape is null)
            {
                return new Problem("Revenue.Shape.OtherType", null, type.ToString());
            }

            var refused = shape.Refuse();
            if (refused is not null)
            {
                return refused;
            }

            return shape;
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or IndexOutOfRangeException or ArgumentException)
        {
            return new Problem("Revenue.Shape.NoGeometry");
        }
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Shape Stored(string geometry) => Read(JsonDocument.Parse(geometry).RootElement).Value;

    /// <summary>The geometry in GeoJSON, always the same for the same shape.</summary>
    public override string ToString()
    {
        static string Degrees(int micro) => (micro / 1_000_000m).ToString("0.000000", CultureInfo.InvariantCulture);
        static string Of(Position p) => $"[{Degrees(p.Longitude)},{Degrees(p.Latitude)}]";
        if (Point is { } point)
        {
            return $$"""{"type":"Point","coordinates":{{Of(point)}}}""";
        }

        var areas = Areas.Select(a => $"[{string.Join(',', a.Select(r => $"[{string.Join(',', r.Select(Of))}]"))}]").ToList();
        var text = new StringBuilder();
        return (areas.Count == 1 ? text.Append("{\"type\":\"Polygon\",\"coordinates\":").Append(areas[0])
            : text.Append("{\"type\":\"MultiPolygon\",\"coordinates\":[").AppendJoin(',', areas).Append(']')).Append('}').ToString();
    }

    private static IReadOnlyList<IReadOnlyList<Position>> AreaOf(JsonElement rings) =>
        [.. rings.EnumerateArray().Select(IReadOnlyList<Position> (r) => [.. r.EnumerateArray().Select(PositionOf)])];

    private static Position PositionOf(JsonElement pair) =>
        new((int)Math.Round(pair[0].GetDouble() * 1e6), (int)Math.Round(pair[1].GetDouble() * 1e6));

    private static double AreaOf(IReadOnlyList<Position> ring, Position origin, double latitude)
    {
        var sum = 0.0;
        for (var i = 1; i < ring.Count; i++)
        {
            var (a, b) = (Plane(ring[i - 1], origin, latitude), Plane(ring[i], origin, latitude));
            sum += (a.X * b.Y) - (b.X * a.Y);
        }

        return Math.Abs(sum) / 2;
    }

    private static (double X, double Y) Plane(Position p, Position origin, double latitude)
    {
        const double metres = Radius * Math.PI / 180 * Micro;
        return ((p.Longitude - origin.Longitude) * metres * Math.Cos(latitude), (p.Latitude - origin.Latitude) * metres);
    }

    private Problem? Refuse()
    {
        if (Positions.Count() is 0 or > MostPositions)
        {
            return new("Revenue.Shape.ManyPositions", null, MostPositions);
        }

        if (Positions.Any(p => p.Latitude is < -12_000_000 or > 7_000_000 || p.Longitude is < 94_000_000 or > 142_000_000))
        {
            return new("Revenue.Shape.Outside");
        }

        foreach (var ring in Areas.SelectMany(a => a))
        {
            if (ring.Count < 4 || ring[0] != ring[^1])
            {
                return new("Revenue.Shape.NotClosed");
            }

            if (Crosses(ring))
            {
                return new("Revenue.Shape.Crosses");
            }
        }

        return Areas.Count > 0 && SquareMetres <= 0 ? new("Revenue.Shape.NoArea") : null;
    }

    /// <summary>Whether two sides that are not neighbours meet.</summary>
    private static bool Crosses(IReadOnlyList<Position> ring)
    {
        var sides = ring.Count - 1;
        for (var i = 0; i < sides; i++)
        {
            for (var j = i + 2; j < sides; j++)
            {
                if ((i > 0 || j < sides - 1) && Meet(ring[i], ring[i + 1], ring[j], ring[j + 1]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Meet(Position a, Position b, Position c, Position d)
    {
        var (p, q, r, s) = (Turn(a, b, c), Turn(a, b, d), Turn(c, d, a), Turn(c, d, b));
        return p != q && r != s && p * q <= 0 && r * s <= 0;
    }

    /// <summary>1 to the left, −1 to the right, 0 straight on.</summary>
    private static int Turn(Position a, Position b, Position c) => Math.Sign(
        (((long)b.Longitude - a.Longitude) * ((long)c.Latitude - a.Latitude))
        - (((long)b.Latitude - a.Latitude) * ((long)c.Longitude - a.Longitude)));
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Shapes;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Demo;

/// <summary>
/// The office draws the first objects of its register: rectangles of the registered area side by side, as no village really lies.
/// </summary>
internal sealed class ShapeScene(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    private const int Drawn = 60;
    private const int InRow = 12;

    // Smaller land is smaller than what a millionth of a degree can say well.
    private const int LeastLand = 60;

    // A corner to draw from, south of the equator, and metres of a degree there.
    private const double Longitude = 103.25;
    private const double Latitude = -4.02;
    private const double EastMetres = 110_924;
    private const double NorthMetres = 111_195;
    private const double Street = 8;

    // Villages lie apart so far, this many in a row.
    private const double Apart = 1_400;
    private const int VillagesInRow = 7;

    public async Task PlayAsync()
    {
        stage.Clock.Set(new DateOnly(2026, 6, 8), 10);
        var objects = await stage.ReadAsync(async (KotaDb db) =>
        {
            var first = await db.In<TaxObject>(RegionScope.Of(region)).AsNoTracking()
                .Where(o => o.Version == 1 && o.LandArea >= LeastLand).OrderBy(o => o.Nop).Take(Drawn).Select(o => o.Nop)
                .ToListAsync(stage.Cancel);
            var versions = await db.In<TaxObject>(RegionScope.Of(region)).AsNoTracking().Where(o => first.Contains(o.Nop))
                .Select(o => new { o.Nop, o.Version, o.LandArea }).ToListAsync(stage.Cancel);
            return versions.GroupBy(o => o.Nop).Select(g => (Nop: g.Key, Land: g.MaxBy(o => o.Version)!.LandArea))
                .OrderBy(o => o.Nop.Value).ToList();
        });
        var drawn = objects.Select(o => o.Nop.Village).ToHashSet();
        var others = (await stage.ReadAsync((KotaDb db) => db.In<TaxObject>(RegionScope.Of(region)).Where(o => o.Version == 1)
            .Select(o => o.Nop).ToListAsync(stage.Cancel))).GroupBy(n => n.Village).Where(v => !drawn.Contains(v.Key)).OrderBy(v => v.Key)
            .Select(v => v.MinBy(n => n.Value)).ToList();
        var file = new MemoryStream(Encoding.UTF8.GetBytes(Draw(objects, others)));
        var report = await stage.AsAsync(
            cast.Surveyor, (ImportShapes o) => o.RunAsync(region, file, stage.Say("Revenue.Demo.ShapeSource"), stage.Cancel));
        Check.That(report.Taken == objects.Count + others.Count);
    }

    /// <summary>Rows of rectangles along streets, and a point in each of the other villages, as GeoJSON.</summary>
    private static string Draw(IReadOnlyList<(Nop Nop, int Land)> objects, IEnumerable<Nop> others)
    {
        var features = new List<object>();
        foreach (var (i, nop) in others.Index())
        {
            var (row, place) = Math.DivRem(i + 1, VillagesInRow);
            features.Add(new
            {
                type = "Feature", properties = new { nop = nop.Value.ToString("000000000000000000", CultureInfo.InvariantCulture) },
                geometry = new { type = "Point", coordinates = At((place * Apart) + (row % 2 * Apart / 2), row * Apart) },
            });
        }

        var south = 0.0;
        foreach (var row in objects.Chunk(InRow))
        {
            // As deep as the largest would be as a square; the others are narrower.
            var (depth, east) = (Math.Sqrt(row.Max(o => o.Land)), 0.0);
            foreach (var (nop, land) in row)
            {
                features.Add(new
                {
                    type = "Feature", properties = new { nop = nop.Value.ToString("000000000000000000", CultureInfo.InvariantCulture) },
                    geometry = new { type = "Polygon", coordinates = new[] { Ring(east, south, land / depth, depth) } },
                });
                east += land / depth;
            }

            south += depth + Street;
        }

        return JsonSerializer.Serialize(new { type = "FeatureCollection", features });
    }

    private static double[][] Ring(double east, double south, double width, double depth) =>
    [
        At(east, south), At(east, south + depth), At(east + width, south + depth), At(east + width, south), At(east, south),
    ];

    private static double[] At(double east, double south) =>
        [Math.Round(Longitude + (east / EastMetres), 6), Math.Round(Latitude - (south / NorthMetres), 6)];
}

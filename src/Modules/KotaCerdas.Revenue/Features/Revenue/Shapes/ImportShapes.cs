using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Shapes;

/// <summary>A feature of a file that cannot be taken, or that is worth a look.</summary>
/// <param name="Feature">Its place in the file, from 1.</param>
/// <param name="Nop">Its number as it stands there.</param>
/// <param name="Problem">What is wrong.</param>
internal sealed record ShapeFlaw(int Feature, string Nop, Problem Problem);

/// <summary>What came of a file.</summary>
/// <param name="Features">Features in the file.</param>
/// <param name="Taken">Shapes that were recorded; 0 where anything is wrong.</param>
/// <param name="Same">Shapes that were known already.</param>
/// <param name="Wrong">Why nothing was recorded.</param>
/// <param name="Notes">Areas that are far from what is registered.</param>
internal sealed record ShapeReport(int Features, int Taken, int Same, IReadOnlyList<ShapeFlaw> Wrong, IReadOnlyList<ShapeFlaw> Notes);

/// <summary>
/// Takes the shapes of objects from a GeoJSON file (RFC 7946), a feature an object with its NOP in the property <c>nop</c>: all or none.
/// </summary>
internal sealed class ImportShapes(KotaDb db, RegisterDesk desk)
{
    /// <summary>Bytes that are read at most.</summary>
    public const int MostBytes = 20_000_000;

    /// <summary>Features that are read at most.</summary>
    public const int Most = 20_000;

    // A drawn area that differs by more than a tenth from the registered one is named.
    private const int TolerancePercent = 10;

    public async Task<Outcome<ShapeReport>> RunAsync(RegionCode code, Stream file, string source, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (source.Trim().Length is 0 or > ObjectShape.SourceLength)
        {
            return new Problem("Revenue.Shape.SourceNeeded", "Source", ObjectShape.SourceLength);
        }

        var features = await FeaturesAsync(file, cancel);
        if (features.Failed)
        {
            return features.Problem;
        }

        var (read, wrong) = Read(features.Value);
        var land = await LandAsync(code, read, cancel);
        wrong.AddRange(read.Where(s => !land.ContainsKey(s.Nop)).Select(s =>
            new ShapeFlaw(s.Feature, s.Nop.ToString(), new Problem("Revenue.Shape.UnknownNop"))));
        var notes = read.Where(s => land.TryGetValue(s.Nop, out var area) && IsFar(s.Shape.SquareMetres, area)).Select(s => new ShapeFlaw(
            s.Feature, s.Nop.ToString(), new Problem("Revenue.Shape.AreaDiffers", null, s.Shape.SquareMetres, land[s.Nop]))).ToList();
        if (wrong.Count > 0)
        {
            return new ShapeReport(features.Value.Count, 0, 0, [.. wrong.OrderBy(w => w.Feature)], notes);
        }

        var taken = await WriteAsync(code, read, source.Trim(), cancel);
        return taken.Failed ? taken.Problem : new ShapeReport(features.Value.Count, taken.Value, read.Count - taken.Value, [], notes);
    }

    private static bool IsFar(long drawn, int registered) => drawn > 0
        && Math.Abs(drawn - registered) * 100 > (long)registered * TolerancePercent;

    private static async Task<Outcome<List<JsonElement>>> FeaturesAsync(Stream file, CancellationToken cancel)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(file, default, cancel);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("features", out var list)
                || list.ValueKind != JsonValueKind.Array)
            {
                return new Problem("Revenue.Shape.NotGeoJson");
            }

            var count = list.GetArrayLength();
            if (count is 0 or > Most)
            {
                return new Problem("Revenue.Shape.ManyFeatures", null, Most);
            }

            return list.EnumerateArray().Select(f => f.Clone()).ToList();
        }
        catch (JsonException)
        {
            return new Problem("Revenue.Shape.NotGeoJson");
        }
    }

    private static (List<(int Feature, Nop Nop, Shape Shape)> Read, List<ShapeFlaw> Wrong) Read(List<JsonElement> features)
    {
        var read = new List<(int Feature, Nop Nop, Shape Shape)>();
        var (wrong, seen) = (new List<ShapeFlaw>(), new HashSet<Nop>());
        foreach (var (index, feature) in features.Index())
        {
            var text = NopOf(feature);
            var shape = feature.ValueKind == JsonValueKind.Object && feature.TryGetProperty("geometry", out var geometry)
                ? Shape.Read(geometry) : new Problem("Revenue.Shape.NoGeometry");
            var problem = !Nop.TryParse(text, out var nop) ? new Problem("Revenue.Shape.NopWrong")
                : !seen.Add(nop) ? new Problem("Revenue.Shape.Twice") : shape.Failed ? shape.Problem : null;
            if (problem is not null)
            {
                wrong.Add(new(index + 1, text, problem));
            }
            else
            {
                read.Add((index + 1, nop, shape.Value));
            }
        }

        return (read, wrong);
    }

    private static string NopOf(JsonElement feature) => feature.ValueKind == JsonValueKind.Object
        && feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty("nop", out var nop) ? nop.ToString() : string.Empty;

    /// <summary>Registered land of the objects, as it was recorded last.</summary>
    private async Task<Dictionary<Nop, int>> LandAsync(
        RegionCode code, List<(int Feature, Nop Nop, Shape Shape)> read, CancellationToken cancel)
    {
        var land = new Dictionary<Nop, int>();
        foreach (var some in read.Select(r => r.Nop).Chunk(500))
        {
            var rows = await db.In<TaxObject>(RegionScope.Of(code)).AsNoTracking().Where(o => some.Contains(o.Nop))
                .Select(o => new { o.Nop, o.Version, o.LandArea }).ToListAsync(cancel);
            foreach (var latest in rows.GroupBy(r => r.Nop).Select(g => g.MaxBy(r => r.Version)!))
            {
                land[latest.Nop] = latest.LandArea;
            }
        }

        return land;
    }

    private async Task<Outcome<int>> WriteAsync(
        RegionCode code, List<(int Feature, Nop Nop, Shape Shape)> read, string source, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var taken = 0;
        foreach (var some in read.Chunk(500))
        {
            var numbers = some.Select(s => s.Nop).ToList();
            var known = (await db.In<ObjectShape>(RegionScope.Of(code)).AsNoTracking().Where(s => numbers.Contains(s.Nop))
                .Select(s => new { s.Nop, s.Version, s.Geometry }).ToListAsync(cancel)).ToLookup(s => s.Nop);
            foreach (var (_, nop, shape) in some)
            {
                var latest = known[nop].MaxBy(k => k.Version);
                var geometry = shape.ToString();
                if (latest?.Geometry != geometry)
                {
                    taken++;
                    db.Add(ObjectShape.Of((code, nop, (latest?.Version ?? 0) + 1), shape, source, (desk.Now, desk.Actor.Name)));
                }
            }
        }

        if (taken > 0)
        {
            desk.NoteRegion("Revenue.Trail.ShapesImported", code, new { taken, source });
        }

        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : taken;
    }
}

/// <summary>What shapes add to the module.</summary>
internal static class ShapesSetup
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } = ["revenue_object_shape"];

    public static IServiceCollection AddShapes(this IServiceCollection services) => services
        .AddScoped<ImportShapes>().AddScoped<ShapeReading>();

    public static ModelBuilder MapShapes(this ModelBuilder model)
    {
        ObjectShape.Map(model);
        return model;
    }
}

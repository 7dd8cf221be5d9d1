using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Shapes;

/// <summary>An object with its shape and those around it.</summary>
/// <param name="Own">Its shape.</param>
/// <param name="Around">Shapes nearby.</param>
/// <param name="Surveyed">True where no shape was imported and a point of the register, typed or surveyed, stands for it.</param>
internal sealed record ShapeView(ObjectShape Own, IReadOnlyList<ObjectShape> Around, bool Surveyed);

/// <summary>Reads shapes. Where none was imported for an object, the point that the register has of it counts.</summary>
internal sealed class ShapeReading(KotaDb db)
{
    // About 80 metres.
    private const int Margin = 720;
    private const int MostAround = 200;

    /// <summary>The shape that counts with those around it, or null where neither shape nor point is known.</summary>
    /// <param name="of">The version of the object that is shown.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<ShapeView?> FindAsync(TaxObject of, CancellationToken cancel)
    {
        var rows = db.In<ObjectShape>(RegionScope.Of(of.RegionCode)).AsNoTracking();
        var drawn = await rows.Where(s => s.Nop == of.Nop).OrderByDescending(s => s.Version).FirstOrDefaultAsync(cancel);
        if ((drawn ?? PointOf(of)) is not { } own)
        {
            return null;
        }

        var (west, east) = (own.WestMicro - Margin, own.EastMicro + Margin);
        var (south, north) = (own.SouthMicro - Margin, own.NorthMicro + Margin);
        var around = await rows.Where(s => s.EastMicro >= west && s.WestMicro <= east && s.NorthMicro >= south && s.SouthMicro <= north)
            .OrderBy(s => s.Nop).ThenBy(s => s.Version).Take(MostAround).ToListAsync(cancel);
        var points = await db.In<TaxObject>(RegionScope.Of(of.RegionCode)).AsNoTracking()
            .Where(o => o.LatitudeMicro != null && o.LongitudeMicro >= west && o.LongitudeMicro <= east
                && o.LatitudeMicro >= south && o.LatitudeMicro <= north)
            .OrderBy(o => o.Nop).ThenBy(o => o.Version).Take(MostAround).ToListAsync(cancel);
        var shapes = around.GroupBy(s => s.Nop).ToDictionary(g => g.Key, g => g.MaxBy(s => s.Version)!);
        foreach (var latest in points.GroupBy(o => o.Nop).Select(g => g.MaxBy(o => o.Version)!))
        {
            shapes.TryAdd(latest.Nop, PointOf(latest)!);
        }

        return new(own, [.. shapes.Values.Where(s => s.Nop != of.Nop).OrderBy(s => s.Nop.Value)], drawn is null);
    }

    private static ObjectShape? PointOf(TaxObject of) => of is { LatitudeMicro: { } latitude, LongitudeMicro: { } longitude }
        ? ObjectShape.Of(
            (of.RegionCode, of.Nop, 1), Shape.At(new(longitude, latitude)), of.Reason, (of.RecordedAt, of.RecordedBy)) : null;
}

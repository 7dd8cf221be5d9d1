using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>A published figure that is not what the rows give now.</summary>
/// <param name="Measure">Code of the measure.</param>
/// <param name="Region">Region.</param>
/// <param name="Period">Period.</param>
/// <param name="Published">The published value, null where missing.</param>
/// <param name="Recomputed">What the rows give, null where missing.</param>
/// <param name="RowsChanged">True where the rows changed after publication; false where the same rows give another figure, which is an
/// error.</param>
public sealed record MeasureMismatch(string Measure, RegionCode Region, string Period, decimal? Published, decimal? Recomputed,
    bool RowsChanged);

/// <summary>Recomputes published figures from their rows.</summary>
public sealed class MeasureCheck(KotaDb db, MeasureComputer computer)
{
    /// <summary>What differs in a period; empty where every published figure follows from its rows.</summary>
    public async Task<IReadOnlyList<MeasureMismatch>> RunAsync(string period, CancellationToken cancel)
    {
        var published = await db.In<MeasureValue>(RegionScope.National("checking published measures")).AsNoTracking()
            .Where(v => v.Period == period).ToListAsync(cancel);
        var computed = (await computer.ComputeAsync(period, cancel)).ToDictionary(f => (f.Region, f.Measure.Code));
        return [.. from latest in published.GroupBy(v => (v.RegionCode, v.MeasureCode)).Select(g => g.MaxBy(v => v.Revision)!)
                   let figure = computed.GetValueOrDefault((latest.RegionCode, latest.MeasureCode))
                   let mismatch = Compare(latest, figure)
                   where mismatch is not null
                   select mismatch];
    }

    /// <summary>The difference between a published figure and the figure its rows give now, or null where there is none.</summary>
    public static MeasureMismatch? Compare(MeasureValue published, MeasureFigure? figure)
    {
        var rowsChanged = figure is null ? !published.Missing : figure.RowsHash != published.RowsHash;
        return rowsChanged || published.Number != figure?.Value
            ? new(published.MeasureCode, published.RegionCode, published.Period, published.Number, figure?.Value, rowsChanged)
            : null;
    }
}

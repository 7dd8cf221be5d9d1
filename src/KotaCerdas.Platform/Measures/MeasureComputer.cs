namespace KotaCerdas.Platform;

/// <summary>Computes figures from the rows as they are now.</summary>
public sealed class MeasureComputer(IEnumerable<IMeasureSource> sources)
{
    private readonly IReadOnlyList<IMeasureSource> _sources = [.. sources];

    /// <summary>Periods for which any measure has something public.</summary>
    public async Task<IReadOnlyList<string>> PeriodsAsync(CancellationToken cancel)
    {
        var periods = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var source in _sources)
        {
            periods.UnionWith(await source.PeriodsAsync(cancel));
        }

        return [.. periods];
    }

    /// <summary>All figures of a period: every region that has a row, and the country.</summary>
    public async Task<IReadOnlyList<MeasureFigure>> ComputeAsync(string period, CancellationToken cancel)
    {
        var figures = new List<MeasureFigure>();
        foreach (var source in _sources)
        {
            var rows = (await source.RowsAsync(period, null, cancel)).ToLookup(r => r.Measure);
            figures.AddRange(source.Measures.Where(m => m.IsPeriod(period) && rows[m.Code].Any())
                .SelectMany(m => Figures(m, period, [.. rows[m.Code]])));
        }

        return figures;
    }

    /// <summary>One figure with its rows.</summary>
    public async Task<MeasureFigure> ComputeAsync(Measure measure, RegionCode region, string period, CancellationToken cancel)
    {
        var source = _sources.Single(s => s.Measures.Contains(measure));
        var rows = await source.RowsAsync(period, region.IsNational ? null : region, cancel);
        return MeasureFigure.Of(measure, region, period, rows.Where(r => r.Measure == measure.Code && Counts(measure, r, region)));
    }

    private static IEnumerable<MeasureFigure> Figures(Measure measure, string period, List<MeasureRow> rows) =>
        rows.Select(r => r.Region).Where(r => !r.IsNational).Distinct().Order().Append(RegionCode.National)
            .GroupJoin(rows, r => r, r => r.Region, (region, own) => MeasureFigure.Of(
                measure, region, period, region.IsNational ? rows.Where(r => Counts(measure, r, region)) : own));

    private static bool Counts(Measure measure, MeasureRow row, RegionCode region) =>
        region.IsNational && !measure.CountryHasOwnRows ? !row.Region.IsNational : row.Region == region;
}

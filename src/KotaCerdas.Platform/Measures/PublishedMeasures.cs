using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>A published figure in a list.</summary>
/// <param name="Region">Region code.</param>
/// <param name="Name">Name of the region, or of the country.</param>
/// <param name="Period">Period.</param>
/// <param name="Revision">Revision that counts.</param>
/// <param name="Value">Exact decimal text, null where missing.</param>
/// <param name="Numerator">What was divided.</param>
/// <param name="Denominator">What it was divided by.</param>
/// <param name="RowCount">Rows behind it.</param>
/// <param name="PublishedAt">When, UTC.</param>
public sealed record PublishedFigure(
    RegionCode Region, string Name, string Period, int Revision, string? Value, string? Numerator, string? Denominator, int RowCount,
        DateTime PublishedAt)
{
    /// <summary>The value as a number, null where missing.</summary>
    public decimal? Number => MeasureValue.Read(Value);
}

/// <summary>Reads published figures. They are public, for every region.</summary>
public sealed class PublishedMeasures(KotaDb db)
{
    private static readonly RegionScope Public = RegionScope.National("published measures are public");

    /// <summary>Figures of the country, one a period, oldest first.</summary>
    public async Task<IReadOnlyList<PublishedFigure>> CountryAsync(string code, CancellationToken cancel)
    {
        var values = await db.In<MeasureValue>(RegionScope.Of(RegionCode.National)).AsNoTracking().Where(v => v.MeasureCode == code)
            .ToListAsync(cancel);
        return [.. values.GroupBy(v => v.Period).Select(g => Figure(g.MaxBy(v => v.Revision)!, "Indonesia"))
            .OrderBy(f => f.Period, StringComparer.Ordinal)];
    }

    /// <summary>Figures of regions in a period, by region code.</summary>
    /// <param name="code">Measure.</param>
    /// <param name="period">Period.</param>
    /// <param name="within">A region, or a province with its regions; null for all.</param>
    /// <param name="after">Only regions after this code.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<PublishedFigure>> RegionsAsync(
        string code, string period, RegionCode? within, string? after, int limit, CancellationToken cancel)
    {
        var scope = within is { } region ? RegionScope.Of(region) : Public;
        // Led by the regions, so that each is one look-up by key whatever else the table holds.
        var values = await (
            from r in db.Shared<Region>()
            join v in db.In<MeasureValue>(scope) on r.Code equals v.RegionCode
            where v.MeasureCode == code && v.Period == period && string.Compare((string)(object)v.RegionCode, after ?? "00") > 0
            orderby v.RegionCode, v.Revision
            select new PublishedFigure(v.RegionCode, r.Name, v.Period, v.Revision, v.Value, v.Numerator, v.Denominator, v.RowCount,
                v.PublishedAt))
            .ToListAsync(cancel);
        return [.. values.GroupBy(v => v.Region).Select(g => g.MaxBy(v => v.Revision)!).Take(limit)];
    }

    /// <summary>The figure that counts now with its trace, or null where nothing was published.</summary>
    public Task<MeasureValue?> FindAsync(string code, RegionCode region, string period, CancellationToken cancel) =>
        db.In<MeasureValue>(RegionScope.Of(region)).AsNoTracking()
            .Where(v => v.RegionCode == region && v.MeasureCode == code && v.Period == period)
            .OrderByDescending(v => v.Revision).FirstOrDefaultAsync(cancel);

    private static PublishedFigure Figure(MeasureValue v, string name) =>
        new(v.RegionCode, name, v.Period, v.Revision, v.Value, v.Numerator, v.Denominator, v.RowCount, v.PublishedAt);
}

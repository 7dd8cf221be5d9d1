namespace KotaCerdas.Platform;

/// <summary>
/// Gives the rows from which measures are computed. Platform turns them into figures, so that what is published, what is explained and what
/// is checked come from the same arithmetic.
/// </summary>
public interface IMeasureSource
{
    /// <summary>The measures it has rows for.</summary>
    IReadOnlyList<Measure> Measures { get; }

    /// <summary>Periods for which there is something that is public now.</summary>
    Task<IReadOnlyList<string>> PeriodsAsync(CancellationToken cancel);

    /// <summary>Every row of a period that is public now, of all its measures, in one pass.</summary>
    /// <param name="period">The period.</param>
    /// <param name="only">One region whose rows are enough, or null for all regions and the country.</param>
    /// <param name="cancel">Stops.</param>
    Task<IReadOnlyList<MeasureRow>> RowsAsync(string period, RegionCode? only, CancellationToken cancel);
}

/// <summary>A row that counts towards a figure.</summary>
/// <param name="Measure">Code of the measure.</param>
/// <param name="Region">The region whose figure it counts towards; <c>00</c> for rows of the country's own.</param>
/// <param name="Key">Where it stands, stable: <c>movement.application/16.72/…</c>. Decides the order of summing.</param>
/// <param name="Numerator">What is added up; null where nobody has reported it.</param>
/// <param name="Denominator">What it is divided by; null where not reported, 1 for counts.</param>
public sealed record MeasureRow(string Measure, RegionCode Region, string Key, decimal? Numerator, decimal? Denominator = 1)
{
    /// <summary>Text key of what the row is.</summary>
    public required string LabelKey { get; init; }

    /// <summary>Values for that text.</summary>
    public IReadOnlyList<object> LabelArgs { get; init; } = [];

    /// <summary>Page of the row, or null.</summary>
    public string? Href { get; init; }
}

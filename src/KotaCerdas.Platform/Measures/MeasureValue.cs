using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>A published figure. A fact: a figure that changed is a new revision, the old one stays.</summary>
public sealed class MeasureValue : ITenantRow
{
    /// <inheritdoc />
    public required RegionCode RegionCode { get; init; }

    /// <summary>Code of the measure.</summary>
    public required string MeasureCode { get; init; }

    /// <summary>The period.</summary>
    public required string Period { get; init; }

    /// <summary>1 for the first publication; the highest counts.</summary>
    public required int Revision { get; init; }

    /// <summary>Exact decimal text, null where missing.</summary>
    public string? Value { get; init; }

    /// <summary>True where no row had a value: missing, which is not zero.</summary>
    public required bool Missing { get; init; }

    /// <summary>What was divided, exact decimal text.</summary>
    public string? Numerator { get; init; }

    /// <summary>What it was divided by, exact decimal text.</summary>
    public string? Denominator { get; init; }

    /// <summary>How many rows stand behind it.</summary>
    public required int RowCount { get; init; }

    /// <summary>JSON of the <see cref="MeasureStep"/>s.</summary>
    public required string Trace { get; init; }

    /// <summary>Hash of the rows as they were.</summary>
    public required string RowsHash { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime PublishedAt { get; init; }

    /// <summary>The value as a number, null where missing.</summary>
    public decimal? Number => Read(Value);

    internal static decimal? Read(string? text) => text is null ? null
        : decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    internal static MeasureValue Of(MeasureFigure figure, int revision, DateTime now) => new()
    {
        RegionCode = figure.Region,
        MeasureCode = figure.Measure.Code,
        Period = figure.Period,
        Revision = revision,
        Value = MeasureFigure.Written(figure.Value),
        Missing = figure.Value is null,
        Numerator = MeasureFigure.Written(figure.Numerator),
        Denominator = MeasureFigure.Written(figure.Denominator),
        RowCount = figure.Rows.Count,
        Trace = figure.TraceJson,
        RowsHash = figure.RowsHash,
        PublishedAt = now,
    };

    internal static void Map(ModelBuilder model) => model.Entity<MeasureValue>(e =>
    {
        e.ToTable("platform_measure_value");
        e.HasKey(v => new { v.RegionCode, v.MeasureCode, v.Period, v.Revision });
        e.Ignore(v => v.Number);
    });
}

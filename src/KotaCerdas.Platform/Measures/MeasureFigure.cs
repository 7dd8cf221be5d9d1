using System.Text;
using System.Text.Json;
using KotaCerdas.Documents;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Platform;

/// <summary>Something that goes into a step.</summary>
/// <param name="NameKey">Text key of its name.</param>
/// <param name="Value">Its value, null where missing.</param>
public sealed record MeasureInput(string NameKey, decimal? Value);

/// <summary>A step of how a figure came about; kept with the figure without words, so that it reads in either language.</summary>
/// <param name="RuleKey">Text key of what is done.</param>
/// <param name="Inputs">What goes in.</param>
/// <param name="ResultKey">Text key of what comes out.</param>
/// <param name="Result">What comes out, null where missing.</param>
public sealed record MeasureStep(string RuleKey, IReadOnlyList<MeasureInput> Inputs, string ResultKey, decimal? Result);

/// <summary>A computed figure. The last step of its trace is its value.</summary>
/// <param name="Measure">Which measure.</param>
/// <param name="Region">Which region.</param>
/// <param name="Period">Which period.</param>
/// <param name="Value">The value, null where missing.</param>
/// <param name="Trace">How it came about.</param>
/// <param name="Rows">What it was computed from, in the order of their keys.</param>
public sealed record MeasureFigure(
    Measure Measure, RegionCode Region, string Period, decimal? Value, IReadOnlyList<MeasureStep> Trace, IReadOnlyList<MeasureRow> Rows)
{
    // Enough for any share to be told apart, and the same on every machine.
    private const int Precision = 10;

    /// <summary>Sum of the numerators used (for a mean, of the rows' quotients), null where no row was used.</summary>
    public decimal? Numerator { get; private init; }

    /// <summary>Sum of the denominators used (for a mean, the number of rows), null where there is none.</summary>
    public decimal? Denominator { get; private init; }

    /// <summary>SHA-256 over key, numerator and denominator of every row, lower-case hex.</summary>
    public string RowsHash => Sha256.Hex(Encoding.UTF8.GetBytes(
        string.Concat(Rows.Select(r => $"{r.Key}\t{Written(r.Numerator)}\t{Written(r.Denominator)}\n"))));

    /// <summary>The trace as JSON.</summary>
    public string TraceJson => JsonSerializer.Serialize(Trace);

    /// <summary>Computes the figure.</summary>
    public static MeasureFigure Of(Measure measure, RegionCode region, string period, IEnumerable<MeasureRow> rows)
    {
        Check.That(measure.IsPeriod(period));
        var ordered = rows.OrderBy(r => r.Key, StringComparer.Ordinal).ToList();
        var used = ordered.Where(r => IsUsed(measure, r)).ToList();
        var counting = new MeasureStep(
            "Platform.Measure.StepRows",
            [new("Platform.Measure.Rows", ordered.Count), new("Platform.Measure.RowsMissing", ordered.Count - used.Count)],
            "Platform.Measure.RowsUsed", used.Count);
        return measure.Aggregation switch
        {
            Aggregation.Sum => Sum(new(measure, region, period, null, [counting], ordered), used),
            Aggregation.Ratio => Ratio(new(measure, region, period, null, [counting], ordered), used),
            _ => Mean(new(measure, region, period, null, [counting], ordered), used),
        };
    }

    /// <summary>Reads a stored trace.</summary>
    public static IReadOnlyList<MeasureStep> ReadTrace(string json) => JsonSerializer.Deserialize<List<MeasureStep>>(json)!;

    /// <summary>A value as it is stored: exact decimal text, null where missing.</summary>
    public static string? Written(decimal? value) => value is { } known ? Decimals.Plain(known) : null;

    private static bool IsUsed(Measure measure, MeasureRow row) =>
        row.Numerator is not null
        && (measure.Aggregation == Aggregation.Sum || (row.Denominator is { } below
            && (measure.Aggregation == Aggregation.Ratio || below != 0)));

    private static MeasureFigure Sum(MeasureFigure start, List<MeasureRow> used)
    {
        decimal? sum = used.Count == 0 ? null : used.Sum(r => r.Numerator!.Value);
        return start with
        {
            Value = sum,
            Numerator = sum,
            Trace = [.. start.Trace, new("Platform.Measure.StepSum", [new("Platform.Measure.RowsUsed", used.Count)],
                "Platform.Measure.Figure", sum)],
        };
    }

    private static MeasureFigure Ratio(MeasureFigure start, List<MeasureRow> used)
    {
        decimal? above = used.Count == 0 ? null : used.Sum(r => r.Numerator!.Value);
        decimal? below = used.Count == 0 ? null : used.Sum(r => r.Denominator!.Value);
        decimal? value = below is null or 0 ? null : Round(above!.Value / below.Value * start.Measure.Scale);
        return start with
        {
            Value = value,
            Numerator = above,
            Denominator = below,
            Trace =
            [
                .. start.Trace,
                new("Platform.Measure.StepAbove", [new("Platform.Measure.RowsUsed", used.Count)], "Platform.Measure.Above", above),
                new("Platform.Measure.StepBelow", [new("Platform.Measure.RowsUsed", used.Count)], "Platform.Measure.Below", below),
                new(
                    "Platform.Measure.StepDivide",
                    [new("Platform.Measure.Above", above), new("Platform.Measure.Below", below),
                        new("Platform.Measure.Factor", start.Measure.Scale)],
                    "Platform.Measure.Figure", value),
            ],
        };
    }

    private static MeasureFigure Mean(MeasureFigure start, List<MeasureRow> used)
    {
        decimal? sum = used.Count == 0 ? null : Round(used.Sum(r => r.Numerator!.Value / r.Denominator!.Value * start.Measure.Scale));
        decimal? value = sum is { } known ? Round(known / used.Count) : null;
        return start with
        {
            Value = value,
            Numerator = sum,
            Denominator = used.Count == 0 ? null : used.Count,
            Trace =
            [
                .. start.Trace,
                new(
                    "Platform.Measure.StepQuotients",
                    [new("Platform.Measure.RowsUsed", used.Count), new("Platform.Measure.Factor", start.Measure.Scale)],
                        "Platform.Measure.Quotients", sum),
                new(
                    "Platform.Measure.StepMean",
                    [new("Platform.Measure.Quotients", sum), new("Platform.Measure.RowsUsed", used.Count)], "Platform.Measure.Figure",
                        value),
            ],
        };
    }

    private static decimal Round(decimal value) => Math.Round(value, Precision, MidpointRounding.AwayFromZero);
}

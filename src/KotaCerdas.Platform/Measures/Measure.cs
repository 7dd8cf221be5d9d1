using System.Globalization;

namespace KotaCerdas.Platform;

/// <summary>Which way a number should move.</summary>
public enum MeasureDirection
{
    /// <summary>Neither is better.</summary>
    None,

    /// <summary>More is better.</summary>
    Up,

    /// <summary>Less is better.</summary>
    Down,
}

/// <summary>What a period of a measure is.</summary>
public enum PeriodKind
{
    /// <summary><c>2026</c>.</summary>
    Year,

    /// <summary><c>2026-03</c>.</summary>
    Month,

    /// <summary><c>2026-03-02</c>.</summary>
    Day,
}

/// <summary>How the source rows become the figure. A row that lacks a value is left out, never taken as zero.</summary>
public enum Aggregation
{
    /// <summary>Sum of the numerators.</summary>
    Sum,

    /// <summary>Sum of the numerators divided by the sum of the denominators.</summary>
    Ratio,

    /// <summary>Mean of numerator divided by denominator, each row weighing the same.</summary>
    Mean,
}

/// <summary>
/// A named number that a module publishes per region and period. What it says, and how it is computed, is the same for everybody.
/// </summary>
public sealed record Measure
{
    /// <summary>Stable code: <c>movement.application.completeness</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Text key of its name.</summary>
    public required string NameKey { get; init; }

    /// <summary>Text key of what it says and what it does not say.</summary>
    public required string AboutKey { get; init; }

    /// <summary>Text key of its formula and of which rows count.</summary>
    public required string FormulaKey { get; init; }

    /// <summary>Text key of its unit.</summary>
    public required string UnitKey { get; init; }

    /// <summary>How rows become the figure.</summary>
    public required Aggregation Aggregation { get; init; }

    /// <summary>What a ratio or mean is multiplied by: 100 for per cent.</summary>
    public decimal Scale { get; init; } = 1;

    /// <summary>Which way is better.</summary>
    public MeasureDirection Direction { get; init; }

    /// <summary>What its periods are.</summary>
    public PeriodKind Period { get; init; }

    /// <summary>Decimals at which it is shown; the published value is exact.</summary>
    public int Decimals { get; init; }

    /// <summary>True where the country's figure has rows of its own, false where it is computed from the rows of all regions.</summary>
    public bool CountryHasOwnRows { get; init; }

    /// <summary>True where a text is a period of this measure.</summary>
    public bool IsPeriod(string? text) => DateOnly.TryParseExact(
        text,
        Period switch { PeriodKind.Year => "yyyy", PeriodKind.Month => "yyyy-MM", _ => "yyyy-MM-dd" },
        CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}

/// <summary>All measures of all modules.</summary>
public sealed class MeasureCatalogue
{
    private readonly Dictionary<string, Measure> _measures;

    /// <summary>Made by the container.</summary>
    public MeasureCatalogue(IEnumerable<IModule> modules) =>
        _measures = modules.SelectMany(m => m.Measures).ToDictionary(m => m.Code, StringComparer.Ordinal);

    /// <summary>Every measure, by code.</summary>
    public IReadOnlyList<Measure> All => [.. _measures.Values.OrderBy(m => m.Code, StringComparer.Ordinal)];

    /// <summary>The measure, or null.</summary>
    public Measure? Find(string code) => _measures.GetValueOrDefault(code);
}

namespace KotaCerdas.Platform.Instruments;

/// <summary>What a step of a trace did.</summary>
public enum TraceKind
{
    /// <summary>A fixed value.</summary>
    Literal,

    /// <summary>The answer to a question.</summary>
    Answer,

    /// <summary>A criterion or result that has its own trace.</summary>
    Reference,

    /// <summary>An operator or a function.</summary>
    Operation,

    /// <summary>A weighted child of a criterion; the note holds its weight.</summary>
    Weighted,

    /// <summary>The normalisation of a raw score.</summary>
    Normalisation,

    /// <summary>A criterion.</summary>
    Criterion,

    /// <summary>A result.</summary>
    Result,
}

/// <summary>
/// One step of a computation for "Jelaskan": what was computed, from which steps, to which value. A reference to another criterion or
/// result names it and gives its value; its own steps stand in the trace of that code, so a trace never grows beyond its formula.
/// </summary>
/// <param name="Kind">What the step did.</param>
/// <param name="Formula">Text of the formula part, or the code that is referred to.</param>
/// <param name="Value">The value.</param>
/// <param name="Steps">The steps it was computed from.</param>
/// <param name="Remark">Text key of a remark (division by zero, out of range), or null.</param>
/// <param name="Weight">Weight in millionths for <see cref="TraceKind.Weighted"/>.</param>
public sealed record TraceStep(
    TraceKind Kind, string Formula, Value Value, IReadOnlyList<TraceStep> Steps, string? Remark = null, int? Weight = null);

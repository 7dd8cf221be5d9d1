using System.Text.Json;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>A figure of a computation as it is kept: the kind whose rule it is, the rule's name, the exact value in text.</summary>
internal sealed record TraceStep(string Kind, string Name, string Value);

/// <summary>
/// Every figure that came out, so that an explanation that is computed again can be compared with what was billed, step by step.
/// </summary>
internal static class ChargeTrace
{
    public const string None = "[]";

    public static string Write(IEnumerable<TraceStep> steps) => JsonSerializer.Serialize(steps);

    public static IReadOnlyList<TraceStep> Read(string json) => JsonSerializer.Deserialize<List<TraceStep>>(json) ?? [];

    public static IEnumerable<TraceStep> Of(Computation computation) =>
        computation.Steps.Select(s => new TraceStep(s.Rule.Kind, s.Rule.Name, s.Value.ToString()));
}

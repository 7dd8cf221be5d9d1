using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Returns;

/// <summary>
/// Inputs of a kind's rules as they are kept: plain text by name (<c>1234.5</c>, <c>yes</c>, the code of a row), in a JSON object with its
/// names in ordinal order, so that equal facts are equal text.
/// </summary>
internal static class Facts
{
    public const string None = "{}";

    public static string Write(IReadOnlyDictionary<string, string> facts) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(facts.ToDictionary(), StringComparer.Ordinal));

    public static IReadOnlyDictionary<string, string> Read(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];

    /// <summary>What was typed, in plain text; names that the rules do not know fall away.</summary>
    public static IReadOnlyDictionary<string, string> Plain(
        KindRules rules, IReadOnlyDictionary<string, string> typed, Func<string, string> plain) => rules.Inputs
        .Select(i => (Input: i, Text: typed.GetValueOrDefault(i.Name, string.Empty).Trim())).Where(p => p.Text.Length > 0)
        .ToDictionary(p => p.Input.Name, p => p.Input.Unit is null ? p.Text : plain(p.Text), StringComparer.Ordinal);

    /// <summary>What is wrong with facts of which some may still be missing: only what was given is judged.</summary>
    public static IReadOnlyList<Problem> RefusePart(KindRules rules, IReadOnlyDictionary<string, string> facts) =>
        [.. InputText.Read(rules, facts, t => t).Problems.Where(p => p.Field is { } field && facts.ContainsKey(field))];

    /// <summary>Computes the amount of facts, or refuses: field by field, or naming the rule that is missing.</summary>
    public static Outcome<Computation> Compute(KindRules rules, IReadOnlyDictionary<string, string> facts)
    {
        var inputs = InputText.Read(rules, facts, t => t);
        return inputs.Failed ? Outcome.Fail<Computation>(inputs.Problems) : rules.Compute(inputs.Value);
    }
}

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>What a rule means for the import.</summary>
internal enum RuleEffect
{
    /// <summary>Nothing is imported until it is repaired.</summary>
    Stops,

    /// <summary>The row is left out and listed.</summary>
    LeavesOut,

    /// <summary>The row is imported as it is, and listed.</summary>
    Notes,
}

/// <summary>The rules by which rows of an export are judged. What each says and how to repair it stands in the texts.</summary>
internal static class ImportRules
{
    public const string Unreadable = "unreadable";

    private static readonly Dictionary<string, RuleEffect> Effects = new(StringComparer.Ordinal)
    {
        [Unreadable] = RuleEffect.Stops,
        ["village-unknown"] = RuleEffect.Stops,
        ["bill-differs"] = RuleEffect.Stops,
        ["payment-differs"] = RuleEffect.Stops,
        ["subject-twice"] = RuleEffect.LeavesOut,
        ["subject-missing"] = RuleEffect.LeavesOut,
        ["object-twice"] = RuleEffect.LeavesOut,
        ["object-known"] = RuleEffect.LeavesOut,
        ["land-twice"] = RuleEffect.LeavesOut,
        ["land-orphan"] = RuleEffect.LeavesOut,
        ["building-twice"] = RuleEffect.LeavesOut,
        ["building-orphan"] = RuleEffect.LeavesOut,
        ["facility-twice"] = RuleEffect.LeavesOut,
        ["facility-orphan"] = RuleEffect.LeavesOut,
        ["appraisal-twice"] = RuleEffect.LeavesOut,
        ["appraisal-orphan"] = RuleEffect.LeavesOut,
        ["nir-twice"] = RuleEffect.LeavesOut,
        ["nir-known"] = RuleEffect.LeavesOut,
        ["bill-twice"] = RuleEffect.LeavesOut,
        ["bill-known"] = RuleEffect.LeavesOut,
        ["payment-twice"] = RuleEffect.LeavesOut,
        ["payment-known"] = RuleEffect.LeavesOut,
        ["payment-orphan"] = RuleEffect.LeavesOut,
        ["bill-value"] = RuleEffect.Notes,
        ["bill-amount"] = RuleEffect.Notes,
        ["bill-own"] = RuleEffect.Notes,
        ["class-differs"] = RuleEffect.Notes,
        ["paid-differs"] = RuleEffect.Notes,
        ["paid-over"] = RuleEffect.Notes,
        ["paid-own"] = RuleEffect.Notes,
        ["area-differs"] = RuleEffect.Notes,
        ["appraisal-differs"] = RuleEffect.Notes,
        ["building-code"] = RuleEffect.Notes,
        ["deduction-twice"] = RuleEffect.Notes,
        ["zone-unknown"] = RuleEffect.Notes,
        ["zone-missing"] = RuleEffect.Notes,
    };

    public static IReadOnlyCollection<string> All => Effects.Keys;

    public static RuleEffect Of(string rule) => Effects[rule];

    /// <summary>Rules with an effect, as a list for SQL.</summary>
    public static string Listed(RuleEffect effect) =>
        string.Join(", ", Effects.Where(e => e.Value == effect).Select(e => $"'{e.Key}'"));
}

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>Which side changed a field.</summary>
internal enum FieldChange
{
    /// <summary>Only the report.</summary>
    Report,

    /// <summary>Only the register.</summary>
    Register,

    /// <summary>Both, to the same.</summary>
    Both,

    /// <summary>Both, to different values.</summary>
    Conflict,
}

/// <summary>A field that differs from what the surveyor saw.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Seen">What the surveyor saw.</param>
/// <param name="Report">What the surveyor found.</param>
/// <param name="Register">What the register has now.</param>
internal sealed record FieldDifference(string Field, string Seen, string Report, string Register)
{
    public FieldChange Change => Report == Register ? FieldChange.Both : Register == Seen ? FieldChange.Report
        : Report == Seen ? FieldChange.Register : FieldChange.Conflict;
}

/// <summary>
/// Three-way merge of what was seen, what was found and what the register has now, field by field. A field that one side alone changed
/// takes that side's value; where both changed it to different values, a person decides.
/// </summary>
internal static class SurveyMerge
{
    /// <summary>All fields that differ, in the order of their names.</summary>
    public static IReadOnlyList<FieldDifference> Of(
        IReadOnlyDictionary<string, string> seen, IReadOnlyDictionary<string, string> report, IReadOnlyDictionary<string, string> register)
    {
        static string At(IReadOnlyDictionary<string, string> of, string field) => of.GetValueOrDefault(field, string.Empty);
        return
        [
            .. seen.Keys.Union(report.Keys).Union(register.Keys).Order(StringComparer.Ordinal)
                .Select(f => new FieldDifference(f, At(seen, f), At(report, f), At(register, f)))
                .Where(d => d.Report != d.Seen || d.Register != d.Seen),
        ];
    }

    /// <summary>The register with what the report changes; a conflict takes the report's value only where it was chosen.</summary>
    /// <param name="register">What the register has now.</param>
    /// <param name="differences">What differs.</param>
    /// <param name="takesReport">Whether a field of the report is taken.</param>
    public static Dictionary<string, string> Apply(
        IReadOnlyDictionary<string, string> register, IEnumerable<FieldDifference> differences, Func<FieldDifference, bool> takesReport)
    {
        var merged = new Dictionary<string, string>(register, StringComparer.Ordinal);
        foreach (var difference in differences.Where(d => d.Change is FieldChange.Report or FieldChange.Conflict && takesReport(d)))
        {
            merged[difference.Field] = difference.Report;
        }

        return merged;
    }
}

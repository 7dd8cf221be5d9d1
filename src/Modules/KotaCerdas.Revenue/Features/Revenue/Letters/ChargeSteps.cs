using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Figures of a computation that no formula of the rules gives, in words.</summary>
internal static class ChargeSteps
{
    private const string InstalmentPrefix = "instalment.";
    private const string Months = "months";

    /// <summary>The name under which an instalment is kept.</summary>
    public static string Instalment(int number, DateOnly due) =>
        string.Create(CultureInfo.InvariantCulture, $"{InstalmentPrefix}{number}.{due:yyyy-MM-dd}");

    /// <summary>Key of the text that says how a figure comes about.</summary>
    public static string RuleKey(TraceStep step) => step.Name.StartsWith(InstalmentPrefix, StringComparison.Ordinal)
        ? "Revenue.ChargeRule.instalment" : "Revenue.ChargeRule." + step.Name;

    public static string Name(TraceStep step, Texts texts)
    {
        if (!step.Name.StartsWith(InstalmentPrefix, StringComparison.Ordinal))
        {
            return texts["Revenue.ChargeStep." + step.Name];
        }

        var parts = step.Name[InstalmentPrefix.Length..].Split('.');
        return texts[
            "Revenue.ChargeStep.instalment", int.Parse(parts[0], CultureInfo.InvariantCulture),
            DateOnly.ParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture)];
    }

    /// <summary>Rupiah, except for months.</summary>
    public static string Value(TraceStep step)
    {
        var number = long.Parse(step.Value, CultureInfo.InvariantCulture);
        return step.Name == Months ? Formats.Number(number) : Formats.Money(number);
    }

    /// <summary>All steps of an amount, for people.</summary>
    public static IReadOnlyList<LadderStep> Ladder(ChargeResult result, string slug, Texts texts) =>
    [
        .. result.Own.SelectMany(c => RuleLadder.Of(result.Set, c, slug, texts)),
        .. result.More.Select(s => new LadderStep(
            texts[RuleKey(s)], [], Name(s, texts), Value(s)) { Source = s.Kind }),
        .. result.Sanctions.SelectMany(c => RuleLadder.Of(result.Set, c, slug, texts)),
    ];
}

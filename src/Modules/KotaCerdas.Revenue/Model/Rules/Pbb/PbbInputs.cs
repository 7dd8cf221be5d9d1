using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>A field of the PBB-P2 form.</summary>
/// <param name="Name">Name in forms and worked examples.</param>
/// <param name="TitleKey">Text key of its label.</param>
/// <param name="Unit">Unit of a figure; null for the use of land and for yes or no.</param>
/// <param name="Optional">True where empty means none.</param>
internal sealed record PbbInput(string Name, string TitleKey, RuleUnit? Unit, bool Optional = false);

/// <summary>Reads the facts of an object from text: a form, or a worked example.</summary>
internal static class PbbInputs
{
    public static IReadOnlyList<PbbInput> All { get; } =
    [
        new("land_area", "Revenue.Pbb.LandArea", RuleUnit.Area, true),
        new("land_value", "Revenue.Pbb.LandValue", RuleUnit.MoneyPerArea, true),
        new("use", "Revenue.Pbb.Use", null),
        new("building_area", "Revenue.Pbb.BuildingArea", RuleUnit.Area, true),
        new("building_value", "Revenue.Pbb.BuildingValue", RuleUnit.MoneyPerArea, true),
        new("common", "Revenue.Pbb.Common", RuleUnit.Money, true),
        new("njoptkp", "Revenue.Pbb.Takes", null, true),
        new("last_year", "Revenue.Pbb.LastYear", RuleUnit.Money, true),
        new("reduction", "Revenue.Pbb.Reduction", RuleUnit.Percent, true),
    ];

    /// <summary>The facts, or a problem for each field.</summary>
    /// <param name="text">What was typed, by name.</param>
    /// <param name="plain">Makes digits of a number as it was typed.</param>
    /// <param name="title">Names a field in a message.</param>
    public static Outcome<PbbFacts> Read(
        IReadOnlyDictionary<string, string> text, Func<string, string> plain, Func<PbbInput, string> title)
    {
        var problems = new List<Problem>();
        var figures = All.Where(i => i.Unit is not null).ToDictionary(i => i.Name, i => Figure(i, text, plain, title, problems));
        var chosen = text.GetValueOrDefault("use", RevenueKinds.Uses[0].Code);
        var use = RevenueKinds.Uses.FirstOrDefault(u => u.Code == chosen);
        if (use is null)
        {
            problems.Add(new(chosen.Length == 0 ? "Revenue.Calculator.NotChosen"
                : "Revenue.Calculator.UnknownChoice", "use", title(All[2])));
        }

        return problems.Count > 0 ? problems
            : new PbbFacts((int)(figures["land_area"] ?? 0), figures["land_value"] ?? 0, use!.Number, (int)(figures["building_area"] ?? 0),
                figures["building_value"] ?? 0, figures["common"] ?? 0, text.GetValueOrDefault("njoptkp") == "yes",
                figures["last_year"] ?? -1, (int)(figures["reduction"] ?? 0));
    }

    /// <summary>Whole units, or millionths of a rate; null where the field is empty.</summary>
    private static long? Figure(
        PbbInput input, IReadOnlyDictionary<string, string> text, Func<string, string> plain, Func<PbbInput, string> title,
        List<Problem> problems)
    {
        var given = text.GetValueOrDefault(input.Name, string.Empty).Trim();
        if (given.Length == 0)
        {
            return null;
        }

        var unit = input.Unit!;
        long most = unit.IsPercent ? 1_000_000 : unit == RuleUnit.Area ? int.MaxValue : long.MaxValue;
        if (unit.TryRead(plain(given), out var value) && (unit.IsPercent ? value.InMillionths() : value.Whole()) is { } number)
        {
            if (number >= 0 && number <= most)
            {
                return number;
            }

            problems.Add(new(number < 0 ? "Revenue.Calculator.TooSmall" : "Revenue.Calculator.TooBig", input.Name, title(input),
                RuleFigures.Show(number < 0 ? Fraction.Zero : unit.IsPercent ? Fraction.Of(1) : Fraction.Of(most), unit)));
            return null;
        }

        problems.Add(new("Revenue.Calculator.NotWhole", input.Name, title(input)));
        return null;
    }
}

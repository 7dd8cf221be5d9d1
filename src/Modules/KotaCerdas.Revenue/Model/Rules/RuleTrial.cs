using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>A worked example of a set and what came of it.</summary>
/// <param name="Row">The example.</param>
/// <param name="Amount">What was computed, null where it was refused.</param>
/// <param name="Problem">Why it was refused.</param>
internal sealed record TrialResult(GoldenRow Row, long? Amount, Problem? Problem)
{
    public bool Passed => Amount == Row.Amount;
}

/// <summary>Computes every worked example of a set. A set that has none, or one that does not come out, is not approved.</summary>
internal static class RuleTrial
{
    /// <summary>The first tax year that begins under the set.</summary>
    public static int FirstYear(RuleSet set) =>
        set.Head.ValidFrom is { Month: 1, Day: 1 } ? set.Head.ValidFrom.Year : set.Head.ValidFrom.Year + 1;

    public static IReadOnlyList<TrialResult> Run(RuleSet set)
    {
        var year = FirstYear(set);
        var pbb = new Lazy<Outcome<PbbRules>>(() => PbbRules.Compile(set, year, estimate: true));
        var kinds = new Dictionary<string, Outcome<KindRules>>(StringComparer.Ordinal);
        return [.. set.Golden.Select(row =>
        {
            if (row.Kind == RevenueKinds.Pbb)
            {
                return Of(row, Pbb(pbb.Value, row));
            }

            if (!kinds.TryGetValue(row.Kind, out var rules))
            {
                kinds[row.Kind] = rules = KindRules.Of(set, row.Kind, new DateOnly(year, 1, 1), estimate: true);
            }

            return Of(row, Kind(rules, row));
        })];
    }

    private static TrialResult Of(GoldenRow row, Outcome<long> amount) =>
        amount.Failed ? new(row, null, amount.Problem) : new(row, amount.Value, null);

    private static Outcome<long> Pbb(Outcome<PbbRules> rules, GoldenRow row)
    {
        if (rules.Failed)
        {
            return Outcome.Fail<long>(rules.Problems);
        }

        if (row.Inputs.Keys.FirstOrDefault(k => !PbbInputs.All.Any(i => i.Name == k)) is { } unknown)
        {
            return new Problem("Revenue.Rules.UnknownInput", null, unknown);
        }

        var facts = PbbInputs.Read(row.Inputs, t => t, i => i.Name);
        if (facts.Failed)
        {
            return Outcome.Fail<long>(facts.Problems);
        }

        var amount = rules.Value.Assess(facts.Value);
        return amount.Refusal == PbbRefusal.None ? amount.Payable : PbbRefusals.Of(amount.Refusal);
    }

    private static Outcome<long> Kind(Outcome<KindRules> rules, GoldenRow row)
    {
        if (rules.Failed)
        {
            return Outcome.Fail<long>(rules.Problems);
        }

        if (row.Inputs.Keys.FirstOrDefault(k => !rules.Value.Inputs.Any(i => i.Name == k)) is { } unknown)
        {
            return new Problem("Revenue.Rules.UnknownInput", null, unknown);
        }

        var inputs = InputText.Read(rules.Value, row.Inputs, t => t);
        var computed = inputs.Failed ? Outcome.Fail<Computation>(inputs.Problems) : rules.Value.Compute(inputs.Value);
        return computed.Failed ? Outcome.Fail<long>(computed.Problems) : computed.Value.Amount;
    }
}

/// <summary>Tells a person why an object cannot be assessed.</summary>
internal static class PbbRefusals
{
    public static Problem Of(PbbRefusal refusal) => refusal switch
    {
        PbbRefusal.NoTier => new("Revenue.Pbb.Refused.NoTier", "use"),
        PbbRefusal.NoLandClass => new("Revenue.Pbb.Refused.NoLandClass", "land_value"),
        PbbRefusal.NoBuildingClass => new("Revenue.Pbb.Refused.NoBuildingClass", "building_value"),
        PbbRefusal.BadFacts => new("Revenue.Pbb.Refused.BadFacts"),
        PbbRefusal.TooLarge => new("Revenue.Rules.TooLarge"),
        _ => throw new BugException("An assessment that was not refused has no refusal"),
    };
}

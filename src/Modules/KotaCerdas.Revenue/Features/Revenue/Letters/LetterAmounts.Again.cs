using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>A cycle of a charge as it is kept, with what its amount hangs on.</summary>
/// <param name="Cycle">The cycle.</param>
/// <param name="Before">The cycle before it, null for the first.</param>
/// <param name="Followed">Cycles of the charge that it follows, as they were known then.</param>
/// <param name="Values">What its decision said, by the names of its basis.</param>
internal sealed record KeptCycle(
    Charge Cycle, Charge? Before, IReadOnlyList<Charge> Followed, IReadOnlyDictionary<string, string> Values)
{
    public LetterRule Letter => LetterRules.Of(Cycle.Letter);

    /// <summary>True where the kind's own rules give its amount from its facts.</summary>
    public bool FromFacts => Letter.Basis is LetterBasis.Rules or LetterBasis.Audit or LetterBasis.Estimate or LetterBasis.Further
        || (Letter.Basis == LetterBasis.Facts && LetterRules.Of(Cycle.FirstLetter).Basis == LetterBasis.Rules);
}

/// <content>What a cycle that is kept must come to: for the check of the ledger.</content>
internal static partial class LetterAmounts
{
    /// <summary>
    /// The parts of a cycle by its facts, its rules, its trace and its decision; null where one of them contradicts another.
    /// </summary>
    public static ChargeParts? Again(KeptCycle kept, RuleSet set)
    {
        var trace = ChargeTrace.Read(kept.Cycle.Trace);
        var own = trace.Where(s => s.Kind == kept.Cycle.Kind).ToList();
        if (!kept.FromFacts)
        {
            return own.Count == 0 ? Decided(kept, trace) : null;
        }

        var day = kept.Cycle.PeriodTo < kept.Cycle.IssuedOn ? kept.Cycle.PeriodTo : kept.Cycle.IssuedOn;
        var rules = KindRules.Of(set, kept.Cycle.Kind, day, estimate: false);
        var again = rules.Failed
            ? Outcome.Fail<Computation>(rules.Problems) : Facts.Compute(rules.Value, Facts.Read(kept.Cycle.Facts));
        return again.Failed || !ChargeTrace.Of(again.Value).SequenceEqual(own) ? null : FromRules(kept, set, again.Value, trace);
    }

    private static ChargeParts? FromRules(KeptCycle kept, RuleSet set, Computation own, IReadOnlyList<TraceStep> trace)
    {
        var (cycle, letter) = (kept.Cycle, kept.Letter);
        switch (letter.Basis)
        {
            case LetterBasis.Rules:
                return new(own.Amount, 0, own.Province);
            case LetterBasis.Estimate:
                return Total(set, trace, letter.Code) is { } estimated
                    ? new(own.Amount, estimated - own.Amount, own.Province) : null;
            case LetterBasis.Further:
                var (known, extra) = (Find(trace, "before"), Find(trace, "extra"));
                var raised = Rounding.Divide((Int128)(extra ?? 0) * letter.Rate!.Value, Whole, RoundingMode.Down);
                return extra is not null && own.Amount - known == extra && raised == Find(trace, "raised")
                    ? new(extra.Value, raised, 0) : null;
            case LetterBasis.Audit when letter.Effect == LetterEffect.Charge:
                var (before, shortBy) = (Find(trace, "before"), Find(trace, "short"));
                return shortBy is { } lacking && own.Amount - before == lacking && Total(set, trace, letter.Code) is { } total
                    && kept.Followed.Any(f => f.Principal == before && Math.Max(0, own.Province - f.Province) == cycle.Province)
                        ? new(lacking, total - lacking, cycle.Province) : null;
            default:
                return kept.Before is { } last ? new(own.Amount, last.Sanction, own.Province) : null;
        }
    }

    private static ChargeParts? Decided(KeptCycle kept, IReadOnlyList<TraceStep> trace)
    {
        var (letter, before, values) = (kept.Letter, kept.Before?.Parts, kept.Values);
        if (Find(trace, "refused") is { } refused)
        {
            // What was asked for stays as it was, and a fine comes to it.
            return (before ?? default) with { Sanction = (before?.Sanction ?? 0) + refused };
        }

        if (letter.Basis == LetterBasis.Late)
        {
            return Find(trace, "interest") is { } interest && Find(trace, "billed") is { } billed && Find(trace, "fine") is { } fine
                ? new(0, Math.Max(0, interest - billed) + fine, 0) : null;
        }

        if (before is not { } parts)
        {
            return null;
        }

        switch (letter.Basis)
        {
            case LetterBasis.Nil:
                return default(ChargeParts);
            case LetterBasis.Facts or LetterBasis.Amounts:
                return Number(values, "principal") is { } principal && Number(values, "sanction") is { } sanction
                    ? new(principal, sanction, Part(parts, principal)) : null;
            case LetterBasis.Share when Share(values, "principal_share") is { } share && Share(values, "sanction_share") is { } rest:
                var left = Less(parts.Principal, share);
                return new(left, Less(parts.Sanction, rest), Part(parts, left));
            default:
                return null;
        }
    }

    /// <summary>What a sanction's own rules gave with the tax.</summary>
    private static long? Total(RuleSet set, IReadOnlyList<TraceStep> trace, string kind)
    {
        var name = KindRules.StepsOf(set, kind).LastOrDefault(s => s.Payee == KindRules.Region)?.Name;
        return trace.LastOrDefault(s => s.Kind == kind && (name is null || s.Name == name)) is { } step ? Figure(step) : null;
    }

    /// <summary>A figure beside the computations, null where the trace has none.</summary>
    private static long? Find(IReadOnlyList<TraceStep> trace, string name) =>
        trace.FirstOrDefault(s => s.Name == name && RevenueKinds.Find(s.Kind) is null) is { } step ? Figure(step) : null;

    private static long? Figure(TraceStep step) => long.TryParse(
        step.Value, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number : null;
}

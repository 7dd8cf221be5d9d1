using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>How an amount came about.</summary>
/// <param name="Agrees">True where every figure came out as it was billed.</param>
/// <param name="Instrument">The rules it was computed by.</param>
/// <param name="Facts">What it was computed from, in words.</param>
/// <param name="Steps">Every step with its source.</param>
internal sealed record ChargeStory(
    bool Agrees, string Instrument, IReadOnlyList<(string Name, string Value)> Facts, IReadOnlyList<LadderStep> Steps);

/// <summary>Explains charges: computed again from the facts by the rules of that day and compared with what was billed.</summary>
internal sealed class ChargeStories(ChargeReading charges, Texts texts)
{
    /// <summary>The story of a cycle; null where its rules are not there any more.</summary>
    /// <param name="charge">The cycle.</param>
    /// <param name="slug">The region in addresses, for links to its rules.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<ChargeStory?> TellAsync(Charge charge, string slug, CancellationToken cancel)
    {
        if (await charges.SetOfAsync(charge, cancel) is not { } set)
        {
            return null;
        }

        var day = charge.PeriodTo < charge.IssuedOn ? charge.PeriodTo : charge.IssuedOn;
        var rules = KindRules.Of(set, charge.Kind, day, estimate: false);
        var facts = Model.Returns.Facts.Read(charge.Facts);
        var trace = ChargeTrace.Read(charge.Trace);
        var computed = rules.Failed || trace.All(s => s.Kind != charge.Kind) ? null : Compute(rules.Value, facts);
        var again = computed is null ? [] : ChargeTrace.Of(computed).ToList();
        var own = trace.Where(s => s.Kind == charge.Kind).ToList();
        return new(
            again.SequenceEqual(own), set.Head.Instrument, FactFields.Words(rules.Failed ? null : rules.Value, facts, texts),
            [
                .. computed is null ? [] : RuleLadder.Of(set, computed, slug, texts),
                .. trace.Where(s => s.Kind != charge.Kind).Select(s => StepOf(set, s, slug)),
                new LadderStep(
                    texts["Revenue.ChargeRule.total"],
                    [
                        (texts["Revenue.Charge.Principal"], Formats.Money(charge.Principal)),
                        (texts["Revenue.Charge.Sanction"], Formats.Money(charge.Sanction)),
                        (texts["Revenue.Charge.Province"], Formats.Money(charge.Province)),
                    ],
                    texts["Revenue.Charge.Amount"], Formats.Money(charge.Amount)) { Source = LetterRules.Of(charge.Letter).Article },
            ]);
    }

    private LadderStep StepOf(RuleSet set, TraceStep step, string slug)
    {
        if (set.Steps.FirstOrDefault(r => r.Kind == step.Kind && r.Name == step.Name) is not { } rule)
        {
            return texts.Has(ChargeSteps.RuleKey(step))
                ? new(texts[ChargeSteps.RuleKey(step)], [], ChargeSteps.Name(step, texts), ChargeSteps.Value(step)) { Source = step.Kind }
                : new(step.Name, [], step.Name, step.Value) { Source = step.Kind };
        }

        var value = Fraction.TryParse(step.Value, out var number) ? RuleText.Show(number, rule.Unit, texts) : step.Value;
        return new(FormulaWords.Of(set, rule, texts), [], rule.Title.In(), value)
        {
            Source = RuleText.Cite(rule.Citation, texts), SourceHref = RulePaths.Public(slug, rule.Kind),
        };
    }

    private static Computation? Compute(KindRules rules, IReadOnlyDictionary<string, string> facts) =>
        Model.Returns.Facts.Compute(rules, facts) is { Failed: false } computed ? computed.Value : null;
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// How an amount came about: computed again from the facts by the rules of that day, compared with what was billed, step by step.
/// </summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class ExplainPageModel(RegisterDesk desk, ChargeReading charges, Texts texts) : RegisterPage(desk)
{
    public ChargeFileOf Known { get; private set; } = null!;

    /// <summary>True where every figure came out as it was billed.</summary>
    public bool Agrees { get; private set; }

    public string Instrument { get; private set; } = string.Empty;

    public IReadOnlyList<(string Name, string Value)> Facts { get; private set; } = [];

    public IReadOnlyList<LadderStep> Steps { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (new ChargeId(id).Bill is { } bill)
        {
            return this.SeeOther(Bills.BillPaths.Of(Code, bill.Nop, bill.Year));
        }

        if (await charges.FindAsync(Code, new ChargeId(id), cancel) is not { } file || await charges.SetOfAsync(file.Current, cancel) is not
            { } set)
        {
            return NotFound();
        }

        (Known, Instrument) = (file, set.Head.Instrument);
        Explain(set, file.Current);
        return Page();
    }

    private void Explain(RuleSet set, Charge charge)
    {
        var day = charge.PeriodTo < charge.IssuedOn ? charge.PeriodTo : charge.IssuedOn;
        var rules = KindRules.Of(set, charge.Kind, day, estimate: false);
        var facts = Model.Returns.Facts.Read(charge.Facts);
        Facts = FactFields.Words(rules.Failed ? null : rules.Value, facts, texts);
        var trace = ChargeTrace.Read(charge.Trace);
        var computed = rules.Failed || trace.All(s => s.Kind != charge.Kind) ? null : Compute(rules.Value, facts);
        var again = computed is null ? [] : ChargeTrace.Of(computed).ToList();
        var own = trace.Where(s => s.Kind == charge.Kind).ToList();
        Agrees = again.SequenceEqual(own);
        Steps =
        [
            .. computed is null ? [] : RuleLadder.Of(set, computed, Region.Slug, texts),
            .. trace.Where(s => s.Kind != charge.Kind).Select(s => StepOf(set, s)),
            new LadderStep(
                texts["Revenue.ChargeRule.total"],
                [
                    (texts["Revenue.Charge.Principal"], Formats.Money(charge.Principal)),
                    (texts["Revenue.Charge.Sanction"], Formats.Money(charge.Sanction)),
                    (texts["Revenue.Charge.Province"], Formats.Money(charge.Province)),
                ],
                texts["Revenue.Charge.Amount"], Formats.Money(charge.Amount)) { Source = LetterRules.Of(charge.Letter).Article },
        ];
    }

    private LadderStep StepOf(RuleSet set, TraceStep step)
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
            Source = RuleText.Cite(rule.Citation, texts), SourceHref = RulePaths.Public(Region.Slug, rule.Kind),
        };
    }

    private static Computation? Compute(KindRules rules, IReadOnlyDictionary<string, string> facts) =>
        Model.Returns.Facts.Compute(rules, facts) is { Failed: false } computed ? computed.Value : null;
}

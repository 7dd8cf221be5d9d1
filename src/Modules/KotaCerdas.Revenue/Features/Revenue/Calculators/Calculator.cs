using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Calculators;

/// <summary>A kind of tax or levy of a region as a form that can be computed on a day.</summary>
internal abstract class Calculator(PublicRuleSet rules, RevenueKind kind, Texts texts)
{
    protected PublicRuleSet Rules => rules;

    protected RevenueKind Kind => kind;

    protected Texts T => texts;

    public abstract IReadOnlyList<CalculatorField> Fields { get; }

    /// <summary>The calculator of a kind. Before the rules begin, their first day counts.</summary>
    public static Calculator Of(PublicRuleSet rules, RevenueKind kind, DateOnly today, Texts texts)
    {
        var day = today < rules.Set.Head.ValidFrom ? rules.Set.Head.ValidFrom : today;
        return kind.IsPbb ? new PbbCalculator(rules, kind, Math.Max(day.Year, RuleTrial.FirstYear(rules.Set)), texts)
            : new FormulaCalculator(rules, kind, day, texts);
    }

    /// <summary>The answer, or a problem for each field, or the refusal that names a missing rule.</summary>
    public abstract Outcome<CalculatorAnswer> Compute(IReadOnlyDictionary<string, string> typed);
}

/// <summary>PBB-P2.</summary>
internal sealed class PbbCalculator(PublicRuleSet rules, RevenueKind kind, int year, Texts texts) : Calculator(rules, kind, texts)
{
    public override IReadOnlyList<CalculatorField> Fields =>
    [
        .. PbbInputs.All.Select(i => new CalculatorField(
            i.Name, T[i.TitleKey], null, i.Unit,
            i.Name == "use" ? [.. RevenueKinds.Uses.Select(u => new Choice(u.Code, u.Title.In()))] : [], i.Optional)),
    ];

    public override Outcome<CalculatorAnswer> Compute(IReadOnlyDictionary<string, string> typed)
    {
        var compiled = PbbRules.Compile(Rules.Set, year, estimate: true);
        if (compiled.Failed)
        {
            return Outcome.Fail<CalculatorAnswer>(compiled.Problems);
        }

        var facts = PbbInputs.Read(typed, RuleText.Typed, i => T[i.TitleKey]);
        if (facts.Failed)
        {
            return Outcome.Fail<CalculatorAnswer>(facts.Problems);
        }

        if (facts.Value is { LandArea: 0, BuildingArea: 0, Common: 0 })
        {
            return new Problem("Revenue.Calculator.NoObject", PbbInputs.All[0].Name);
        }

        var amount = compiled.Value.Assess(facts.Value);
        if (amount.Refusal != PbbRefusal.None)
        {
            return PbbRefusals.Of(amount.Refusal);
        }

        return new CalculatorAnswer(
            T["Revenue.Calculator.PbbAnswer", RuleText.Plain(year), Formats.Money(amount.Payable)], null, compiled.Value.Assumed,
            RuleLadder.Of(compiled.Value.Explain(facts.Value), Rules.Region.Slug, T));
    }
}

/// <summary>Every other kind, by its formulas.</summary>
internal sealed class FormulaCalculator(PublicRuleSet rules, RevenueKind kind, DateOnly day, Texts texts) : Calculator(rules, kind, texts)
{
    private readonly Outcome<KindRules> _rules = KindRules.Of(rules.Set, kind.Code, day, estimate: true);

    public override IReadOnlyList<CalculatorField> Fields => _rules.Failed ? [] :
    [
        .. _rules.Value.Inputs.Select(i => new CalculatorField(
            i.Name, i.Title.In(), i.Hint.In() is { Length: > 0 } hint ? hint : null, i.Unit,
            [.. i.Choices.Length == 0 ? [] : _rules.Value.Choices(i).Select(c => new Choice(c.Row, c.Title.In()))], i.IsTruth)),
    ];

    public override Outcome<CalculatorAnswer> Compute(IReadOnlyDictionary<string, string> typed)
    {
        if (_rules.Failed)
        {
            return Outcome.Fail<CalculatorAnswer>(_rules.Problems);
        }

        var inputs = InputText.Read(_rules.Value, typed, RuleText.Typed);
        var computed = inputs.Failed ? Outcome.Fail<Computation>(inputs.Problems) : _rules.Value.Compute(inputs.Value);
        if (computed.Failed)
        {
            return Outcome.Fail<CalculatorAnswer>(computed.Problems);
        }

        var value = computed.Value;
        return new CalculatorAnswer(
            T["Revenue.Calculator.Answer", Kind.Title.In(), Formats.Money(value.Amount)],
            value.Province == 0 ? null : T["Revenue.Calculator.Province", Formats.Money(value.Province)], value.Assumed,
            RuleLadder.Of(Rules.Set, value, Rules.Region.Slug, T));
    }
}

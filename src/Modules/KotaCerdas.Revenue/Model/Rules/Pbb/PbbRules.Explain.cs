using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>A figure of an explanation.</summary>
/// <param name="NameKey">Text key of its name.</param>
/// <param name="Value">Its value, exact.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record PbbFigure(string NameKey, Fraction Value, RuleUnit Unit)
{
    /// <summary>A code beside the figure: the class of the table. Empty where there is none.</summary>
    public string Code { get; init; } = string.Empty;
}

/// <summary>One step of the explanation of a bill.</summary>
/// <param name="RuleKey">Text key of what is done.</param>
/// <param name="Inputs">What goes in.</param>
/// <param name="Result">What comes out.</param>
/// <param name="Citation">The rule behind it, null for plain arithmetic.</param>
internal sealed record PbbStep(string RuleKey, IReadOnlyList<PbbFigure> Inputs, PbbFigure Result, Citation? Citation);

/// <content>The explanation recomputes every step exactly and must end in the assessed rupiah.</content>
internal sealed partial class PbbRules
{
    /// <summary>
    /// How the amount came about. Each step is computed again from the figures it shows, in exact fractions and not by the code that
    /// assesses; that both agree is asserted. Refused objects have no explanation.
    /// </summary>
    public IReadOnlyList<PbbStep> Explain(in PbbFacts facts)
    {
        var amount = Assess(facts);
        if (amount.Refusal != PbbRefusal.None)
        {
            return [];
        }

        var steps = new List<PbbStep>();
        Land(facts, amount, steps);
        Value(facts, amount, steps);
        Tax(amount, steps);
        Relief(facts, amount, steps);
        Check.That(steps[^1].Result.Value == Fraction.Of(amount.Payable));
        return steps;
    }

    private void Land(in PbbFacts facts, in PbbAmount amount, List<PbbStep> steps)
    {
        if (facts.LandArea > 0)
        {
            steps.Add(Unit("Revenue.Pbb.LandClass", _landClasses, amount.LandClass,
                Money("Revenue.Pbb.LandValue", facts.LandValue, RuleUnit.MoneyPerArea),
                Money("Revenue.Pbb.LandUnit", amount.LandUnit, RuleUnit.MoneyPerArea)));
            steps.Add(Times("Revenue.Pbb.LandNjopRule", Area("Revenue.Pbb.LandArea", facts.LandArea), steps[^1].Result,
                Money("Revenue.Pbb.LandNjop", amount.LandNjop)));
        }

        if (facts.BuildingArea > 0)
        {
            steps.Add(Unit("Revenue.Pbb.BuildingClass", _buildingClasses, amount.BuildingClass,
                Money("Revenue.Pbb.BuildingValue", facts.BuildingValue, RuleUnit.MoneyPerArea),
                Money("Revenue.Pbb.BuildingUnit", amount.BuildingUnit, RuleUnit.MoneyPerArea)));
            steps.Add(Times("Revenue.Pbb.BuildingNjopRule", Area("Revenue.Pbb.BuildingArea", facts.BuildingArea), steps[^1].Result,
                Money("Revenue.Pbb.BuildingNjop", amount.BuildingNjop)));
        }
    }

    private void Value(in PbbFacts facts, in PbbAmount amount, List<PbbStep> steps)
    {
        PbbFigure[] parts =
        [
            Money("Revenue.Pbb.LandNjop", amount.LandNjop), Money("Revenue.Pbb.BuildingNjop", amount.BuildingNjop),
            Money("Revenue.Pbb.Common", facts.Common),
        ];
        var njop = Money("Revenue.Pbb.Njop", amount.Njop);
        Check.That(parts.Aggregate(Fraction.Zero, (sum, p) => sum + p.Value) == njop.Value);
        steps.Add(new("Revenue.Pbb.NjopRule", [.. parts.Where(p => p.Value != Fraction.Zero)], njop, null));

        var taken = Money("Revenue.Pbb.Njoptkp", facts.TakesNjoptkp ? _njoptkp : 0);
        var taxable = Money("Revenue.Pbb.Taxable", amount.Taxable);
        var left = njop.Value - taken.Value;
        Check.That((left.Above < 0 ? Fraction.Zero : left) == taxable.Value);
        steps.Add(new(facts.TakesNjoptkp ? "Revenue.Pbb.TaxableRule" : "Revenue.Pbb.TaxableWithout", [njop, taken], taxable,
            _parts.Njoptkp!.Citation));
    }

    private void Tax(in PbbAmount amount, List<PbbStep> steps)
    {
        var tier = _tiers[amount.Tier];
        var share = Rate("Revenue.Pbb.NjkpShare", _tierNjkp[amount.Tier]);
        steps.Add(Part("Revenue.Pbb.NjkpRule", steps[^1].Result, share, Money("Revenue.Pbb.Njkp", amount.Njkp),
            tier.Njkp is null ? _parts.Njkp!.Citation : tier.Citation));
        var basis = _tierOnNjop ? Money("Revenue.Pbb.Njop", amount.Njop) : Money("Revenue.Pbb.Taxable", amount.Taxable);
        Check.That(Fraction.Compare(basis.Value, Fraction.Of(_tierUpper[amount.Tier])) <= 0
            && (tier.Above == 0 || Fraction.Compare(basis.Value, Fraction.Of(tier.Above)) > 0));
        var step = Part("Revenue.Pbb.TaxRule", steps[^1].Result, Rate("Revenue.Pbb.Rate", _tierRate[amount.Tier]),
            Money("Revenue.Pbb.Tax", amount.Tax), tier.Citation);
        PbbFigure[] bounds = tier.To is { } to
            ? [Money("Revenue.Pbb.TierAbove", tier.Above), Money("Revenue.Pbb.TierTo", to)]
            : [Money("Revenue.Pbb.TierAbove", tier.Above)];
        steps.Add(step with { Inputs = [basis, .. bounds, .. step.Inputs] });
    }

    private void Relief(in PbbFacts facts, in PbbAmount amount, List<PbbStep> steps)
    {
        if (_adjustment != 0)
        {
            var all = Fraction.Of(1) + Fraction.Millionths(_adjustment);
            steps.Add(Rounded("Revenue.Pbb.AdjustmentRule", [steps[^1].Result, Rate("Revenue.Pbb.Adjustment", _adjustment)],
                steps[^1].Result.Value * (all.Above < 0 ? Fraction.Zero : all), Money("Revenue.Pbb.Adjusted", amount.Adjusted),
                _parts.Adjustment!.Citation));
        }

        if (amount.Limited != amount.Adjusted)
        {
            var limit = Rounding.Down.Apply(Fraction.Of(facts.LastYear) * (Fraction.Of(1) + Fraction.Millionths(_growth)));
            var limited = Money("Revenue.Pbb.Limited", amount.Limited);
            Check.That(limit == limited.Value);
            steps.Add(new("Revenue.Pbb.GrowthRule",
                [steps[^1].Result, Money("Revenue.Pbb.LastYear", facts.LastYear), Rate("Revenue.Pbb.Growth", _growth)], limited,
                _parts.Growth!.Citation));
        }

        var open = steps[^1].Result.Value;
        if (facts.Reduction > 0)
        {
            steps.Add(Part("Revenue.Pbb.ReductionRule", steps[^1].Result, Rate("Revenue.Pbb.Reduction", facts.Reduction),
                Money("Revenue.Pbb.Reduced", amount.Reduced), null));
            open -= steps[^1].Result.Value;
        }

        var exact = _rounding.Apply(open);
        var minimum = Fraction.Of(_minimum);
        var payable = Fraction.Compare(exact, minimum) < 0 ? minimum : exact;
        Check.That(payable == Fraction.Of(amount.Payable));
        steps.Add(new("Revenue.Pbb.PayableRule",
            [
                new("Revenue.Pbb.Open", open, RuleUnit.Money), Money("Revenue.Pbb.Unit", _rounding.To),
                Money("Revenue.Pbb.Minimum", _minimum),
            ],
            new("Revenue.Pbb.Payable", payable, RuleUnit.Money), _parts.Minimum!.Citation));
    }

    private PbbStep Unit(string rule, ClassRule[] classes, short found, PbbFigure value, PbbFigure unit)
    {
        if (!_byClass)
        {
            Check.That(value.Value == unit.Value);
            var label = found < 0 ? string.Empty : classes[found].Code;
            return new("Revenue.Pbb.ByNir", [value], unit with { Code = label }, _parts.Variant!.Citation);
        }

        // Found by walking the table, not by the search that assesses.
        var row = Array.Find(classes, c => Fraction.Compare(value.Value, Fraction.Of(c.To)) <= 0
            && (c == classes[0] || Fraction.Compare(value.Value, Fraction.Of(c.Above)) > 0));
        Check.That(row is not null && unit.Value == Fraction.Of(row.Value));
        return new(rule,
            [
                value, Money("Revenue.Pbb.ClassAbove", row.Above, RuleUnit.MoneyPerArea),
                Money("Revenue.Pbb.ClassTo", row.To, RuleUnit.MoneyPerArea),
            ],
            unit with { Code = row.Code }, row.Citation);
    }

    private static PbbStep Times(string rule, PbbFigure area, PbbFigure value, PbbFigure result)
    {
        Check.That(area.Value * value.Value == result.Value);
        return new(rule, [area, value], result, null);
    }

    private PbbStep Part(string rule, PbbFigure whole, PbbFigure share, PbbFigure result, Citation? citation) =>
        Rounded(rule, [whole, share], whole.Value * share.Value, result, citation);

    private PbbStep Rounded(string rule, IReadOnlyList<PbbFigure> inputs, Fraction exact, PbbFigure result, Citation? citation)
    {
        Check.That(new Rounding(_rounding.Mode, 1).Apply(exact) == result.Value);
        return new(rule, inputs, result, citation);
    }

    private static PbbFigure Money(string name, long rupiah, RuleUnit? unit = null) =>
        new(name, Fraction.Of(rupiah), unit ?? RuleUnit.Money);

    private static PbbFigure Area(string name, int area) => new(name, Fraction.Of(area), RuleUnit.Area);

    private static PbbFigure Rate(string name, int millionths) => new(name, Fraction.Millionths(millionths), RuleUnit.Percent);
}

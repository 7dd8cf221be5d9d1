using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>
/// One valuation. Every result is rounded half up to whole rupiah (or years), and the next step is computed from it, so that anyone can
/// follow with a pencil.
/// </summary>
internal sealed class DbkbRun(DbkbRules rules, BuildingFacts facts)
{
    private static readonly Rounding Whole = new(RoundingMode.HalfUp, 1);
    private static readonly RuleUnit Years = RuleUnit.TryParse("year", out var unit) ? unit : throw new BugException("No unit of years");

    private readonly List<DbkbStep> _steps = [];

    public Outcome<DbkbValue> Run()
    {
        if (facts.Appraised > 0)
        {
            Add("Revenue.Dbkb.AppraisedRule", [Money("Revenue.Dbkb.Appraised", facts.Appraised)], "Revenue.Dbkb.Total", facts.Appraised);
            return Done();
        }

        if (Refuse() is { } refused)
        {
            return refused;
        }

        var special = IsSpecial();
        var perMetre = special ? Special() : Standard();
        perMetre += Facilities("per_area", "Revenue.Dbkb.PerAreaRule", "Revenue.Dbkb.PerAreaFacilities", RuleUnit.MoneyPerArea);
        var worn = Facilities("worn", "Revenue.Dbkb.WornRule", "Revenue.Dbkb.WornFacilities", RuleUnit.Money);
        var replacement = Add(
            "Revenue.Dbkb.ReplacementRule",
            With([PerMetre("Revenue.Dbkb.Cost", perMetre), Area()], "Revenue.Dbkb.WornFacilities", worn),
            "Revenue.Dbkb.Replacement", (Fraction.Of(perMetre) * Fraction.Of(facts.Area)) + Fraction.Of(worn));
        var left = Depreciate(replacement, EffectiveAge(special));
        var lasting = Facilities("lasting", "Revenue.Dbkb.LastingRule", "Revenue.Dbkb.LastingFacilities", RuleUnit.Money)
            + Facilities("kva", "Revenue.Dbkb.PowerRule", "Revenue.Dbkb.Power", RuleUnit.Money);
        Add(
            "Revenue.Dbkb.TotalRule",
            With([Money("Revenue.Dbkb.Left", left)], "Revenue.Dbkb.LastingFacilities", lasting),
            "Revenue.Dbkb.Total", left + lasting);
        return Done();
    }

    private Problem? Refuse()
    {
        if (facts.Area <= 0 || facts.Floors <= 0)
        {
            return new("Revenue.Dbkb.NoSize", facts.Area <= 0 ? "area" : "floors");
        }

        Read("condition");
        Read(BuildingCodes.Renovated);
        Read(DbkbRules.Facility);
        if (facts.Condition.Length == 0)
        {
            return new("Revenue.Dbkb.ConditionNeeded", "condition");
        }

        if (facts.BuiltYear <= 0 || facts.BuiltYear > rules.Year)
        {
            return new("Revenue.Dbkb.BadBuilt", "built", Plain(rules.Year));
        }

        return facts.RenovatedYear != 0 && (facts.RenovatedYear < facts.BuiltYear || facts.RenovatedYear > rules.Year)
            ? new("Revenue.Dbkb.BadRenovated", "renovated", Plain(facts.BuiltYear), Plain(rules.Year)) : null;
    }

    /// <summary>Whether the use, or its size, has a way of its own.</summary>
    private bool IsSpecial()
    {
        Read(DbkbRules.Use);
        var use = rules.Chosen(DbkbRules.Use, facts.Use);
        return use.Basis switch
        {
            "standard" => false,
            "special" => true,
            "by_size" => Fraction.Compare(Fraction.Of(facts.Area), rules.Parameter("dbkb_special_area").Value) > 0
                || Fraction.Compare(Fraction.Of(facts.Floors), rules.Parameter("dbkb_special_floors").Value) > 0,
            _ => throw new RefusalException(new("Revenue.Dbkb.NotTaxed", "use", use.Title.In())),
        };
    }

    private long Standard()
    {
        Read(BuildingCodes.Wooden);
        Needs(facts.Type, "Revenue.Dbkb.TypeNeeded", BuildingCodes.Type);
        var main = rules.Banded(DbkbRules.Main, (facts.Type, facts.Use), facts.Area, facts.Floors);
        List<DbkbFigure> inputs = [Area(), Floors(), Row(main)];
        var cost = main.Value!.Value;
        if (facts.Wooden)
        {
            var (factor, rule) = rules.Parameter("dbkb_wood_factor");
            inputs.Add(new(rule.Title, string.Empty, factor, RuleUnit.Percent));
            cost *= factor;
        }

        var perMetre = Add("Revenue.Dbkb.MainRule", inputs, ("Revenue.Dbkb.Main", RuleUnit.MoneyPerArea), cost, main.Citation);
        return perMetre + Materials();
    }

    private long Special()
    {
        Needs(facts.Grade, "Revenue.Dbkb.GradeNeeded", BuildingCodes.Grade);
        var row = rules.Banded(DbkbRules.Special, (facts.Grade, facts.Use), facts.Area, facts.Floors);
        return Add(
            "Revenue.Dbkb.SpecialRule", [Area(), Floors(), Row(row)], ("Revenue.Dbkb.Special", RuleUnit.MoneyPerArea), row.Value!.Value,
            row.Citation);
    }

    /// <summary>A refusal where an attribute that is needed here comes from a code that nobody has said the meaning of.</summary>
    private void Read(string attribute)
    {
        if (facts.Unread.TryGetValue(attribute, out var code))
        {
            throw new RefusalException(code.Code.Length == 0 ? new("Revenue.Dbkb.CodeEmpty", attribute, code.Column)
                : new("Revenue.Dbkb.CodeUnknown", attribute, code.Column, code.Code));
        }
    }

    private static void Needs(string chosen, string code, string field)
    {
        if (chosen.Length == 0)
        {
            throw new RefusalException(new(code, field));
        }
    }

    /// <summary>Walls, floors, ceiling, and the roof shared by all storeys.</summary>
    private long Materials()
    {
        List<DbkbFigure> inputs = [];
        var (sum, citation) = (Fraction.Zero, (Citation?)null);
        foreach (var (table, code) in DbkbRules.Materials.Zip([facts.Wall, facts.Floor, facts.Roof, facts.Ceiling]))
        {
            Read(table);
            if (code.Length > 0)
            {
                var row = rules.Known(rules.Chosen(table, code), table, code);
                inputs.Add(Row(row, $"Revenue.Dbkb.Material.{table}"));
                sum += table == "roof" ? row.Value!.Value / Fraction.Of(facts.Floors) : row.Value!.Value;
                citation = row.Citation;
            }
        }

        if (inputs.Count == 0)
        {
            return 0;
        }

        inputs.Add(Floors());
        return Add("Revenue.Dbkb.MaterialsRule", inputs, ("Revenue.Dbkb.Materials", RuleUnit.MoneyPerArea), sum, citation);
    }

    /// <summary>What the facilities of one way of charging come to; no step without any.</summary>
    private long Facilities(string basis, string ruleKey, string nameKey, RuleUnit unit)
    {
        List<DbkbFigure> inputs = [];
        var (sum, citation) = (Fraction.Zero, (Citation?)null);
        foreach (var (code, count) in facts.Facilities.Where(f => f.Value > 0).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var row = rules.Chosen(DbkbRules.Facility, code);
            if (row.Basis != basis)
            {
                continue;
            }

            var value = rules.Known(row, DbkbRules.Facility, code).Value!.Value;
            var times = basis == "per_area" ? Fraction.Of(1) : basis == "kva" ? Fraction.Of(count) / Fraction.Of(1_000)
                : Fraction.Of(count);
            inputs.Add(new(row.Title, string.Empty, value, basis == "per_area" ? RuleUnit.MoneyPerArea : RuleUnit.Money));
            if (basis != "per_area")
            {
                inputs.Add(new(null, basis == "kva" ? "Revenue.Dbkb.Va" : "Revenue.Dbkb.Pieces", Fraction.Of(count), RuleUnit.Count));
            }

            (sum, citation) = (sum + (value * times), row.Citation);
        }

        return inputs.Count == 0 ? 0 : Add(ruleKey, inputs, (nameKey, unit), sum, citation);
    }

    /// <summary>
    /// Standard: years since the last renovation, or since it was built. Otherwise (age + 20)/3 without a renovation from ten years on,
    /// (age + 2 × years since)/3 after one of the last ten years, (age + 20)/3 after an older one. Capped.
    /// </summary>
    private int EffectiveAge(bool special)
    {
        var (age, since) = (rules.Year - facts.BuiltYear, rules.Year - facts.RenovatedYear);
        var renovated = facts.RenovatedYear != 0;
        var (years, rule) = rules.Parameter("dbkb_renovation_years");
        var (cap, _) = rules.Parameter("dbkb_age_cap");
        var few = (int)years.Whole()!.Value;
        var (key, exact) = (special, renovated) switch
        {
            (false, _) => ("Revenue.Dbkb.AgeStandard", Fraction.Of(renovated ? since : age)),
            (true, false) when age < few => ("Revenue.Dbkb.AgeNew", Fraction.Of(age)),
            (true, true) when since < few => ("Revenue.Dbkb.AgeRenovated", Fraction.Of(age + (2 * since)) / Fraction.Of(3)),
            _ => ("Revenue.Dbkb.AgeOld", Fraction.Of(age + (2 * few)) / Fraction.Of(3)),
        };
        List<DbkbFigure> inputs = [Plain("Revenue.Dbkb.TaxYear", rules.Year), Plain("Revenue.Dbkb.BuiltYear", facts.BuiltYear)];
        if (renovated)
        {
            inputs.Add(Plain("Revenue.Dbkb.RenovatedYear", facts.RenovatedYear));
        }

        var rounded = Whole.Apply(exact);
        return (int)Add(
            key, inputs, ("Revenue.Dbkb.Age", Years), Fraction.Compare(rounded, cap) > 0 ? cap : rounded, rule.Citation);
    }

    private long Depreciate(long replacement, int age)
    {
        var perMetre = Whole.Apply(Fraction.Of(replacement) / Fraction.Of(facts.Area)).Whole()!.Value;
        var row = rules.Worn(facts.Condition, age, perMetre);
        var share = row.Value!.Value;
        return Add(
            "Revenue.Dbkb.DepreciationRule",
            [
                Money("Revenue.Dbkb.Replacement", replacement), PerMetre("Revenue.Dbkb.NewPerMetre", perMetre),
                new(null, "Revenue.Dbkb.Age", Fraction.Of(age), Years),
                    new(row.Title, "Revenue.Dbkb.Table.depreciation", share, RuleUnit.Percent),
            ],
            ("Revenue.Dbkb.Left", RuleUnit.Money), Fraction.Of(replacement) * (Fraction.Of(1) - share), row.Citation);
    }

    private DbkbValue Done()
    {
        var total = _steps[^1].Result.Value.Whole()!.Value;
        return new(_steps, total, facts.Area <= 0 ? total : Whole.Apply(Fraction.Of(total) / Fraction.Of(facts.Area)).Whole()!.Value);
    }

    private long Add(string ruleKey, IReadOnlyList<DbkbFigure> inputs, string nameKey, Fraction exact) =>
        Add(ruleKey, inputs, (nameKey, RuleUnit.Money), exact, null);

    private long Add(string ruleKey, IReadOnlyList<DbkbFigure> inputs, string nameKey, long exact) =>
        Add(ruleKey, inputs, nameKey, Fraction.Of(exact));

    private long Add(
        string ruleKey, IReadOnlyList<DbkbFigure> inputs, (string NameKey, RuleUnit Unit) result, Fraction exact, Citation? citation)
    {
        var value = Whole.Apply(exact);
        _steps.Add(new(ruleKey, inputs, new(null, result.NameKey, value, result.Unit), citation));
        return value.Whole()!.Value;
    }

    /// <summary>Figures, and one more where it is above zero.</summary>
    private static List<DbkbFigure> With(List<DbkbFigure> figures, string nameKey, long more)
    {
        if (more > 0)
        {
            figures.Add(Money(nameKey, more));
        }

        return figures;
    }

    private DbkbFigure Area() => new(null, "Revenue.Dbkb.Area", Fraction.Of(facts.Area), RuleUnit.Area);

    private DbkbFigure Floors() => new(null, "Revenue.Dbkb.Floors", Fraction.Of(facts.Floors), RuleUnit.Count);

    private static DbkbFigure Row(DbkbRule row, string nameKey = "") => new(row.Title, nameKey, row.Value!.Value, row.Unit);

    private static DbkbFigure Money(string nameKey, long value) => new(null, nameKey, Fraction.Of(value), RuleUnit.Money);

    private static DbkbFigure PerMetre(string nameKey, long value) => new(null, nameKey, Fraction.Of(value), RuleUnit.MoneyPerArea);

    private static DbkbFigure Plain(string nameKey, int value) => new(null, nameKey, Fraction.Of(value), null);

    private static string Plain(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

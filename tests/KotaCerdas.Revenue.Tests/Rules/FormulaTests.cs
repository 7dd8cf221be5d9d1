using KotaCerdas.Platform.Formulas;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Tests.Rules;

public sealed class FormulaTests
{
    private static readonly Citation Cited = new("vektor", Confidence.Placeholder, "t", null, null);

    [Theory]
    [InlineData("price * share", "rp")]
    [InlineData("area * tariff * days", "rp")]
    [InlineData("max(0, price - 5 * price)", "rp")]
    [InlineData("if(late, price, 0)", "rp")]
    [InlineData("table(\"zones\", zone) * area", "rp")]
    [InlineData("down(price / 3, 100)", "rp")]
    [InlineData("price / (area * days)", "rp/m2/day")]
    [InlineData("if(zone = \"b\" and not late, 1.5, 1)", "1")]
    public void Units_that_fit_pass(string formula, string unit) => Assert.Empty(Errors(formula, unit));

    [Theory]
    [InlineData("price + days", "rp", "Revenue.Formula.UnitsDiffer", 9)]
    [InlineData("price * area", "rp", "Revenue.Formula.WrongUnit", 1)]
    [InlineData("price * nothing", "rp", "Revenue.Formula.UnknownName", 9)]
    [InlineData("price * 0.1234567", "rp", "Revenue.Formula.Digits", 9)]
    [InlineData("sqrt(price)", "rp", "Revenue.Formula.UnknownFunction", 1)]
    [InlineData("if(price, price, 0)", "rp", "Revenue.Formula.NotATruth", 4)]
    [InlineData("price * late", "rp", "Revenue.Formula.NotANumber", 9)]
    [InlineData("if(zone = \"c\", price, 0)", "rp", "Revenue.Formula.UnknownRow", 11)]
    [InlineData("if(zone > \"a\", price, 0)", "rp", "Revenue.Formula.ChoiceCompared", 4)]
    [InlineData("table(\"none\", zone)", "1", "Revenue.Formula.UnknownTable", 7)]
    [InlineData("table(\"zones\", price)", "rp/m2", "Revenue.Formula.NotAChoice", 16)]
    [InlineData("max(price)", "rp", "Revenue.Formula.ArgumentCount", 1)]
    [InlineData("down(price, 0)", "rp", "Revenue.Formula.RoundingUnit", 13)]
    [InlineData("missing", "rp", "Revenue.Formula.NoMissing", 1)]
    [InlineData("price *", "rp", "Platform.Instrument.Formula.Incomplete", 8)]
    [InlineData("price # 2", "rp", "Platform.Instrument.Formula.BadCharacter", 7)]
    public void Every_error_names_its_place(string formula, string unit, string code, int at)
    {
        var error = Errors(formula, unit)[0];
        Assert.Equal(code, error.Code);
        Assert.Equal(at, error.At);
    }

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        Assert.Equal("Platform.Instrument.Formula.TooDeep",
            Errors(new string('(', 50) + "price" + new string(')', 50), "rp")[0].Code);
        Assert.Equal("Platform.Instrument.Formula.TooLong", Errors("price" + new string(' ', 3_000), "rp")[0].Code);
    }

    [Theory]
    [InlineData("1 / 3 + 1 / 3 + 1 / 3", "1")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("-7 / 2", "-3.5")]
    [InlineData("down(-7 / 2)", "-4")]
    [InlineData("up(7 / 2)", "4")]
    [InlineData("halfup(7 / 2)", "4")]
    [InlineData("down(12345, 1000)", "12000")]
    [InlineData("min(3, 1, 2)", "1")]
    [InlineData("if(2 > 1 or 1 / 0 > 1, 5, 6)", "5")]
    [InlineData("if(not (1 = 2), (1.5), 2)", "1.5")]
    [InlineData("2 / 3", "0.666666…")]
    public void Is_computed_exactly(string formula, string result) =>
        Assert.Equal(result, RuleEvaluator.Run(Parser.Parse(formula).Formula!, NoNames).Value.ToString());

    [Fact]
    public void Division_by_zero_is_refused_and_overflow_never_wraps()
    {
        Assert.Throws<RefusalException>(() => RuleEvaluator.Run(Parser.Parse("1 / (2 - 2)").Formula!, NoNames));
        var big = string.Join(" * ", Enumerable.Repeat("999999999999999999", 3));
        Assert.Throws<OverflowException>(() => RuleEvaluator.Run(Parser.Parse(big).Formula!, NoNames));
    }

    [Fact]
    public void What_is_read_is_remembered_once_and_only_where_it_counts()
    {
        var rules = Sets.Kind("kota-bekasi", "reklame");
        var low = Run(rules, "0");
        Assert.DoesNotContain(low.Steps[2].Used, u => u.Title.En == "Factor above the height limit");
        Assert.Contains(Run(rules, "16").Steps[2].Used, u => u.Title.En == "Factor above the height limit");
        Assert.Equal(low.Steps[1].Used.Count, low.Steps[1].Used.Distinct().Count());
        Assert.Equal(
            ["Area of the face", "Number of faces", "Days displayed", "Road class", "Road class I"],
            low.Steps[1].Used.Select(u => u.Title.En));
    }

    [Fact]
    public void A_table_without_the_figure_refuses_and_names_it()
    {
        var rules = Sets.Kind("kota-bekasi", "reklame");
        var refused = rules.Compute(Inputs(rules, "0", road: "2"));
        Assert.Equal("Revenue.Rules.Missing", refused.Problem.Code);
        Assert.Contains("Kelas jalan II", refused.Problem.Args);
    }

    [Fact]
    public void Amounts_that_do_not_fit_are_refused()
    {
        var rules = Sets.Kind("kota-pagar-alam", "pasar");
        var inputs = rules.Inputs.ToDictionary(i => i.Name, _ => RuleValue.Of(Fraction.Of(999_999_999_999_999)));
        Assert.Equal("Revenue.Rules.TooLarge", rules.Compute(inputs).Problem.Code);
    }

    private static RuleScope NoNames => new(_ => throw new InvalidOperationException(), (_, _) => throw new InvalidOperationException());

    private static Computation Run(KindRules rules, string elevation) => rules.Compute(Inputs(rules, elevation)).Value;

    private static IReadOnlyDictionary<string, RuleValue> Inputs(KindRules rules, string elevation, string road = "1") => InputText.Read(
        rules, Sets.Inputs($"width=4;height=6;faces=1;days=365;road={road};elevation={elevation};tobacco=no;indoor=no"), t => t).Value;

    private static IReadOnlyList<FormulaError> Errors(string formula, string unit)
    {
        Assert.True(RuleUnit.TryParse(unit, out var read));
        return UnitCheck.Of(
            new("pasar", "x", new("x", "x"), read, formula, Rounding.Down, "", Cited, 2), new RuleNames(Names(), "pasar"));
    }

    private static RuleSet Names()
    {
        static Bilingual Title(string name) => new(name, name);
        static RuleUnit Unit(string text) => RuleUnit.TryParse(text, out var unit) ? unit : throw new InvalidOperationException(text);
        return Sets.Of("pati") with
        {
            Parameters = [new("pasar", "share", Title("share"), RuleUnit.Percent, Fraction.Millionths(100_000), "", Cited),
                new("pasar", "tariff", Title("tariff"), Unit("rp/m2/day"), Fraction.Of(500), "", Cited)],
            Inputs = [Input("price", "rp"), Input("area", "m2"), Input("days", "day"),
                new("pasar", "late", Title("late"), null, "", null, null, Bilingual.None),
                new("pasar", "zone", Title("zone"), null, "zones", null, null, Bilingual.None)],
            Cells = [Cell("a"), Cell("b")],
        };

        static InputRule Input(string name, string unit) =>
            new("pasar", name, Title(name), Unit(unit), "", null, null, Bilingual.None);

        static TableCell Cell(string row) =>
            new("pasar", "zones", row, Title(row), Unit("rp/m2"), Fraction.Of(100), Cited);
    }
}

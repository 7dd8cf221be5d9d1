using KotaCerdas.Platform.Instruments;
using static KotaCerdas.Platform.Tests.Instruments.Samples;

namespace KotaCerdas.Platform.Tests.Instruments;

public sealed class FormulaTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 4 - 3", "3")]
    [InlineData("-2 * 3", "-6")]
    [InlineData("12 / 4 / 3", "1")]
    [InlineData("1 / 0", "missing")]
    [InlineData("79228162514264337593543950335 * 2", "missing")]
    [InlineData("round(2.345, 2)", "2.35")]
    [InlineData("min(3, 1, 2)", "1")]
    [InlineData("max(3, 1, 2)", "3")]
    [InlineData("sum(1, missing, 2)", "3")]
    [InlineData("mean(1, missing, 2)", "1.5")]
    [InlineData("mean(missing)", "missing")]
    [InlineData("count(1, missing, \"x\")", "2")]
    [InlineData("weighted(4, 25, missing, 25, 2, 50)", "2.6666666666666666666666666667")]
    [InlineData("weighted(4, 0)", "missing")]
    [InlineData("coalesce(missing, 0)", "0")]
    [InlineData("ismissing(missing)", "true")]
    [InlineData("if(1 < 2, \"ya\", \"tidak\")", "\"ya\"")]
    [InlineData("if(missing > 1, 1, 2)", "missing")]
    [InlineData("1 = 1 and not 2 <> 2", "true")]
    [InlineData("false and missing > 1", "false")]
    [InlineData("true or missing > 1", "true")]
    [InlineData("true and missing > 1", "missing")]
    [InlineData("missing + 0", "missing")]
    [InlineData("band(4, \"B\")", "\"Tinggi\"")]
    [InlineData("band(2, \"B\")", "\"Tinggi\"")]
    [InlineData("band(9, \"B\")", "missing")]
    [InlineData("\"2024-01-02\" > \"2024-01-01\"", "true")]
    public void A_formula_gives_its_value(string formula, string expected) => Assert.Equal(expected, Compute(formula).ToString());

    [Theory]
    [InlineData("1 +", "Platform.Instrument.Formula.Incomplete", 4)]
    [InlineData("1 ? 2", "Platform.Instrument.Formula.BadCharacter", 3)]
    [InlineData("(1", "Platform.Instrument.Formula.Incomplete", 3)]
    [InlineData("1 2", "Platform.Instrument.Formula.Unexpected", 3)]
    [InlineData("\"x", "Platform.Instrument.Formula.OpenText", 1)]
    [InlineData("nothere + 1", "Platform.Instrument.Formula.UnknownName", 1)]
    [InlineData("1 + nofunction(2)", "Platform.Instrument.Formula.UnknownFunction", 5)]
    [InlineData("round(1)", "Platform.Instrument.Formula.ArgumentCount", 1)]
    [InlineData("round(1, a)", "Platform.Instrument.Formula.Digits", 10)]
    [InlineData("weighted(1, a)", "Platform.Instrument.Formula.WeightLiteral", 13)]
    [InlineData("1 + yes", "Platform.Instrument.Formula.WrongType", 5)]
    [InlineData("1 = \"1\"", "Platform.Instrument.Formula.TypesDiffer", 5)]
    [InlineData("band(1, \"Z\")", "Platform.Instrument.Formula.UnknownBands", 9)]
    [InlineData("has(pick, \"z\")", "Platform.Instrument.Formula.UnknownOption", 11)]
    public void A_wrong_formula_names_the_rule_and_the_position(string formula, string code, int position)
    {
        var problem = Assert.Single(InstrumentEngine.Compile(With(formula)).Problems);
        Assert.Equal(code, problem.Code);
        Assert.Equal("Results!4!Formula", problem.Field);
        Assert.Equal(position, problem.Args[3]);
    }

    [Fact]
    public void A_circle_of_references_is_named()
    {
        var circle = Small with
        {
            Results =
            [
                new() { Code = "p", Title = Both("P"), Formula = "q + 1" },
                new() { Code = "q", Title = Both("Q"), Formula = "s + 1" },
                new() { Code = "s", Title = Both("S"), Formula = "p + 1" },
            ],
        };
        var problem = Assert.Single(InstrumentEngine.Compile(circle).Problems);
        Assert.Equal("Platform.Instrument.Formula.Cycle", problem.Code);
        Assert.Equal("p → q → s → p", problem.Args[3]);
    }

    [Fact]
    public void A_criterion_that_depends_on_the_total_is_a_circle() =>
        Assert.Contains(
            InstrumentEngine.Compile(
                Small with { Criteria = Small.Criteria.SetItem(0, Small.Criteria[0] with { Score = "index" }) }).Problems,
            p => p.Code == "Platform.Instrument.Formula.Cycle");

    [Fact]
    public void Nesting_and_length_are_bounded()
    {
        var deep = new string('(', 41) + "1" + new string(')', 41);
        Assert.Equal("Platform.Instrument.Formula.TooDeep", InstrumentEngine.Compile(With(deep)).Problem.Code);
        Assert.Equal("Platform.Instrument.Formula.TooLong", InstrumentEngine.Compile(With(new string('1', 2001))).Problem.Code);
        Assert.Equal("1000", Compute(string.Join("+", Enumerable.Repeat("1", 1000))).ToString());
    }

    [Fact]
    public void A_long_chain_of_references_is_refused_before_it_exhausts_the_stack()
    {
        var chain = Enumerable.Range(0, 5000)
            .Select(i => new Result { Code = $"r{i}", Title = Both("R"), Formula = i == 4999 ? "1" : $"r{i + 1}" });
        Assert.Contains(
            InstrumentEngine.Compile(Small with { Results = [.. chain] }).Problems, p =>
                p.Code == "Platform.Instrument.Formula.ChainTooLong");
    }

    [Fact]
    public void Missing_is_propagated_where_the_instrument_says_so()
    {
        var strict = With("mean(a, b)") with { Missing = MissingRule.Propagate };
        Assert.True(InstrumentEngine.Compile(strict).Value.Evaluate(Answers(("a", Value.Of(3m))))["r"].Value.IsMissing);
        Assert.Equal(3, Compute("mean(a, b)", ("a", Value.Of(3m))).Number);
    }

    [Fact]
    public void A_hidden_question_counts_as_missing_whatever_was_answered()
    {
        var engine = InstrumentEngine.Compile(With("coalesce(word, \"none\")")).Value;
        var shown = engine.Evaluate(Answers(("yes", Value.Of(true)), ("word", Value.Of("x"))));
        var hidden = engine.Evaluate(Answers(("yes", Value.Of(false)), ("word", Value.Of("x"))));
        Assert.Equal("x", shown["r"].Value.Text);
        Assert.Equal("none", hidden["r"].Value.Text);
        Assert.Equal(["word"], hidden.Hidden);
    }

    [Fact]
    public void The_trace_holds_every_intermediate_value()
    {
        var evaluation = InstrumentEngine.Compile(Small).Value.Evaluate(Answers(("a", Value.Of(3m)), ("ladder", Value.Of(1m))));
        var division = Assert.Single(evaluation["index"].Trace.Steps);
        Assert.Equal("total() / 25", division.Formula);
        var total = division.Steps[0];
        Assert.Equal([("c1", 75m, 400_000), ("c2", 40m, 600_000)], total.Steps.Select(s => (s.Formula, s.Value.Number, s.Weight!.Value)));
        Assert.Equal(54, total.Value.Number);
        Assert.Equal(2.16m, evaluation["index"].Shown.Number);
        Assert.Equal("Tinggi", evaluation["index"].Band!.Id);
        Assert.Equal("Tinggi", evaluation["label"].Value.Text);
    }

    [Fact]
    public void Weights_of_missing_criteria_go_to_the_others_only_by_rule()
    {
        var half = Answers(("a", Value.Of(4m)));
        Assert.Equal(100, InstrumentEngine.Compile(With("total()")).Value.Evaluate(half)["r"].Value.Number);
        Assert.True(InstrumentEngine.Compile(With("total()") with { Missing = MissingRule.Propagate }).Value.Evaluate(half)[
            "r"].Value.IsMissing);
    }
}

using KotaCerdas.Platform.Instruments;
using static KotaCerdas.Platform.Tests.Instruments.Samples;

namespace KotaCerdas.Platform.Tests.Instruments;

public sealed class RuleTests
{
    private static readonly Dictionary<string, Func<Instrument, Instrument>> Violations = new(StringComparer.Ordinal)
    {
        ["Platform.Instrument.WeightSum Criteria!2!Weight (%)"] = x =>
            x with { Criteria = x.Criteria.SetItem(0, x.Criteria[0] with { Weight = 399_999 }) },
        ["Platform.Instrument.LevelOrder Levels!4!Value"] = x => x with { Levels = x.Levels.SetItem(2, x.Levels[2] with { Value = 3 }) },
        ["Platform.Instrument.NoLevels Items!5!Answer"] = x => x with { Levels = [] },
        ["Platform.Instrument.NoOptions Items!6!Answer"] = x => x with { Options = [] },
        ["Platform.Instrument.BandGap Bands!3!From"] = x => x with { Bands = x.Bands.SetItem(1, x.Bands[1] with { From = 2.1m }) },
        ["Platform.Instrument.BandEnd Bands!3!To"] = x => x with { Bands = x.Bands.SetItem(1, x.Bands[1] with { To = 3.9m }) },
        ["Platform.Instrument.CodeTaken Results!2!Code"] = x => x with { Results = [x.Results[0] with { Code = "a", Bands = "" }] },
        ["Platform.Instrument.Code Items!2!Code"] = x =>
            x with { Items = x.Items.SetItem(0, x.Items[0] with { Code = "1a" }), Criteria = [], Results = [] },
        ["Platform.Instrument.BothLanguages Items!2!Text (en)"] = x =>
            x with { Items = x.Items.SetItem(0, x.Items[0] with { Text = new("ada", "") }) },
        ["Platform.Instrument.UnknownSection Items!2!Section"] = x =>
            x with { Items = x.Items.SetItem(0, x.Items[0] with { Section = "zz" }) },
        ["Platform.Instrument.UnknownParent Criteria!4!Parent"] = x => x with { Criteria =
            x.Criteria.SetItem(2, x.Criteria[2] with { Parent = "zz" }).SetItem(1, x.Criteria[1] with { Score = "b" }) },
        ["Platform.Instrument.LeafOrNode Criteria!3!Score"] = x =>
            x with { Criteria = x.Criteria.SetItem(1, x.Criteria[1] with { Score = "b" }) },
        ["Platform.Instrument.Validity Instrument!12!Valid to"] = x => x with { ValidTo = new(2021, 12, 31) },
        ["Platform.Instrument.LegalBasis Instrument!9!Legal basis"] = x => x with { LegalBasis = "" },
        ["Platform.Instrument.UnknownBandSet Results!2!Bands"] = x =>
            x with { Results = x.Results.SetItem(0, x.Results[0] with { Bands = "zz" }) },
        ["Platform.Instrument.Normalisation Criteria!2!Normalisation"] =
            x => x with { Criteria =
                x.Criteria.SetItem(0, x.Criteria[0] with { Normalisation = new(NormalisationKind.MinMax, 2, 2, []) }) },
        ["Platform.Instrument.Formula.OnlyAnswers Items!7!Visible when"] =
            x => x with { Items = x.Items.SetItem(5, x.Items[5] with { VisibleWhen = "index > 1" }) },
        ["Platform.Instrument.Formula.ResultType Items!7!Visible when"] = x =>
            x with { Items = x.Items.SetItem(5, x.Items[5] with { VisibleWhen = "a + 1" }) },
    };

    public static TheoryData<string> Names => [.. Violations.Keys];

    [Fact]
    public void The_sample_is_valid() => Assert.Empty(InstrumentEngine.Compile(Small).Problems);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_violation_is_found_where_it_stands(string expected)
    {
        var found = InstrumentEngine.Compile(Violations[expected](Small)).Problems.Select(p => $"{p.Code} {p.Field}").ToList();
        Assert.Contains(expected, found);
    }

    [Fact]
    public void Every_problem_and_remark_has_a_text_in_both_languages_that_takes_its_arguments()
    {
        var texts = new Texts([typeof(Instrument).Assembly]);
        foreach (var problem in Violations.Values.SelectMany(v => InstrumentEngine.Compile(v(Small)).Problems))
        {
            Assert.Contains(problem.Args[1]
                .ToString()!, texts.Get(problem.Code, System.Globalization.CultureInfo.GetCultureInfo("id"), problem.Args));
            Assert.DoesNotContain("{", texts.Get(problem.Code, System.Globalization.CultureInfo.GetCultureInfo("en"), problem.Args));
        }
    }

    [Fact]
    public void Equal_instruments_have_equal_hashes_and_a_change_changes_it()
    {
        var copy = InstrumentJson.Read(InstrumentJson.Write(Small));
        Assert.Equal(InstrumentJson.Hash(Small), InstrumentJson.Hash(copy));
        Assert.Equal(InstrumentJson.Hash(Small), InstrumentJson.Hash(Small with { Scale = new(0.0m, 4.00m) }));
        Assert.NotEqual(InstrumentJson.Hash(Small), InstrumentJson.Hash(Small with { Version = 2 }));
    }
}

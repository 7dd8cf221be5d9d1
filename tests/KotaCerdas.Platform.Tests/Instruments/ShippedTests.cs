using System.Globalization;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Platform.Tests.Instruments;

/// <summary>The instruments in data/instruments, and the published results they must give again.</summary>
public sealed class ShippedTests
{
    private static readonly string Folder = Path.Combine(Root(), "data", "instruments");

    public static TheoryData<string> Names =>
        [.. Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Cases => ["kediri", "kebumen"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shipped_instrument_is_valid_and_survives_a_round_trip(string name)
    {
        var engine = Load(name);
        Assert.Equal(name, engine.Instrument.Code);
        foreach (var indonesian in new[] { true, false })
        {
            var again = InstrumentFile.Load(InstrumentFile.WriteXlsx(engine.Instrument, indonesian));
            Assert.Empty(again.Problems);
            Assert.Equal(InstrumentJson.Hash(engine.Instrument), InstrumentJson.Hash(again.Value.Instrument));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_2022_evaluation_gives_the_published_results_again(string name)
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "instruments", "evaluasi-2022.csv"))
            .Select(l => l.Split(',')).Where(r => r[0] == name).ToList();
        var answers = rows.Where(r => r[1] == "answer").ToDictionary(r => r[2], r => Value.Of(Number(r[3])));
        var evaluation = Load("evaluasi-2022").Evaluate(answers);
        var expected = rows.Where(r => r[1] == "result").ToList();
        Assert.NotEmpty(expected);
        Assert.All(expected, r => Assert.InRange(evaluation[r[2]].Shown.Number, Number(r[3]) - Number(r[4]), Number(r[3]) + Number(r[4])));
        Assert.All(rows.Where(r => r[1] == "missing"), r => Assert.True(evaluation[r[2]].Value.IsMissing));
    }

    [Fact]
    public void A_wrong_weight_set_misses_the_published_index()
    {
        var instrument = Load("evaluasi-2022").Instrument;
        var weights = new Dictionary<string,
            int> { ["baseline"] = 10, ["output"] = 20, ["outcome"] = 30, ["impact"] = 30, ["quickwin"] = 10 };
        var other = instrument with { Criteria = [.. instrument.Criteria.Select(c => c with { Weight = weights[c.Code] * 10_000 })] };
        var answers = new Dictionary<string, Value>
        {
            ["n_baseline"] = Value.Of(3.60m), ["n_output"] = Value.Of(3.21m), ["n_outcome"] = Value.Of(3.23m), ["n_quickwin"] =
                Value.Of(3.65m),
            ["d_governance"] = Value.Of(2.75m), ["d_branding"] = Value.Of(2.75m), ["d_economy"] = Value.Of(3.50m),
            ["d_society"] = Value.Of(3.33m), ["d_living"] = Value.Of(3.33m), ["d_environment"] = Value.Of(2.75m),
        };
        Assert.True(Math.Abs(InstrumentEngine.Compile(other).Value.Evaluate(answers)["indeks"].Value.Number - 3.31m) > 0.01m);
    }

    [Fact]
    public void The_example_score_sheet_goes_from_0_to_100()
    {
        var engine = Load("penilaian-contoh");
        foreach (var (level, total, band) in new[] { (0m, 0m, "Belum siap"), (2m, 50m, "Siap"), (4m, 100m, "Sangat siap") })
        {
            var answers = engine.Instrument.Items.Where(i => i.Answer == AnswerKind.Level).ToDictionary(i => i.Code, _ => Value.Of(level));
            var evaluation = engine.Evaluate(answers);
            Assert.Equal((total, band), (evaluation["nilai"].Shown.Number, evaluation["indeks"].Band!.Id));
        }
    }

    [Fact]
    public void The_questionnaire_counts_only_visible_required_questions()
    {
        var engine = Load("aplikasi-2018");
        var without = engine.CompletenessOf(new Dictionary<string, Value> { ["r_ada"] = Value.Of(false), ["l_rpjmd"] = Value.Of(false) });
        var with = engine.CompletenessOf(new Dictionary<string, Value> { ["r_ada"] = Value.Of(true), ["l_rpjmd"] = Value.Of(false) });
        Assert.Equal(3, with.Required - without.Required);
        Assert.Contains("r_dokumen", with.Open);
        Assert.Equal(2, with.Answered);
        Assert.False(with.IsComplete);
    }

    [Fact]
    public void Every_criterion_of_the_score_sheet_has_a_section_of_the_questionnaire_to_read_beside_it()
    {
        var sections = Load("aplikasi-2018").Instrument.Sections.Select(s => s.Code).ToHashSet();
        Assert.All(Load("penilaian-contoh").Instrument.Criteria, c => Assert.Contains(c.Code, sections));
    }

    private static InstrumentEngine Load(string name)
    {
        var loaded = InstrumentFile.LoadFolder(Path.Combine(Folder, name));
        Assert.True(!loaded.Failed,
            string.Join('\n', loaded.Problems.Select(p => $"{p.Code} {p.Field} {string.Join(' ', p.Args.Skip(3))}")));
        return loaded.Value;
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "KotaCerdas.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No KotaCerdas.slnx above the tests");
        }

        return folder.FullName;
    }
}

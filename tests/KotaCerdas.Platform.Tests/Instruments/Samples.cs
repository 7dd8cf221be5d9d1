using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Platform.Tests.Instruments;

/// <summary>A small valid instrument that tests change one thing of.</summary>
internal static class Samples
{
    public static Instrument Small { get; } = new()
    {
        Code = "contoh",
        Version = 1,
        Kind = InstrumentKind.Evaluation,
        Title = Both("Contoh"),
        LegalBasis = "Contoh, bukan peraturan",
        ValidFrom = new(2022, 1, 1),
        Scale = new(0, 4),
        Missing = MissingRule.LeaveOut,
        Sections = [new("S1", Both("Bagian"), Bilingual.None)],
        Items =
        [
            Item("a", AnswerKind.Number),
            Item("b", AnswerKind.Number),
            Item("yes", AnswerKind.YesNo),
            Item("ladder", AnswerKind.Level),
            Item("pick", AnswerKind.MultiChoice),
            Item("word", AnswerKind.Text) with { VisibleWhen = "yes" },
        ],
        Levels = [new("ladder", 0, Both("Nol"), Both("Belum")), new("ladder", 1, Both("Satu"), Both("Ada")),
            new("ladder", 2, Both("Dua"), Both("Jalan"))],
        Options = [new("pick", "x", Both("X")), new("pick", "y", Both("Y"))],
        Criteria =
        [
            new() { Code = "c1", Title = Both("K1"), Weight = 400_000, Score = "a", Normalisation =
                new(NormalisationKind.MinMax, 0, 4, []) },
            new() { Code = "c2", Title = Both("K2"), Weight = 600_000 },
            new() { Code = "c3", Parent = "c2", Title = Both("K3"), Weight = 1_000_000, Score = "ladder", Normalisation =
                new(NormalisationKind.Table, 0, 0, [new(0, 0), new(1, 40), new(2, 100)]) },
        ],
        Bands = [new("B", 0, 2, Both("Rendah")), new("B", 2, 4, Both("Tinggi"))],
        Results =
        [
            new() { Code = "index", Title = Both("Indeks"), Formula = "total() / 25", Digits = 2, Bands = "B" },
            new() { Code = "label", Title = Both("Nama"), Formula = "band(index, \"B\")" },
        ],
    };

    public static Bilingual Both(string text) => new(text, text + " (en)");

    public static Item Item(string code, AnswerKind kind) =>
        new() { Code = code, Section = "S1", Text = Both(code), Answer = kind, Decimals = 2 };

    /// <summary>The sample with one more result.</summary>
    public static Instrument With(string formula) =>
        Small with { Results = Small.Results.Add(new() { Code = "r", Title = Both("R"), Formula = formula }) };

    public static Dictionary<string, Value> Answers(params (string Code, Value Value)[] answers) =>
        answers.ToDictionary(a => a.Code, a => a.Value, StringComparer.Ordinal);

    /// <summary>The value of a formula over answers.</summary>
    public static Value Compute(string formula, params (string Code, Value Value)[] answers) =>
        InstrumentEngine.Compile(With(formula)).Value.Evaluate(Answers(answers))["r"].Value;
}

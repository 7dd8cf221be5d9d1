using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Tests.Assessment;

/// <summary>
/// A score sheet of three questions with weights 50, 30 and 20 %; the first asks for a note at its lowest and highest level.
/// </summary>
internal static class SmallInstrument
{
    public static readonly string[] Items = ["n_kebijakan", "n_tik", "n_visi"];

    public static Instrument Sheet { get; } = new()
    {
        Code = "asesmen",
        Version = 1,
        Kind = InstrumentKind.Assessment,
        Title = new("Lembar uji", "Test sheet"),
        LegalBasis = "contoh uji",
        ValidFrom = new DateOnly(2018, 1, 1),
        Scale = new Scale(0, 4),
        Sections = [new Section("skor", new("Skor", "Score"), Bilingual.None)],
        Items = [.. Items.Select((code, i) => new Item
        {
            Code = code,
            Section = "skor",
            Text = new($"Pertanyaan {i + 1}", $"Question {i + 1}"),
            Answer = AnswerKind.Level,
            Required = true,
            Evidence = i == 0 ? EvidenceRule.Required : EvidenceRule.None,
        })],
        Levels = [.. Items.SelectMany(code =>
            Enumerable.Range(0, 5).Select(v => new Level(code, v, new($"Tingkat {v}", $"Level {v}"), new("Syarat", "Condition"))))],
        Criteria =
        [
            Leaf("kebijakan", 500_000, "n_kebijakan"), Leaf("tik", 300_000, "n_tik"), Leaf("visi", 200_000, "n_visi"),
        ],
        Results = [new Result { Code = "nilai", Title = new("Nilai", "Score"), Formula = "total()", Digits = 2 }],
    };

    public static InstrumentVersion Published(TimeProvider clock) => new()
    {
        Code = Sheet.Code,
        Version = Sheet.Version,
        Kind = Sheet.Kind,
        TitleId = Sheet.Title.Id,
        TitleEn = Sheet.Title.En,
        State = InstrumentState.Published,
        ValidFrom = Sheet.ValidFrom,
        Hash = InstrumentJson.Hash(Sheet),
        Definition = InstrumentJson.Write(Sheet),
        LoadedAt = clock.GetUtcNow().UtcDateTime,
        LoadedBy = "test",
    };

    private static Criterion Leaf(string code, int weight, string item) => new()
    {
        Code = code, Title = new(code, code), Weight = weight, Score = item, Normalisation = new(NormalisationKind.MinMax, 0, 4, []),
    };
}

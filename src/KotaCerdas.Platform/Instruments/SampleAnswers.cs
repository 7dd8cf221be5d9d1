namespace KotaCerdas.Platform.Instruments;

/// <summary>An answer to every question that its rules allow, for try-outs that nobody types.</summary>
public static class SampleAnswers
{
    private static readonly DateOnly Day = new(2026, 1, 1);

    /// <summary>Answers by code of the question.</summary>
    public static IReadOnlyDictionary<string, Value> Of(Instrument instrument) =>
        instrument.Items.ToDictionary(i => i.Code, i => Answer(instrument, i), StringComparer.Ordinal);

    private static Value Answer(Instrument instrument, Item item) => item.Answer switch
    {
        AnswerKind.Text => Value.Of("–"),
        AnswerKind.YesNo => Value.Of(true),
        AnswerKind.Date => Value.Of(Day),
        AnswerKind.Level => Value.Of((decimal)instrument.LevelsOf(item.Code).Max(l => l.Value)),
        AnswerKind.Choice or AnswerKind.MultiChoice => Value.Of(instrument.OptionsOf(item.Code).First().Code),
        _ => Value.Of(item.Min ?? item.Max ?? 1m),
    };
}

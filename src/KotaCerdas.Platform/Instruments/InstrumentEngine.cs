using KotaCerdas.Platform.Instruments.Formulas;

namespace KotaCerdas.Platform.Instruments;

/// <summary>A computed criterion or result.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Title">Its title.</param>
/// <param name="Value">The full value, which other formulas use.</param>
/// <param name="Shown">The value rounded as the result states.</param>
/// <param name="Band">Name of the band that the shown value falls in, or null.</param>
/// <param name="Trace">How it was computed.</param>
public sealed record Computed(string Code, Bilingual Title, Value Value, Value Shown, Bilingual? Band, TraceStep Trace);

/// <summary>Everything an instrument computes from a set of answers.</summary>
/// <param name="Criteria">All criteria, in the order of the sheet; values are normalised.</param>
/// <param name="Results">All results, in the order of the sheet.</param>
/// <param name="Hidden">Questions that are not asked with these answers; what was answered to them counts as missing.</param>
public sealed record Evaluation(IReadOnlyList<Computed> Criteria, IReadOnlyList<Computed> Results, IReadOnlySet<string> Hidden)
{
    /// <summary>The criterion or result with a code, which must exist.</summary>
    public Computed this[string code] => Results.FirstOrDefault(r => r.Code == code) ?? Criteria.First(c => c.Code == code);
}

/// <summary>How much of a questionnaire is filled in.</summary>
/// <param name="Answered">Visible required questions with an answer.</param>
/// <param name="Required">Visible required questions.</param>
/// <param name="Open">Codes of the visible required questions without an answer, in order.</param>
public sealed record Completeness(int Answered, int Required, IReadOnlyList<string> Open)
{
    /// <summary>True where nothing required is open.</summary>
    public bool IsComplete => Open.Count == 0;
}

/// <summary>A valid instrument, ready to compute. Safe to share between threads.</summary>
public sealed class InstrumentEngine
{
    private readonly FormulaSet _formulas;
    private readonly EvaluationIndex _index;

    private InstrumentEngine(Instrument instrument, FormulaSet formulas)
    {
        Instrument = instrument;
        _formulas = formulas;
        _index = new EvaluationIndex(instrument);
    }

    /// <summary>The instrument.</summary>
    public Instrument Instrument { get; }

    /// <summary>Checks an instrument; fails with every problem found, each with sheet, row, column, rule and remedy.</summary>
    public static Outcome<InstrumentEngine> Compile(Instrument instrument) => Compile(instrument, new Flaws());

    internal static Outcome<InstrumentEngine> Compile(Instrument instrument, Flaws flaws)
    {
        InstrumentRules.Check(instrument, flaws);
        var formulas = FormulaSet.Build(instrument, flaws);
        return flaws.Any ? flaws.Problems : new InstrumentEngine(instrument, formulas);
    }

    /// <summary>Computes all criteria and results. Answers to unknown codes are ignored; absent answers are missing.</summary>
    public Evaluation Evaluate(IReadOnlyDictionary<string, Value> answers)
    {
        var run = new EvaluationRun(Instrument, _index, _formulas, answers);
        return run.All();
    }

    /// <summary>
    /// Visible questions without an answer that a try-out needs: those that must be answered, and those that a criterion scores. Where the
    /// instrument has neither, any answer will do.
    /// </summary>
    public IReadOnlyList<Item> Untried(IReadOnlyDictionary<string, Value> answers)
    {
        var hidden = Hidden(answers);
        var scored = Instrument.Criteria.Select(c => c.Score).ToHashSet(StringComparer.Ordinal);
        var visible = Instrument.Items.Where(i => !hidden.Contains(i.Code)).ToList();
        var needed = visible.Where(i => i.Required || scored.Contains(i.Code)).ToList();
        bool Open(Item item) => !answers.TryGetValue(item.Code, out var value) || value.IsMissing;
        return needed.Count > 0 ? [.. needed.Where(Open)] : visible.TrueForAll(Open) ? visible : [];
    }

    /// <summary>Codes of the questions that are not asked with these answers.</summary>
    public IReadOnlySet<string> Hidden(IReadOnlyDictionary<string, Value> answers) => Evaluate(answers).Hidden;

    /// <summary>
    /// How many of the visible required questions are answered. Files are the caller's matter: a file question counts by its value.
    /// </summary>
    public Completeness CompletenessOf(IReadOnlyDictionary<string, Value> answers)
    {
        var hidden = Hidden(answers);
        var required = Instrument.Items.Where(i => i.Required && !hidden.Contains(i.Code)).Select(i => i.Code).ToList();
        var open = required.Where(code => !answers.TryGetValue(code, out var value) || value.IsMissing).ToList();
        return new(required.Count - open.Count, required.Count, open);
    }
}

using KotaCerdas.Platform.Instruments.Formulas;

namespace KotaCerdas.Platform.Instruments;

/// <summary>What every computation of an instrument looks up, found once.</summary>
internal sealed class EvaluationIndex(Instrument instrument)
{
    public IReadOnlyDictionary<string, Criterion> Criteria { get; } =
        instrument.Criteria.ToDictionary(c => c.Code, StringComparer.Ordinal);

    public ILookup<string, Criterion> Children { get; } = instrument.Criteria.ToLookup(c => c.Parent, StringComparer.Ordinal);

    public IReadOnlySet<string> Items { get; } = instrument.Items.Select(i => i.Code).ToHashSet(StringComparer.Ordinal);

    /// <summary>The normalisation of each criterion as its trace writes it.</summary>
    public IReadOnlyDictionary<string, string> Normalisations { get; } =
        instrument.Criteria.ToDictionary(c => c.Code, c => NormalisationText.Write(c.Normalisation), StringComparer.Ordinal);
}

/// <summary>One computation of an instrument: formulas in order of reference, each once.</summary>
internal sealed class EvaluationRun : IEnvironment
{
    private const string NotInTable = "Platform.Instrument.Trace.NotInTable";
    private const string OutOfRange = "Platform.Instrument.Trace.OutOfRange";

    private readonly Instrument _instrument;
    private readonly FormulaSet _formulas;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TraceStep> _traces = new(StringComparer.Ordinal);
    private readonly EvaluationIndex _index;
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);

    public EvaluationRun(Instrument instrument, EvaluationIndex index, FormulaSet formulas, IReadOnlyDictionary<string, Value> answers)
    {
        _instrument = instrument;
        _index = index;
        _formulas = formulas;
        foreach (var item in instrument.Items)
        {
            _values[item.Code] = answers.TryGetValue(item.Code, out var value) ? value : Value.Missing;
        }
    }

    public MissingRule Missing => _instrument.Missing;

    public RoundingRule Rounding => _instrument.Rounding;

    public Value Get(string name) => _values[name];

    public TraceKind KindOf(string name) => _index.Items.Contains(name) ? TraceKind.Answer : TraceKind.Reference;

    public TraceStep Total() => Weighted("total()", _index.Children[""]);

    public string? Band(string set, decimal value) => _instrument.BandFor(set, value)?.Label.Id;

    public Evaluation All()
    {
        foreach (var code in _formulas.Order)
        {
            Compute(code);
        }

        var criteria = _instrument.Criteria.Select(
            c => new Computed(c.Code, c.Title, _values[c.Code], _values[c.Code], null, _traces[c.Code]));
        return new([.. criteria], [.. _instrument.Results.Select(Shown)], _hidden);
    }

    private void Compute(string code)
    {
        if (_index.Items.Contains(code))
        {
            Hide(code);
            return;
        }

        var trace = _index.Criteria.TryGetValue(code, out var criterion) ? Score(criterion) : Named(code);
        _traces[code] = trace;
        _values[code] = trace.Value;
    }

    // A condition that cannot be settled yet hides the question: it is asked once the answers it depends on are there.
    private void Hide(string item)
    {
        if (_formulas.Find(item) is { } condition && Evaluator.Run(condition, this).Value is var shown && (shown.IsMissing || !shown.Truth))
        {
            _hidden.Add(item);
            _values[item] = Value.Missing;
        }
    }

    private TraceStep Named(string code)
    {
        var steps = Evaluator.Run(_formulas.Find(code)!, this);
        return new(TraceKind.Result, code, steps.Value, [steps]);
    }

    private TraceStep Score(Criterion criterion)
    {
        var raw = _formulas.Find(criterion.Code) is { } formula
            ? Evaluator.Run(formula, this)
            : Weighted(criterion.Code, _index.Children[criterion.Code]);
        var steps = Normalise(criterion, raw);
        return new(TraceKind.Criterion, criterion.Code, steps.Value, [steps]);
    }

    private TraceStep Weighted(string name, IEnumerable<Criterion> children)
    {
        var steps = children.Select(c => new TraceStep(TraceKind.Weighted, c.Code, _values[c.Code], [], null, c.Weight)).ToList();
        var (value, remark) = Evaluator.Mean(steps.ConvertAll(s => (s.Value.NumberOrNull, (decimal)s.Weight!)), Missing);
        return new(TraceKind.Operation, name, value, steps, remark);
    }

    private TraceStep Normalise(Criterion criterion, TraceStep raw)
    {
        var rule = criterion.Normalisation;
        if (rule.Kind == NormalisationKind.None)
        {
            return raw;
        }

        var text = _index.Normalisations[criterion.Code];
        if (raw.Value.IsMissing)
        {
            return new(TraceKind.Normalisation, text, Value.Missing, [raw]);
        }

        var score = rule.Apply(raw.Value.Number);
        return score is null
            ? new(TraceKind.Normalisation, text, Value.Missing, [raw], NotInTable)
            : new(TraceKind.Normalisation, text, Value.Of(score.Value), [raw], rule.Holds(raw.Value.Number) ? OutOfRange : null);
    }

    private Computed Shown(Result result)
    {
        var value = _values[result.Code];
        var shown = value.Kind == ValueKind.Number && result.Digits is { } digits
            ? Value.Of(Decimals.Round(value.Number, digits, Rounding))
            : value;
        var band = shown.Kind == ValueKind.Number && result.Bands.Length > 0 ? _instrument.BandFor(result.Bands, shown.Number)?.Label
            : null;
        return new(result.Code, result.Title, value, shown, band, _traces[result.Code]);
    }
}

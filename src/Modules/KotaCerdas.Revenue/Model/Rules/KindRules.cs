using KotaCerdas.Platform;
using KotaCerdas.Platform.Formulas;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>One step as it came out.</summary>
/// <param name="Rule">The step.</param>
/// <param name="Used">What it was computed from.</param>
/// <param name="Exact">Before rounding.</param>
/// <param name="Value">After rounding.</param>
internal sealed record ComputedStep(StepRule Rule, IReadOnlyList<UsedValue> Used, Fraction Exact, Fraction Value);

/// <summary>What a kind of tax or levy comes to, and how.</summary>
/// <param name="Steps">Every step; the last one of the region's gives the amount.</param>
/// <param name="Amount">Whole rupiah that are the region's.</param>
/// <param name="Province">Whole rupiah that are collected with it and belong to the province.</param>
/// <param name="Assumed">Names of figures that nobody published, in the current language.</param>
internal sealed record Computation(IReadOnlyList<ComputedStep> Steps, long Amount, long Province, IReadOnlyList<string> Assumed);

/// <summary>The rules of one kind on a day, ready to compute.</summary>
internal sealed class KindRules
{
    /// <summary>Payee of what is the region's own.</summary>
    public const string Region = "region";

    private const string ForProvince = "province";

    private readonly RuleSet _set;
    private readonly DateOnly _day;
    private readonly bool _estimate;
    private readonly List<(StepRule Rule, Formula Formula)> _steps;

    private KindRules(RuleSet set, RevenueKind kind, DateOnly day, bool estimate)
    {
        (_set, Kind, _day, _estimate) = (set, kind, day, estimate);
        Inputs = [.. set.Inputs.Where(i => i.Kind == kind.Code)];
        _steps = [.. StepsOf(set, kind.Code).Where(s => s.Citation.IsInForce(day)).Select(s => (s, Parser.Parse(s.Formula).Formula!))];
    }

    public RevenueKind Kind { get; }

    public IReadOnlyList<InputRule> Inputs { get; }

    /// <summary>The rules of a kind in a set without formula errors.</summary>
    /// <param name="set">The set.</param>
    /// <param name="kind">Code of the kind.</param>
    /// <param name="day">Day on which the rules must be in force.</param>
    /// <param name="estimate">True where figures that nobody published may be used, because nothing is billed.</param>
    public static Outcome<KindRules> Of(RuleSet set, string kind, DateOnly day, bool estimate)
    {
        if (RevenueKinds.Find(kind) is not { } known)
        {
            return new Problem("Revenue.Rules.UnknownKind", null, kind);
        }

        var rules = new KindRules(set, known, day, estimate);
        return rules._steps.Count == 0 ? RuleSet.MissingTable(kind, "steps") : rules;
    }

    /// <summary>Steps of a kind in the order of the file.</summary>
    public static IEnumerable<StepRule> StepsOf(RuleSet set, string kind) => set.Steps.Where(s => s.Kind == kind);

    /// <summary>Rows of a choice, those in force on the day.</summary>
    public IEnumerable<TableCell> Choices(InputRule input) =>
        _set.Cells.Where(c => c.Kind == Kind.Code && c.Table == input.Choices && c.Citation.IsInForce(_day));

    /// <summary>Computes the amount, or refuses and names what is missing or wrong.</summary>
    public Outcome<Computation> Compute(IReadOnlyDictionary<string, RuleValue> inputs)
    {
        try
        {
            return Run(inputs);
        }
        catch (RefusalException refusal)
        {
            return refusal.Problem;
        }
        catch (OverflowException)
        {
            return new Problem("Revenue.Rules.TooLarge");
        }
    }

    private Outcome<Computation> Run(IReadOnlyDictionary<string, RuleValue> inputs)
    {
        var done = new Dictionary<string, UsedValue>(StringComparer.Ordinal);
        var assumed = new List<string>();
        var computed = new List<ComputedStep>();
        var scope = new RuleScope(
            name => done.TryGetValue(name, out var step) ? step : Named(name, inputs, assumed), (table, row) => Cell(table, row, assumed));
        foreach (var (rule, formula) in _steps)
        {
            if (rule.Citation.Confidence == Confidence.Assumed)
            {
                Assume(rule.Title, assumed);
            }

            var (exact, used) = RuleEvaluator.Run(formula, scope);
            var value = rule.Rounding.Apply(exact);
            computed.Add(new(rule, used, exact, value));
            done[rule.Name] = new(rule.Title, rule.Unit, RuleValue.Of(value), null, null);
        }

        var region = computed.FindLast(s => s.Rule.Payee == Region) ?? computed[^1];
        var province = computed.FindLast(s => s.Rule.Payee == ForProvince);
        if (region.Value.Whole() is not { } amount || (province is null ? 0 : province.Value.Whole()) is not { } other)
        {
            return new Problem("Revenue.Rules.NotWhole", null, region.Rule.Title);
        }

        return amount < 0 || other < 0
            ? new Problem("Revenue.Rules.Negative", null, region.Rule.Title)
            : new Computation(computed, amount, other, [.. assumed.Distinct(StringComparer.Ordinal)]);
    }

    private UsedValue Named(string name, IReadOnlyDictionary<string, RuleValue> inputs, List<string> assumed)
    {
        if (Inputs.FirstOrDefault(i => i.Name == name) is { } input)
        {
            return inputs.TryGetValue(name, out var given)
                ? new UsedValue(input.Title, input.Unit, given, given.Row is { } row ? TitleOf(input.Choices, row) : null, null)
                : throw new RefusalException(new Problem("Revenue.Calculator.NotGiven", name, input.Title));
        }

        if (_set.Find(Kind.Code, name, _day) is not { } parameter)
        {
            // A step that is not in force on the day, or a parameter that is not.
            throw new RefusalException(_set.Lacks(Kind.Code, name));
        }

        return new(parameter.Title, parameter.Unit, Known(parameter.Value, parameter.Title, parameter.Citation, assumed), null,
            parameter.Citation);
    }

    private UsedValue Cell(string table, string row, List<string> assumed)
    {
        var cell = _set.Cells.FirstOrDefault(c =>
            c.Kind == Kind.Code && c.Table == table && c.Row == row && c.Citation.IsInForce(_day));
        return cell is null
            ? throw new RefusalException(RuleSet.Missing(Kind.Code, $"{table}: {row}"))
            : new UsedValue(cell.Title, cell.Unit, Known(cell.Value, cell.Title, cell.Citation, assumed), null, cell.Citation);
    }

    private RuleValue Known(Fraction? value, Bilingual title, Citation citation, List<string> assumed)
    {
        if (value is null)
        {
            throw new RefusalException(RuleSet.Missing(Kind.Code, title.In()));
        }

        if (citation.Confidence == Confidence.Assumed)
        {
            Assume(title, assumed);
        }

        return RuleValue.Of(value.Value);
    }

    private void Assume(Bilingual title, List<string> assumed)
    {
        if (!_estimate)
        {
            throw new RefusalException(RuleSet.Missing(Kind.Code, title.In()));
        }

        assumed.Add(title.In());
    }

    private Bilingual? TitleOf(string table, string row) =>
        _set.Cells.FirstOrDefault(c => c.Kind == Kind.Code && c.Table == table && c.Row == row)?.Title;
}

using KotaCerdas.Platform.Formulas;
using KotaCerdas.Platform.Instruments.Formulas;

namespace KotaCerdas.Platform.Instruments;

/// <summary>
/// All formulas of an instrument, parsed and checked, and the order in which they can be computed. A formula may refer to any answer,
/// criterion or result; a circle of references is a problem that names the circle.
/// </summary>
internal sealed class FormulaSet : INames
{
    // References nest at most this deep, so that checking never exhausts the stack.
    private const int LongestChain = 300;
    private const string CycleCode = "Platform.Instrument.Formula.Cycle";

    private readonly Instrument _instrument;
    private readonly Dictionary<string, FormulaType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Formula> _formulas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (SheetKind Sheet, int Index, string Column)> _places = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    private FormulaSet(Instrument instrument) => _instrument = instrument;

    /// <summary>Codes of items with a condition, criteria and results, each after everything it refers to.</summary>
    public IReadOnlyList<string> Order => _order;

    public static FormulaSet Build(Instrument instrument, Flaws flaws)
    {
        var set = new FormulaSet(instrument);
        set.Declare();
        set.ParseAll(flaws);
        set.InferResults(flaws);
        return set;
    }

    public Formula? Find(string code) => _formulas.GetValueOrDefault(code);

    public FormulaType? TypeOf(string name) => _types.TryGetValue(name, out var type) ? type : null;

    public bool HasBands(string set) => _instrument.BandsOf(set).Any();

    public bool HasOption(string item, string option) => _instrument.OptionsOf(item).Any(o => o.Code == option);

    private void Declare()
    {
        foreach (var item in _instrument.Items)
        {
            _types[item.Code] = item.Answer switch
            {
                AnswerKind.Text or AnswerKind.Date or AnswerKind.Choice or AnswerKind.MultiChoice => FormulaType.Text,
                AnswerKind.YesNo => FormulaType.Truth,
                _ => FormulaType.Number,
            };
        }

        foreach (var criterion in _instrument.Criteria)
        {
            _types[criterion.Code] = FormulaType.Number;
        }

        // The type of a result is known once its formula is checked; until then it fits anywhere.
        foreach (var result in _instrument.Results)
        {
            _types[result.Code] = FormulaType.Any;
        }
    }

    private void ParseAll(Flaws flaws)
    {
        for (var i = 0; i < _instrument.Items.Length; i++)
        {
            var item = _instrument.Items[i];
            Parse(item.Code, item.VisibleWhen, (SheetKind.Items, i, "VisibleWhen"), flaws);
        }

        for (var i = 0; i < _instrument.Criteria.Length; i++)
        {
            var criterion = _instrument.Criteria[i];
            Parse(criterion.Code, criterion.Score, (SheetKind.Criteria, i, criterion.Score.Length > 0 ? "Score" : "Parent"), flaws);
        }

        for (var i = 0; i < _instrument.Results.Length; i++)
        {
            var result = _instrument.Results[i];
            Parse(result.Code, result.Formula, (SheetKind.Results, i, "Formula"), flaws);
        }
    }

    private void Parse(string code, string text, (SheetKind Sheet, int Index, string Column) place, Flaws flaws)
    {
        _places[code] = place;
        if (text.Length == 0)
        {
            return;
        }

        var (formula, error) = Parser.Parse(text);
        if (formula is null)
        {
            Report(error!, code, flaws);
            return;
        }

        _formulas[code] = formula;
    }

    private void InferResults(Flaws flaws)
    {
        Sort(flaws);
        foreach (var code in _order)
        {
            if (Find(code) is not { } formula)
            {
                continue;
            }

            var (type, errors) = TypeCheck.Of(formula, this);
            foreach (var error in errors)
            {
                Report(error, code, flaws);
            }

            CheckType(code, type, errors.Count == 0, flaws);
        }
    }

    private void CheckType(string code, FormulaType type, bool sound, Flaws flaws)
    {
        var sheet = _places[code].Sheet;
        if (sheet == SheetKind.Results)
        {
            _types[code] = type;
            return;
        }

        var needed = sheet == SheetKind.Items ? FormulaType.Truth : FormulaType.Number;
        if (sound && type != FormulaType.Any && type != needed)
        {
            Report(new("Platform.Instrument.Formula.ResultType", 1, needed == FormulaType.Truth ? "true/false" : "number"), code, flaws);
        }

        if (sheet == SheetKind.Items && Find(code)!.Names()
            .FirstOrDefault(n => _places.TryGetValue(n, out var p) && p.Sheet != SheetKind.Items) is { } name)
        {
            Report(new("Platform.Instrument.Formula.OnlyAnswers", 1, name), code, flaws);
        }
    }

    /// <summary>What a code's value is computed from.</summary>
    private IEnumerable<string> Sources(string code)
    {
        var named = Find(code) is { } formula ? NamesAndTotal(formula) : [];
        var below = _places[code].Sheet == SheetKind.Criteria ? _instrument.ChildrenOf(code).Select(c => c.Code) : [];
        return named.Concat(below).Where(_places.ContainsKey);
    }

    private IEnumerable<string> NamesAndTotal(Formula formula) =>
        formula.Parts().OfType<CallNode>().Any(c => c.Function == "total")
            ? formula.Names().Concat(_instrument.ChildrenOf("").Select(c => c.Code))
            : formula.Names();

    private void Sort(Flaws flaws)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        foreach (var code in _places.Keys)
        {
            Visit(code, done, path, flaws);
        }
    }

    private void Visit(string code, HashSet<string> done, List<string> path, Flaws flaws)
    {
        if (done.Contains(code))
        {
            return;
        }

        if (path.IndexOf(code) is var start and >= 0)
        {
            var (sheet, index, column) = _places[code];
            flaws.Add(CycleCode, sheet, index, column, string.Join(" → ", [.. path[start..], code]));
            return;
        }

        if (path.Count >= LongestChain)
        {
            var (sheet, index, column) = _places[code];
            flaws.Add("Platform.Instrument.Formula.ChainTooLong", sheet, index, column, LongestChain);
            return;
        }

        path.Add(code);
        foreach (var source in Sources(code))
        {
            Visit(source, done, path, flaws);
        }

        path.RemoveAt(path.Count - 1);
        if (done.Add(code))
        {
            _order.Add(code);
        }
    }

    private void Report(FormulaError error, string code, Flaws flaws)
    {
        var (sheet, index, column) = _places[code];
        flaws.Add(error.Code, sheet, index, column, [error.At, .. error.Args]);
    }
}

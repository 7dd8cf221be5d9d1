namespace KotaCerdas.Revenue.Model.Rules;

internal enum RuleTypeKind
{
    /// <summary>The literal 0, which fits every unit, or something wrong that was reported already.</summary>
    Any,
    Number,
    Truth,

    /// <summary>A row of a table that a person chooses.</summary>
    Choice,

    /// <summary>A text that is written in the formula.</summary>
    Text,
}

/// <summary>What a part of a formula is.</summary>
/// <param name="Kind">Number, truth, choice or text.</param>
/// <param name="Unit">Unit of a number.</param>
/// <param name="Table">Table of a choice.</param>
internal readonly record struct RuleType(RuleTypeKind Kind, Unit Unit = default, string Table = "")
{
    public static RuleType Any => default;

    public static RuleType Truth => new(RuleTypeKind.Truth);

    public static RuleType Number(Unit unit) => new(RuleTypeKind.Number, unit);
}

/// <summary>What the formulas of a kind may name: inputs, parameters, tables, and steps that come before.</summary>
internal sealed class RuleNames
{
    private readonly Dictionary<string, RuleType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Unit> _tables = new(StringComparer.Ordinal);
    private readonly HashSet<(string Table, string Row)> _rows = [];

    public RuleNames(RuleSet set, string kind)
    {
        foreach (var cell in set.Cells.Where(c => c.Kind == kind))
        {
            _tables.TryAdd(cell.Table, cell.Unit.Unit);
            _rows.Add((cell.Table, cell.Row));
        }

        foreach (var parameter in set.Parameters.Where(p => p.Kind == kind && p.Unit is not null))
        {
            _types[parameter.Name] = RuleType.Number(parameter.Unit!.Unit);
        }

        foreach (var input in set.Inputs.Where(i => i.Kind == kind))
        {
            _types[input.Name] = input.Unit is { } unit ? RuleType.Number(unit.Unit)
                : input.IsTruth ? RuleType.Truth
                : new(RuleTypeKind.Choice, default, input.Choices);
        }
    }

    public RuleType? TypeOf(string name) => _types.TryGetValue(name, out var type) ? type : null;

    public Unit? UnitOf(string table) => _tables.TryGetValue(table, out var unit) ? unit : null;

    public bool HasRow(string table, string row) => _rows.Contains((table, row));

    /// <summary>Makes a step known to those after it.</summary>
    public void Add(StepRule step) => _types[step.Name] = RuleType.Number(step.Unit.Unit);
}

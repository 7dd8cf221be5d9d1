using KotaCerdas.Platform;
using KotaCerdas.Platform.Formulas;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>
/// Finds every name that does not exist and every unit that does not fit before anything is computed: rupiah is not added to days, and a
/// step that promises rupiah ends in rupiah.
/// </summary>
internal sealed class UnitCheck(Formula formula, RuleNames names)
{
    private readonly List<FormulaError> _errors = [];

    /// <summary>Everything that is wrong with a step's formula.</summary>
    public static IReadOnlyList<FormulaError> Of(StepRule step, RuleNames names)
    {
        var (formula, error) = Parser.Parse(step.Formula);
        if (formula is null)
        {
            return [error!];
        }

        var check = new UnitCheck(formula, names);
        check.NeedsUnit(formula.Root, step.Unit.Unit);
        return check._errors;
    }

    private RuleType Visit(Node node) => node switch
    {
        LiteralNode literal => Literal(literal),
        NameNode name => names.TypeOf(name.Name) ?? Wrong("Revenue.Formula.UnknownName", name, name.Name),
        UnaryNode { Operator: "not" } unary => Truth(unary.Operand),
        UnaryNode unary => Number(unary.Operand),
        BinaryNode { Operator: "and" or "or" } logic => Both(logic),
        BinaryNode { Operator: "*" or "/" } product => Product(product),
        BinaryNode { Operator: "+" or "-" } sum => Same([sum.Left, sum.Right]),
        BinaryNode comparison => Comparison(comparison),
        CallNode call => Call(call),
        _ => throw new BugException($"Unknown part {node.GetType().Name}"),
    };

    private RuleType Literal(LiteralNode literal) => literal.Value.Kind switch
    {
        ValueKind.Truth => RuleType.Truth,
        ValueKind.Text => new(RuleTypeKind.Text),
        ValueKind.Number when !Fraction.TryParse(Digits(literal), out _) => Wrong("Revenue.Formula.Digits", literal, Digits(literal)),
        ValueKind.Number => literal.Value.Number == 0 ? RuleType.Any : RuleType.Number(Unit.None),
        _ => Wrong("Revenue.Formula.NoMissing", literal),
    };

    // The span of a literal in brackets holds the brackets as well.
    private string Digits(LiteralNode literal) => formula.Part(literal).Trim('(', ')', ' ');

    private RuleType Both(BinaryNode node)
    {
        Truth(node.Left);
        return Truth(node.Right);
    }

    private RuleType Product(BinaryNode node)
    {
        var left = Number(node.Left);
        var right = Number(node.Right);
        var (a, b) = (left.Kind == RuleTypeKind.Any ? Unit.None : left.Unit, right.Kind == RuleTypeKind.Any ? Unit.None : right.Unit);
        return RuleType.Number(node.Operator == "*" ? a * b : a / b);
    }

    private RuleType Comparison(BinaryNode node)
    {
        var left = Visit(node.Left);
        var right = Visit(node.Right);
        if (left.Kind == RuleTypeKind.Choice || right.Kind == RuleTypeKind.Choice)
        {
            Choice(node, left, right);
        }
        else if (left.Kind != RuleTypeKind.Any && right.Kind != RuleTypeKind.Any && left != right)
        {
            Wrong("Revenue.Formula.UnitsDiffer", node, Name(left), Name(right));
        }

        return RuleType.Truth;
    }

    private void Choice(BinaryNode node, RuleType left, RuleType right)
    {
        var (table, other) = left.Kind == RuleTypeKind.Choice ? (left.Table, node.Right) : (right.Table, node.Left);
        if (node.Operator is not ("=" or "<>") || other is not LiteralNode { Value.Kind: ValueKind.Text } text)
        {
            Wrong("Revenue.Formula.ChoiceCompared", node);
        }
        else if (!names.HasRow(table, text.Value.Text))
        {
            Wrong("Revenue.Formula.UnknownRow", other, table, text.Value.Text);
        }
    }

    private RuleType Call(CallNode call)
    {
        var count = call.Arguments.Count;
        var (least, most) = RuleFunctions.Arguments(call.Function);
        if (most == 0)
        {
            return Wrong("Revenue.Formula.UnknownFunction", call, call.Function, string.Join(", ", RuleFunctions.Names));
        }

        if (count < least || count > most)
        {
            return Wrong("Revenue.Formula.ArgumentCount", call, call.Function);
        }

        switch (call.Function)
        {
            case "if":
                Truth(call.Arguments[0]);
                return Same([.. call.Arguments.Skip(1)]);
            case "table":
                return Table(call);
            case "min" or "max":
                return Same(call.Arguments);
            default:
                return Rounded(call);
        }
    }

    private RuleType Table(CallNode call)
    {
        var row = Visit(call.Arguments[1]);
        if (call.Arguments[0] is not LiteralNode { Value.Kind: ValueKind.Text } name || names.UnitOf(name.Value.Text) is not { } unit)
        {
            return Wrong("Revenue.Formula.UnknownTable", call.Arguments[0]);
        }

        if (row.Kind is not (RuleTypeKind.Choice or RuleTypeKind.Any))
        {
            Wrong("Revenue.Formula.NotAChoice", call.Arguments[1]);
        }

        return RuleType.Number(unit);
    }

    private RuleType Rounded(CallNode call)
    {
        if (call.Arguments.Count == 2 && !(call.Arguments[1] is LiteralNode { Value.Kind: ValueKind.Number } to
            && Fraction.TryParse(Digits(to), out var unit) && unit.Whole() is > 0 and <= 1_000_000))
        {
            Wrong("Revenue.Formula.RoundingUnit", call.Arguments[1]);
        }

        return Number(call.Arguments[0]);
    }

    private RuleType Same(IReadOnlyList<Node> nodes)
    {
        var type = RuleType.Any;
        foreach (var node in nodes)
        {
            var next = Number(node);
            if (type.Kind == RuleTypeKind.Any)
            {
                type = next;
            }
            else if (next.Kind != RuleTypeKind.Any && next != type)
            {
                Wrong("Revenue.Formula.UnitsDiffer", node, Name(type), Name(next));
            }
        }

        return type;
    }

    private RuleType Truth(Node node)
    {
        var type = Visit(node);
        return type.Kind is RuleTypeKind.Truth or RuleTypeKind.Any ? RuleType.Truth : Wrong("Revenue.Formula.NotATruth", node);
    }

    private RuleType Number(Node node)
    {
        var type = Visit(node);
        return type.Kind is RuleTypeKind.Number or RuleTypeKind.Any ? type : Wrong("Revenue.Formula.NotANumber", node);
    }

    private void NeedsUnit(Node node, Unit needed)
    {
        var type = Number(node);
        if (type.Kind == RuleTypeKind.Number && type.Unit != needed)
        {
            Wrong("Revenue.Formula.WrongUnit", node, Show(needed), Show(type.Unit));
        }
    }

    private RuleType Wrong(string code, Node node, params object[] args)
    {
        _errors.Add(new(code, node.Start + 1, args));
        return RuleType.Any;
    }

    private static string Name(RuleType type) => type.Kind == RuleTypeKind.Number ? Show(type.Unit) : "true/false";

    /// <summary>A unit for a message: <c>rp·m2^-1</c> as <c>rp m-2</c>, in the names of the files.</summary>
    private static string Show(Unit unit)
    {
        (string Name, int Power)[] parts =
        [
            ("rp", unit.Rupiah), ("m", unit.Length), ("day", unit.Day), ("month", unit.Month), ("year", unit.Year), ("kg", unit.Mass),
            ("kwh", unit.Energy),
        ];
        var shown = parts.Where(p => p.Power != 0).Select(p => p.Power == 1 ? p.Name : $"{p.Name}^{p.Power}").ToList();
        return shown.Count == 0 ? "1" : string.Join(' ', shown);
    }
}

/// <summary>The closed set of functions; each is total.</summary>
internal static class RuleFunctions
{
    public static IReadOnlyList<string> Names { get; } = ["if", "min", "max", "table", "down", "up", "halfup"];

    /// <summary>How many arguments a function takes; 0 and 0 where there is none of that name.</summary>
    public static (int Least, int Most) Arguments(string name) => name switch
    {
        "if" => (3, 3),
        "min" or "max" => (2, 50),
        "table" => (2, 2),
        "down" or "up" or "halfup" => (1, 2),
        _ => (0, 0),
    };
}

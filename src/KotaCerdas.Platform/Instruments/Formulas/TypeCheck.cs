using KotaCerdas.Platform.Formulas;

namespace KotaCerdas.Platform.Instruments.Formulas;

internal enum FormulaType
{
    /// <summary>Only the literal <c>missing</c>: fits anywhere.</summary>
    Any,
    Number,
    Truth,
    Text,
}

/// <summary>What a formula may refer to.</summary>
internal interface INames
{
    /// <summary>The type of a code, or null where there is none.</summary>
    FormulaType? TypeOf(string name);

    bool HasBands(string set);

    bool HasOption(string item, string option);
}

/// <summary>Finds every name that does not exist and every type that does not fit before anything is computed.</summary>
internal sealed class TypeCheck(INames names)
{
    private readonly List<FormulaError> _errors = [];

    public static (FormulaType Type, IReadOnlyList<FormulaError> Errors) Of(Formula formula, INames names)
    {
        var check = new TypeCheck(names);
        var type = check.Visit(formula.Root);
        return (type, check._errors);
    }

    private FormulaType Visit(Node node) => node switch
    {
        LiteralNode literal => OfValue(literal.Value),
        NameNode name => OfName(name),
        UnaryNode { Operator: "not" } unary => Needs(unary.Operand, FormulaType.Truth),
        UnaryNode unary => Needs(unary.Operand, FormulaType.Number),
        BinaryNode { Operator: "and" or "or" } logic => Both(logic, FormulaType.Truth, FormulaType.Truth),
        BinaryNode { Operator: "+" or "-" or "*" or "/" } sum => Both(sum, FormulaType.Number, FormulaType.Number),
        BinaryNode comparison => Comparison(comparison),
        CallNode call => Call(call),
        _ => throw new BugException($"Unknown part {node.GetType().Name}"),
    };

    private FormulaType OfName(NameNode name)
    {
        if (names.TypeOf(name.Name) is { } type)
        {
            return type;
        }

        Error("Platform.Instrument.Formula.UnknownName", name, name.Name);
        return FormulaType.Any;
    }

    private FormulaType Both(BinaryNode node, FormulaType operand, FormulaType result)
    {
        Needs(node.Left, operand);
        Needs(node.Right, operand);
        return result;
    }

    private FormulaType Comparison(BinaryNode node)
    {
        Same([node.Left, node.Right]);
        return FormulaType.Truth;
    }

    private FormulaType Call(CallNode call)
    {
        if (Functions.Find(call.Function) is not { } function)
        {
            Error("Platform.Instrument.Formula.UnknownFunction", call, call.Function);
            call.Arguments.ToList().ForEach(a => Visit(a));
            return FormulaType.Any;
        }

        var count = call.Arguments.Count;
        if (count < function.Least || count > function.Most || count % function.Step != 0)
        {
            Error("Platform.Instrument.Formula.ArgumentCount", call, call.Function, function.Signature);
            return function.Result;
        }

        return function.Shape switch
        {
            FunctionShape.Numbers => Numbers(call),
            FunctionShape.If => If(call),
            FunctionShape.Coalesce => Same(call.Arguments),
            FunctionShape.Round => Round(call),
            FunctionShape.Band => Band(call),
            FunctionShape.Has => Has(call),
            FunctionShape.Weighted => Weighted(call),
            _ => AnyArgument(call),
        };
    }

    private FormulaType Numbers(CallNode call)
    {
        foreach (var argument in call.Arguments)
        {
            Needs(argument, FormulaType.Number);
        }

        return FormulaType.Number;
    }

    private FormulaType If(CallNode call)
    {
        Needs(call.Arguments[0], FormulaType.Truth);
        return Same(call.Arguments.Skip(1).ToList());
    }

    private FormulaType Round(CallNode call)
    {
        Needs(call.Arguments[0], FormulaType.Number);
        if (call.Arguments[1] is not LiteralNode { Value.Kind: ValueKind.Number } digits
            || digits.Value.Number is < 0 or > 10 || digits.Value.Number % 1 != 0)
        {
            Error("Platform.Instrument.Formula.Digits", call.Arguments[1]);
        }

        return FormulaType.Number;
    }

    private FormulaType Band(CallNode call)
    {
        Needs(call.Arguments[0], FormulaType.Number);
        if (TextLiteral(call.Arguments[1]) is not { } set || !names.HasBands(set))
        {
            Error("Platform.Instrument.Formula.UnknownBands", call.Arguments[1]);
        }

        return FormulaType.Text;
    }

    private FormulaType Has(CallNode call)
    {
        Needs(call.Arguments[0], FormulaType.Text);
        if (call.Arguments[0] is not NameNode item || TextLiteral(call.Arguments[1]) is not { } option
            || !names.HasOption(item.Name, option))
        {
            Error("Platform.Instrument.Formula.UnknownOption", call.Arguments[1]);
        }

        return FormulaType.Truth;
    }

    private FormulaType Weighted(CallNode call)
    {
        for (var i = 0; i < call.Arguments.Count; i += 2)
        {
            Needs(call.Arguments[i], FormulaType.Number);
            if (call.Arguments[i + 1] is not LiteralNode { Value.Kind: ValueKind.Number })
            {
                Error("Platform.Instrument.Formula.WeightLiteral", call.Arguments[i + 1]);
            }
        }

        return FormulaType.Number;
    }

    private FormulaType AnyArgument(CallNode call)
    {
        foreach (var argument in call.Arguments)
        {
            Visit(argument);
        }

        return Functions.Find(call.Function)!.Result;
    }

    private FormulaType Same(IReadOnlyList<Node> nodes)
    {
        var type = FormulaType.Any;
        foreach (var node in nodes)
        {
            var next = Visit(node);
            if (type == FormulaType.Any)
            {
                type = next;
            }
            else if (next != FormulaType.Any && next != type)
            {
                Error("Platform.Instrument.Formula.TypesDiffer", node, type, next);
            }
        }

        return type;
    }

    private FormulaType Needs(Node node, FormulaType needed)
    {
        var type = Visit(node);
        if (type != FormulaType.Any && type != needed)
        {
            Error("Platform.Instrument.Formula.WrongType", node, needed, type);
        }

        return needed;
    }

    private static string? TextLiteral(Node node) => node is LiteralNode { Value.Kind: ValueKind.Text } literal ? literal.Value.Text : null;

    private static FormulaType OfValue(Value value) => value.Kind switch
    {
        ValueKind.Number => FormulaType.Number,
        ValueKind.Truth => FormulaType.Truth,
        ValueKind.Text => FormulaType.Text,
        _ => FormulaType.Any,
    };

    private void Error(string code, Node node, params object[] args) =>
        _errors.Add(new(code, node.Start + 1, Array.ConvertAll(args, a => a is FormulaType type ? Name(type) : a)));

    private static string Name(FormulaType type) => type switch
    {
        FormulaType.Number => "number",
        FormulaType.Truth => "true/false",
        FormulaType.Text => "text",
        _ => "missing",
    };
}

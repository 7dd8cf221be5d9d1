using KotaCerdas.Platform.Formulas;

namespace KotaCerdas.Platform.Instruments.Formulas;

/// <summary>What a formula is computed with.</summary>
internal interface IEnvironment
{
    MissingRule Missing { get; }

    RoundingRule Rounding { get; }

    /// <summary>The value of a code that the type check has found to exist.</summary>
    Value Get(string name);

    /// <summary>How the code shows in a trace: an answer, or a reference to another formula.</summary>
    TraceKind KindOf(string name);

    /// <summary>The weighted mean of the root criteria.</summary>
    TraceStep Total();

    /// <summary>The band's Indonesian label, or null where the value lies outside the set.</summary>
    string? Band(string set, decimal value);
}

/// <summary>
/// Computes a checked formula. Total: every input gives a value; what has none (division by zero, overflow, unknown inputs) is missing,
/// with a remark in the trace. Truths follow Kleene's three-valued logic: <c>false and missing</c> is false.
/// </summary>
internal sealed class Evaluator(Formula formula, IEnvironment environment)
{
    private const string DivisionByZero = "Platform.Instrument.Trace.DivisionByZero";
    private const string Overflow = "Platform.Instrument.Trace.Overflow";
    private const string OutsideBands = "Platform.Instrument.Trace.OutsideBands";

    public static TraceStep Run(Formula formula, IEnvironment environment) => new Evaluator(formula, environment).Visit(formula.Root);

    private TraceStep Visit(Node node) => node switch
    {
        LiteralNode literal => new(TraceKind.Literal, formula.Part(node), literal.Value, []),
        NameNode name => new(environment.KindOf(name.Name), name.Name, environment.Get(name.Name), []),
        UnaryNode unary => Unary(unary),
        BinaryNode binary => Binary(binary),
        CallNode { Function: "total" } => environment.Total(),
        CallNode { Function: "if" } call => If(call),
        CallNode call => Call(call),
        _ => throw new BugException($"Unknown part {node.GetType().Name}"),
    };

    private TraceStep Unary(UnaryNode node)
    {
        var operand = Visit(node.Operand);
        var value = operand.Value.IsMissing ? Value.Missing
            : node.Operator == "not" ? Value.Of(!operand.Value.Truth)
            : Value.Of(-operand.Value.Number);
        return Step(node, value, [operand]);
    }

    private TraceStep Binary(BinaryNode node)
    {
        var left = Visit(node.Left);
        var right = Visit(node.Right);
        if (node.Operator is "and" or "or")
        {
            return Step(node, Logic(node.Operator == "or", left.Value, right.Value), [left, right]);
        }

        if (left.Value.IsMissing || right.Value.IsMissing)
        {
            return Step(node, Value.Missing, [left, right]);
        }

        if (node.Operator is not ("+" or "-" or "*" or "/"))
        {
            return Step(node, Value.Of(Compare(node.Operator, left.Value, right.Value)), [left, right]);
        }

        var (value, remark) = Arithmetic(node.Operator, left.Value.Number, right.Value.Number);
        return Step(node, value, [left, right], remark);
    }

    private static Value Logic(bool or, Value left, Value right)
    {
        // "or" is settled by one true, "and" by one false, whatever is unknown.
        if ((!left.IsMissing && left.Truth == or) || (!right.IsMissing && right.Truth == or))
        {
            return Value.Of(or);
        }

        return left.IsMissing || right.IsMissing ? Value.Missing : Value.Of(!or);
    }

    private static bool Compare(string symbol, Value left, Value right)
    {
        var order = left.Kind switch
        {
            ValueKind.Number => left.Number.CompareTo(right.Number),
            ValueKind.Truth => left.Truth.CompareTo(right.Truth),
            _ => string.CompareOrdinal(left.Text, right.Text),
        };
        return symbol switch
        {
            "=" => order == 0,
            "<>" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static (Value Value, string? Remark) Arithmetic(string symbol, decimal left, decimal right)
    {
        if (symbol == "/" && right == 0)
        {
            return (Value.Missing, DivisionByZero);
        }

        return Guarded(() => symbol switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            _ => left / right,
        });
    }

    /// <summary>Computes, and gives missing where the result does not fit a decimal.</summary>
    internal static (Value Value, string? Remark) Guarded(Func<decimal> compute)
    {
        try
        {
            return (Value.Of(compute()), null);
        }
        catch (OverflowException)
        {
            return (Value.Missing, Overflow);
        }
    }

    private TraceStep If(CallNode call)
    {
        var condition = Visit(call.Arguments[0]);
        if (condition.Value.IsMissing)
        {
            return Step(call, Value.Missing, [condition]);
        }

        var chosen = Visit(call.Arguments[condition.Value.Truth ? 1 : 2]);
        return Step(call, chosen.Value, [condition, chosen]);
    }

    private TraceStep Call(CallNode call)
    {
        var steps = call.Arguments.Select(Visit).ToList();
        var first = steps[0].Value;
        switch (call.Function)
        {
            case "ismissing":
                return Step(call, Value.Of(first.IsMissing), steps);
            case "count":
                return Step(call, Value.Of((decimal)steps.Count(s => !s.Value.IsMissing)), steps);
            case "coalesce":
                return Step(call, steps.Find(s => !s.Value.IsMissing)?.Value ?? Value.Missing, steps);
            case "has":
                return Step(call, first.IsMissing ? first : Value.Of(first.Text.Split(';').Contains(steps[1].Value.Text)), steps);
            case "round":
                var rounded = first.IsMissing ? first
                    : Value.Of(Decimals.Round(first.Number, (int)steps[1].Value.Number, environment.Rounding));
                return Step(call, rounded, steps);
            case "band":
                var band = first.IsMissing ? null : environment.Band(steps[1].Value.Text, first.Number);
                return Step(call, band is null ? Value.Missing : Value.Of(band), steps, band is null && !first.IsMissing ? OutsideBands
                    : null);
            default:
                var (value, remark) = Many(call.Function, steps.ConvertAll(s => s.Value));
                return Step(call, value, steps, remark);
        }
    }

    private (Value Value, string? Remark) Many(string function, List<Value> values)
    {
        var terms = function == "weighted"
            ? values.Chunk(2).Select(pair => (pair[0].NumberOrNull, pair[1].Number)).ToList()
            : values.ConvertAll(v => (v.NumberOrNull, 1m));
        if (function is "weighted" or "mean")
        {
            return Mean(terms, environment.Missing);
        }

        var known = terms.Where(t => t.Item1 is not null).Select(t => t.Item1!.Value).ToList();
        if (known.Count == 0 || (known.Count < terms.Count && environment.Missing == MissingRule.Propagate))
        {
            return (Value.Missing, null);
        }

        return Guarded(() => function switch
        {
            "min" => known.Min(),
            "max" => known.Max(),
            _ => known.Sum(),
        });
    }

    /// <summary>The weighted mean Σwx ÷ Σw over the known values, or missing by the rule.</summary>
    internal static (Value Value, string? Remark) Mean(IReadOnlyCollection<(decimal? Value, decimal Weight)> terms, MissingRule rule)
    {
        var known = terms.Where(t => t.Value is not null).ToList();
        if (known.Count == 0 || (known.Count < terms.Count && rule == MissingRule.Propagate))
        {
            return (Value.Missing, null);
        }

        var (weights, remark) = Guarded(() => known.Sum(t => t.Weight));
        return weights.IsMissing ? (weights, remark)
            : weights.Number == 0 ? (Value.Missing, DivisionByZero)
            : Guarded(() => known.Sum(t => t.Value!.Value * t.Weight) / weights.Number);
    }

    private TraceStep Step(Node node, Value value, IReadOnlyList<TraceStep> steps, string? remark = null) =>
        new(TraceKind.Operation, formula.Part(node), value, steps, remark);
}

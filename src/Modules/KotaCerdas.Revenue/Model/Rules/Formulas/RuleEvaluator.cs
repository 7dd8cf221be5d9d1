using KotaCerdas.Platform;
using KotaCerdas.Platform.Formulas;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>A number, a truth or a chosen row.</summary>
internal readonly record struct RuleValue(Fraction Number, bool Truth, string? Row)
{
    public static RuleValue Of(Fraction number) => new(number, false, null);

    public static RuleValue Of(bool truth) => new(default, truth, null);

    public static RuleValue Of(string row) => new(default, false, row);
}

/// <summary>Something a step was computed from.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Unit">Unit of a number, null for a choice or truth.</param>
/// <param name="Value">The value.</param>
/// <param name="Choice">Title of a chosen row, or null.</param>
/// <param name="Citation">The rule that gives it, null for what a person filled in or a step before.</param>
internal sealed record UsedValue(Bilingual Title, RuleUnit? Unit, RuleValue Value, Bilingual? Choice, Citation? Citation);

/// <summary>What a formula reads; a missing rule throws <see cref="RefusalException"/>.</summary>
/// <param name="Name">An input, parameter or earlier step.</param>
/// <param name="Cell">A figure of a table by table and row.</param>
internal sealed record RuleScope(Func<string, UsedValue> Name, Func<string, string, UsedValue> Cell);

/// <summary>Carries a refusal out of an evaluation; never leaves it.</summary>
internal sealed class RefusalException(Problem problem) : Exception(problem.Code)
{
    public Problem Problem { get; } = problem;
}

/// <summary>
/// Computes a checked formula exactly and remembers what it read, in the order of reading; of an <c>if</c> only the branch that counts.
/// Division by zero is refused; what does not fit throws <see cref="OverflowException"/>.
/// </summary>
internal sealed class RuleEvaluator(Formula formula, RuleScope scope)
{
    private readonly List<UsedValue> _used = [];

    public static (Fraction Value, IReadOnlyList<UsedValue> Used) Run(Formula formula, RuleScope scope)
    {
        var evaluator = new RuleEvaluator(formula, scope);
        return (evaluator.Visit(formula.Root).Number, evaluator._used);
    }

    private RuleValue Visit(Node node) => node switch
    {
        LiteralNode literal => Literal(literal),
        NameNode name => Use(scope.Name(name.Name)),
        UnaryNode { Operator: "not" } unary => RuleValue.Of(!Visit(unary.Operand).Truth),
        UnaryNode unary => RuleValue.Of(-Visit(unary.Operand).Number),
        BinaryNode binary => Binary(binary),
        CallNode call => Call(call),
        _ => throw new BugException($"Unknown part {node.GetType().Name}"),
    };

    private RuleValue Literal(LiteralNode literal)
    {
        switch (literal.Value.Kind)
        {
            case ValueKind.Truth:
                return RuleValue.Of(literal.Value.Truth);
            case ValueKind.Text:
                return RuleValue.Of(literal.Value.Text);
            default:
                Check.That(Fraction.TryParse(formula.Part(literal).Trim('(', ')', ' '), out var number));
                return RuleValue.Of(number);
        }
    }

    private RuleValue Use(UsedValue used)
    {
        if (!_used.Contains(used))
        {
            _used.Add(used);
        }

        return used.Value;
    }

    private RuleValue Binary(BinaryNode node)
    {
        var left = Visit(node.Left);

        // Settled by its left side, the right one is not read: a rule that is not needed may be missing.
        if ((node.Operator == "or" && left.Truth) || (node.Operator == "and" && !left.Truth))
        {
            return left;
        }

        var right = Visit(node.Right);
        return node.Operator switch
        {
            "and" or "or" => right,
            "+" => RuleValue.Of(left.Number + right.Number),
            "-" => RuleValue.Of(left.Number - right.Number),
            "*" => RuleValue.Of(left.Number * right.Number),
            "/" => right.Number.Above == 0
                ? throw new RefusalException(new("Revenue.Formula.DivisionByZero", null, formula.Part(node)))
                : RuleValue.Of(left.Number / right.Number),
            _ => RuleValue.Of(Compare(node.Operator, left, right)),
        };
    }

    private static bool Compare(string symbol, RuleValue left, RuleValue right)
    {
        if (left.Row is not null)
        {
            return string.Equals(left.Row, right.Row, StringComparison.Ordinal) == (symbol == "=");
        }

        var order = Fraction.Compare(left.Number, right.Number);
        order = order == 0 ? left.Truth.CompareTo(right.Truth) : order;
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

    private RuleValue Call(CallNode call)
    {
        switch (call.Function)
        {
            case "if":
                return Visit(call.Arguments[Visit(call.Arguments[0]).Truth ? 1 : 2]);
            case "table":
                var table = ((LiteralNode)call.Arguments[0]).Value.Text;
                return Use(scope.Cell(table, Visit(call.Arguments[1]).Row!));
            case "min" or "max":
                var sign = call.Function == "min" ? -1 : 1;
                return RuleValue.Of(call.Arguments.Select(a => Visit(a).Number)
                    .Aggregate((a, b) => Fraction.Compare(a, b) * sign >= 0 ? a : b));
            default:
                var mode = call.Function switch
                {
                    "down" => RoundingMode.Down,
                    "up" => RoundingMode.Up,
                    _ => RoundingMode.HalfUp,
                };
                var to = call.Arguments.Count == 2 ? (int)Visit(call.Arguments[1]).Number.Whole()!.Value : 1;
                return RuleValue.Of(new Rounding(mode, to).Apply(Visit(call.Arguments[0]).Number));
        }
    }
}

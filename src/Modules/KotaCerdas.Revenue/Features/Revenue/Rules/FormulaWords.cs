using KotaCerdas.Platform;
using KotaCerdas.Platform.Formulas;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>Writes a formula in words: titles for names, ordinary signs for operators.</summary>
internal sealed class FormulaWords(RuleSet set, string kind, Texts texts)
{
    private Formula _formula = null!;

    /// <summary>The words of a step's formula.</summary>
    public static string Of(RuleSet set, StepRule step, Texts texts)
    {
        var words = new FormulaWords(set, step.Kind, texts) { _formula = Parser.Parse(step.Formula).Formula! };
        return words.Visit(words._formula.Root, 0);
    }

    private string Visit(Node node, int outer) => node switch
    {
        LiteralNode literal => Literal(literal),
        NameNode name => Title(name.Name),
        UnaryNode { Operator: "not" } unary => texts["Revenue.Words.Not", Visit(unary.Operand, 9)],
        UnaryNode unary => "−" + Visit(unary.Operand, 9),
        BinaryNode binary => Binary(binary, outer),
        CallNode call => Call(call),
        _ => throw new BugException($"Unknown part {node.GetType().Name}"),
    };

    private string Literal(LiteralNode literal)
    {
        if (literal.Value.Kind != ValueKind.Number)
        {
            return literal.Value.Kind == ValueKind.Text ? RowTitle(literal.Value.Text) : literal.Value.ToString();
        }

        Check.That(Fraction.TryParse(_formula.Part(literal).Trim('(', ')', ' '), out var number));
        return RuleFigures.Show(number, RuleUnit.Count);
    }

    private string Binary(BinaryNode node, int outer)
    {
        var (sign, strength) = node.Operator switch
        {
            "*" => ("×", 4),
            "/" => ("÷", 4),
            "+" => ("+", 3),
            "-" => ("−", 3),
            "<=" => ("≤", 2),
            ">=" => ("≥", 2),
            "<>" => ("≠", 2),
            "and" => (texts["Revenue.Words.And"], 1),
            "or" => (texts["Revenue.Words.Or"], 1),
            _ => (node.Operator, 2),
        };

        // Behind a minus or a division the same strength needs brackets as well.
        var right = Visit(node.Right, node.Operator is "-" or "/" ? strength + 1 : strength);
        var words = $"{Visit(node.Left, strength)} {sign} {right}";
        return strength < outer ? $"({words})" : words;
    }

    private string Call(CallNode call)
    {
        string Words(int i) => Visit(call.Arguments[i], 0);
        return call.Function switch
        {
            "if" => texts["Revenue.Words.If", Words(0), Words(1), Words(2)],
            "table" => texts["Revenue.Words.Table", Words(1)],
            "min" => texts["Revenue.Words.Min", string.Join("; ", call.Arguments.Select(a => Visit(a, 0)))],
            "max" => texts["Revenue.Words.Max", string.Join("; ", call.Arguments.Select(a => Visit(a, 0)))],
            _ => texts["Revenue.Words.Rounded", Words(0)],
        };
    }

    private string Title(string name) =>
        set.Inputs.FirstOrDefault(i => i.Kind == kind && i.Name == name)?.Title.In()
        ?? set.Parameters.FirstOrDefault(p => p.Kind == kind && p.Name == name)?.Title.In()
        ?? set.Steps.FirstOrDefault(s => s.Kind == kind && s.Name == name)?.Title.In()
        ?? name;

    private string RowTitle(string row) => set.Cells.FirstOrDefault(c => c.Kind == kind && c.Row == row)?.Title.In() ?? row;
}

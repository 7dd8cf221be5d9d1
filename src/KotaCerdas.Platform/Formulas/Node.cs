using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Platform.Formulas;

/// <summary>A part of a formula. <paramref name="Start"/> and <paramref name="End"/> are offsets into its text.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">Behind the last character.</param>
public abstract record Node(int Start, int End);

/// <summary>A number, text or truth that is written in the formula.</summary>
public sealed record LiteralNode(int Start, int End, Value Value) : Node(Start, End);

/// <summary>A code whose value the language looks up.</summary>
public sealed record NameNode(int Start, int End, string Name) : Node(Start, End);

/// <summary><c>not</c> or a sign.</summary>
public sealed record UnaryNode(int Start, int End, string Operator, Node Operand) : Node(Start, End);

/// <summary>Arithmetic, comparison, <c>and</c>, <c>or</c>.</summary>
public sealed record BinaryNode(int Start, int End, string Operator, Node Left, Node Right) : Node(Start, End);

/// <summary>A function with its arguments; which functions there are the language says, not the parser.</summary>
public sealed record CallNode(int Start, int End, string Function, IReadOnlyList<Node> Arguments) : Node(Start, End);

/// <summary>A parsed formula with its text. Two languages share it: that of instruments and that of tariffs.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Root">The whole.</param>
public sealed record Formula(string Text, Node Root)
{
    /// <summary>The text of a part.</summary>
    public string Part(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return Text[node.Start..node.End];
    }

    /// <summary>Every code the formula refers to.</summary>
    public IEnumerable<string> Names() => Walk(Root).OfType<NameNode>().Select(n => n.Name).Distinct(StringComparer.Ordinal);

    /// <summary>Every part, depth first.</summary>
    public IEnumerable<Node> Parts() => Walk(Root);

    private static IEnumerable<Node> Walk(Node node)
    {
        yield return node;
        IReadOnlyList<Node> below = node switch
        {
            UnaryNode u => [u.Operand],
            BinaryNode b => [b.Left, b.Right],
            CallNode c => c.Arguments,
            _ => [],
        };
        foreach (var part in below.SelectMany(Walk))
        {
            yield return part;
        }
    }
}

/// <summary>Something wrong in a formula's text.</summary>
/// <param name="Code">Text key; its text takes sheet, row and column before the position.</param>
/// <param name="At">Position of the character, from 1.</param>
/// <param name="Args">Further details.</param>
public sealed record FormulaError(string Code, int At, params object[] Args);

/// <summary>Carries an error out of the parser; never leaves it.</summary>
internal sealed class FormulaException(FormulaError error) : Exception(error.Code)
{
    public FormulaError Error { get; } = error;
}

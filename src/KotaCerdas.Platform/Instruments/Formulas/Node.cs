namespace KotaCerdas.Platform.Instruments.Formulas;

/// <summary>A part of a formula. <paramref name="Start"/> and <paramref name="End"/> are offsets into its text.</summary>
internal abstract record Node(int Start, int End);

internal sealed record LiteralNode(int Start, int End, Value Value) : Node(Start, End);

internal sealed record NameNode(int Start, int End, string Name) : Node(Start, End);

internal sealed record UnaryNode(int Start, int End, string Operator, Node Operand) : Node(Start, End);

internal sealed record BinaryNode(int Start, int End, string Operator, Node Left, Node Right) : Node(Start, End);

internal sealed record CallNode(int Start, int End, string Function, IReadOnlyList<Node> Arguments) : Node(Start, End);

/// <summary>A parsed formula with its text.</summary>
internal sealed record Formula(string Text, Node Root)
{
    /// <summary>The text of a part.</summary>
    public string Part(Node node) => Text[node.Start..node.End];

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
/// <param name="Code">Text key.</param>
/// <param name="At">Position of the character, from 1.</param>
/// <param name="Args">Further details.</param>
internal sealed record FormulaError(string Code, int At, params object[] Args);

/// <summary>Carries an error out of the parser; never leaves it.</summary>
internal sealed class FormulaException(FormulaError error) : Exception(error.Code)
{
    public FormulaError Error { get; } = error;
}

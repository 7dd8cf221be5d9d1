using System.Globalization;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Platform.Formulas;

/// <summary>
/// Parses a formula: <c>or</c> binds weakest, then <c>and</c>, <c>not</c>, comparison, <c>+ -</c>, <c>* /</c>, sign. Depth and length are
/// bounded, so that neither parsing nor evaluation can run away.
/// </summary>
public sealed class Parser
{
    private static readonly string[] Comparisons = ["=", "<>", "!=", "<", "<=", ">", ">="];

    private readonly List<Token> _tokens;
    private int _next;
    private int _depth;

    private Parser(List<Token> tokens) => _tokens = tokens;

    private Token Current => _tokens[_next];

    private int LastEnd => _next == 0 ? 0 : _tokens[_next - 1].End;

    /// <summary>The formula, or what is wrong with the text and where.</summary>
    public static (Formula? Formula, FormulaError? Error) Parse(string text)
    {
        if (text.Length > InstrumentLimits.FormulaLength)
        {
            return (null, new("Platform.Instrument.Formula.TooLong", 1, InstrumentLimits.FormulaLength));
        }

        try
        {
            var parser = new Parser(Lexer.Read(text));
            var root = parser.Or();
            return parser.Current.Kind == TokenKind.End ? (new(text, root), null) : (null, parser.Unexpected());
        }
        catch (FormulaException problem)
        {
            return (null, problem.Error);
        }
    }

    private Node Or() => Chain(And, "or");

    private Node And() => Chain(Not, "and");

    private Node Sum() => Chain(Product, "+", "-");

    private Node Product() => Chain(Sign, "*", "/");

    private Node Chain(Func<Node> operand, params string[] operators)
    {
        var left = operand();
        while (Array.Exists(operators, Is))
        {
            var symbol = Take().Text;
            var right = operand();
            left = new BinaryNode(left.Start, right.End, symbol, left, right);
        }

        return left;
    }

    private Node Not() => Prefixed("not", Not, Comparison);

    private Node Sign() => Prefixed("-", Sign, Primary);

    private Node Prefixed(string symbol, Func<Node> again, Func<Node> otherwise)
    {
        if (!Is(symbol))
        {
            return otherwise();
        }

        var start = Take().Start;
        Deepen();
        var operand = again();
        _depth--;
        return new UnaryNode(start, operand.End, symbol, operand);
    }

    private Node Comparison()
    {
        var left = Sum();
        if (!Array.Exists(Comparisons, Is))
        {
            return left;
        }

        var symbol = Take().Text;
        var right = Sum();
        return new BinaryNode(left.Start, right.End, symbol == "!=" ? "<>" : symbol, left, right);
    }

    private Node Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number when decimal.TryParse(
                token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number):
                Take();
                return new LiteralNode(token.Start, token.End, Value.Of(number));
            case TokenKind.Text:
                Take();
                return new LiteralNode(token.Start, token.End, Value.Of(token.Text));
            case TokenKind.Name:
                Take();
                return Named(token);
            case TokenKind.Symbol when token.Text == "(":
                return Group();
            default:
                throw new FormulaException(Unexpected());
        }
    }

    private Node Named(Token name) => name.Text switch
    {
        _ when Is("(") => Call(name),
        "true" => new LiteralNode(name.Start, name.End, Value.Of(true)),
        "false" => new LiteralNode(name.Start, name.End, Value.Of(false)),
        "missing" => new LiteralNode(name.Start, name.End, Value.Missing),
        "and" or "or" or "not" => throw new FormulaException(new("Platform.Instrument.Formula.Unexpected", name.Start + 1, name.Text)),
        _ => new NameNode(name.Start, name.End, name.Text),
    };

    private Node Group()
    {
        var start = Take().Start;
        Deepen();
        var inner = Or();
        Expect(")");
        _depth--;
        return inner with { Start = start, End = LastEnd };
    }

    private CallNode Call(Token name)
    {
        Take();
        Deepen();
        var arguments = new List<Node>();
        if (!Is(")"))
        {
            arguments.Add(Or());
            while (Is(","))
            {
                Take();
                arguments.Add(Or());
            }
        }

        Expect(")");
        _depth--;
        return new(name.Start, LastEnd, name.Text, arguments);
    }

    private bool Is(string text) => Current.Kind is TokenKind.Symbol or TokenKind.Name && Current.Text == text;

    private Token Take() => _tokens[_next++];

    private void Expect(string symbol)
    {
        if (!Is(symbol))
        {
            throw new FormulaException(Unexpected());
        }

        Take();
    }

    private void Deepen()
    {
        if (++_depth > InstrumentLimits.FormulaDepth)
        {
            throw new FormulaException(new("Platform.Instrument.Formula.TooDeep", Current.Start + 1, InstrumentLimits.FormulaDepth));
        }
    }

    private FormulaError Unexpected() => Current.Kind == TokenKind.End
        ? new("Platform.Instrument.Formula.Incomplete", Current.Start + 1)
        : new("Platform.Instrument.Formula.Unexpected", Current.Start + 1, Current.Text);
}

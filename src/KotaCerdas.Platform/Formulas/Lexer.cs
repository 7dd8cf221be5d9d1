using System.Globalization;

namespace KotaCerdas.Platform.Formulas;

internal enum TokenKind
{
    Number,
    Text,
    Name,
    Symbol,
    End,
}

internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End);

/// <summary>Cuts a formula into tokens.</summary>
internal static class Lexer
{
    private static readonly string[] Symbols = ["<=", ">=", "<>", "!=", "+", "-", "*", "/", "<", ">", "=", "(", ")", ","];

    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = Next(text, at);
            tokens.Add(token);
            at = token.End;
        }

        tokens.Add(new(TokenKind.End, "", text.Length, text.Length));
        return tokens;
    }

    private static Token Next(string text, int at)
    {
        if (char.IsAsciiDigit(text[at]))
        {
            return Number(text, at);
        }

        if (char.IsAsciiLetter(text[at]))
        {
            var end = Run(text, at, c => char.IsAsciiLetterOrDigit(c) || c == '_');
            return new(TokenKind.Name, text[at..end], at, end);
        }

        if (text[at] == '"')
        {
            var close = text.IndexOf('"', at + 1);
            return close < 0
                ? throw new FormulaException(new("Platform.Instrument.Formula.OpenText", at + 1))
                : new(TokenKind.Text, text[(at + 1)..close], at, close + 1);
        }

        var symbol = Array.Find(Symbols, s => string.CompareOrdinal(text, at, s, 0, s.Length) == 0)
            ?? throw new FormulaException(
                new("Platform.Instrument.Formula.BadCharacter", at + 1, text[at].ToString(CultureInfo.InvariantCulture)));
        return new(TokenKind.Symbol, symbol, at, at + symbol.Length);
    }

    private static Token Number(string text, int at)
    {
        var end = Run(text, at, char.IsAsciiDigit);
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end = Run(text, end + 1, char.IsAsciiDigit);
        }

        return new(TokenKind.Number, text[at..end], at, end);
    }

    private static int Run(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return at;
    }
}

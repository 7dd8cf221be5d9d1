using System.Globalization;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>Reads the values of one row of <c>VALUES (…)</c>: texts, numbers, null, dates, and texts that are put together.</summary>
internal sealed class DumpValues(DumpBytes bytes, DumpLexer lexer, DumpRow row)
{
    private string _table = string.Empty;

    /// <summary>Reads a row with its brackets.</summary>
    public void Read(string table)
    {
        _table = table;
        var next = lexer.SkipBlank();
        row.Begin(bytes.Line);
        if (next != '(')
        {
            throw new DumpException(bytes.Line, "Form", table);
        }

        do
        {
            bytes.Take();
            row.BeginValue();
            Value();
            row.EndValue();
        }
        while (lexer.SkipBlank() == ',');
        if (bytes.Take() != ')')
        {
            throw new DumpException(row.Line, "Open");
        }
    }

    private void Value()
    {
        Operand();
        while (true)
        {
            switch (lexer.SkipBlank())
            {
                case ',' or ')' or DumpBytes.End:
                    return;
                case '|' when bytes.PeekSecond() == '|':
                    bytes.Take();
                    bytes.Take();
                    lexer.SkipBlank();
                    Operand();
                    break;
                case ':' when bytes.PeekSecond() == ':':
                    PassType();
                    break;
                default:
                    PassExpression();
                    return;
            }
        }
    }

    /// <summary>A text, a number, a word with a meaning, or the beginning of something else.</summary>
    private void Operand()
    {
        var next = lexer.SkipBlank();
        if (next == '\'')
        {
            lexer.Quotation();
            Closed();
        }
        else if (next is (>= '0' and <= '9') or '-' or '+' or '.')
        {
            Number();
        }
        else if (lexer.Word() is { Length: > 0 } word)
        {
            Meaning(word);
        }
        else if (next is ',' or ')')
        {
            throw new DumpException(row.Line, "Form", _table);
        }
        else
        {
            row.MarkExpression();
        }
    }

    private void Number()
    {
        // A sign stands at the beginning or behind the E of an exponent; elsewhere it is a sum, which is no number.
        var before = (int)'E';
        while (bytes.Peek() is (>= '0' and <= '9') or '.' or 'e' or 'E' || (bytes.Peek() is '-' or '+' && before is 'e' or 'E'))
        {
            var next = bytes.Take();
            if (next != '+')
            {
                row.Add(next);
            }

            before = next;
        }
    }

    private void Meaning(string word)
    {
        if (lexer.Prefixed(word))
        {
            Closed();
            return;
        }

        switch (word)
        {
            case "null" or "default":
                break;
            case "true" or "false":
                row.Add(word);
                break;
            case "date" or "timestamp" when lexer.SkipBlank() == '\'':
            case ['_', ..] when lexer.SkipBlank() == '\'':
                lexer.Quotation();
                Closed();
                break;
            case "to_date" or "to_timestamp" when lexer.SkipBlank() == '(':
                Date();
                break;
            case "chr" or "char" when lexer.SkipBlank() == '(':
                Character();
                break;
            default:
                row.MarkExpression();
                row.Add(word);
                break;
        }
    }

    /// <summary>Behind a text nothing but the next value may stand, or the text ended too early.</summary>
    private void Closed()
    {
        if (lexer.SkipBlank() is not (',' or ')' or '|' or ':' or DumpBytes.End))
        {
            throw new DumpException(row.Line, "Quote", _table);
        }
    }

    /// <summary><c>to_date('31-08-23','DD-MM-RR')</c> becomes 2023-08-31.</summary>
    private void Date()
    {
        bytes.Take();
        var parts = new List<string>();
        do
        {
            if (lexer.SkipBlank() != '\'')
            {
                row.MarkExpression();
                break;
            }

            lexer.Quotation();
            parts.Add(row.Sofar());
            row.Clear();
            if (lexer.SkipBlank() != ',')
            {
                break;
            }

            bytes.Take();
        }
        while (true);
        if (parts.Count == 0 || bytes.Peek() != ')')
        {
            row.MarkExpression();
            row.Add("to_date");
            PassExpression(1);
            return;
        }

        bytes.Take();
        var text = parts[0].Trim();
        if (parts.Count == 1 || text.Length == 0)
        {
            row.Add(text);
        }
        else if (DumpDates.Read(text, parts[1]) is { } day)
        {
            row.Add(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        else
        {
            row.MarkExpression();
            row.Add($"{text} {parts[1]}");
        }
    }

    /// <summary><c>chr(10)</c> as tools write what a line cannot hold.</summary>
    private void Character()
    {
        bytes.Take();
        var code = 0;
        while (lexer.SkipBlank() is >= '0' and <= '9' and var digit)
        {
            bytes.Take();
            code = Math.Min(128, (code * 10) + digit - '0');
        }

        if (code is > 0 and < 128 && bytes.Peek() == ')')
        {
            bytes.Take();
            row.Add(code);
            return;
        }

        row.MarkExpression();
        row.Add("chr");
        PassExpression(1);
    }

    /// <summary><c>::character varying(30)</c> of PostgreSQL.</summary>
    private void PassType()
    {
        bytes.Take();
        bytes.Take();
        PassOver(0);
    }

    private void PassExpression(int depth = 0)
    {
        row.MarkExpression();
        PassOver(depth);
    }

    /// <summary>To the comma or bracket behind the value.</summary>
    private void PassOver(int depth)
    {
        var into = lexer.Into;
        lexer.Into = null;
        while (true)
        {
            var next = lexer.SkipBlank();
            if (next == DumpBytes.End || (depth == 0 && next is (',' or ')')))
            {
                break;
            }

            depth += next == '(' ? 1 : next == ')' ? -1 : 0;
            if (next is '\'' or '"' or '`')
            {
                lexer.Quotation();
            }
            else if (lexer.Word().Length == 0)
            {
                bytes.Take();
            }
        }

        lexer.Into = into;
    }
}

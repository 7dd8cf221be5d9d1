namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>Passes over the statements of a dump that hold no rows of wanted tables.</summary>
internal sealed class DumpSkipper(DumpBytes bytes, DumpLexer lexer)
{
    private static readonly HashSet<string> NotColumns = new(StringComparer.Ordinal)
    {
        "constraint", "primary", "unique", "key", "index", "foreign", "check", "fulltext", "spatial", "exclude", "like", "supplemental",
        "period",
    };

    private bool _inserts;

    /// <summary>True where the word INSERT was passed and its statement begins; once.</summary>
    public bool TakeInsert()
    {
        var inserts = _inserts;
        _inserts = false;
        return inserts;
    }

    /// <summary>The word INSERT was passed.</summary>
    public void Inserts() => _inserts = true;

    /// <summary>
    /// Passes the rest of a statement. A line that begins with INSERT begins another, so that no row is lost where a semicolon is
    /// missing.
    /// </summary>
    /// <param name="toLineEnd">True where the statement may also end with its line.</param>
    /// <returns>How many lists in brackets stood behind VALUES.</returns>
    public long Skip(bool toLineEnd = false)
    {
        var (depth, rows, values) = (0, 0L, false);
        while (true)
        {
            if (toLineEnd && bytes.Peek() is '\n')
            {
                return rows;
            }

            var next = toLineEnd ? bytes.Peek() : lexer.SkipBlank();
            switch (next)
            {
                case DumpBytes.End:
                    return rows;
                case ';':
                    bytes.Take();
                    return rows;
                case '(':
                    rows += values && depth == 0 ? 1 : 0;
                    depth++;
                    bytes.Take();
                    continue;
                case ')':
                    depth--;
                    bytes.Take();
                    continue;
            }

            var begins = bytes.AtLineStart;
            var word = Piece();
            values |= word is "values" or "value";
            if (begins && word == "insert")
            {
                _inserts = true;
                return rows;
            }
        }
    }

    /// <summary>Passes a word, a text or any other mark.</summary>
    /// <returns>The word, or nothing.</returns>
    public string Piece()
    {
        switch (bytes.Peek())
        {
            case '\'' or '"' or '`':
                lexer.Quotation();
                return string.Empty;
            case '$':
                lexer.Dollar();
                return string.Empty;
        }

        var word = lexer.Word();
        if (word.Length == 0)
        {
            bytes.Take();
        }
        else if (lexer.Prefixed(word))
        {
            return string.Empty;
        }

        return word;
    }

    /// <summary>Passes CREATE with what it creates, or up to the word TABLE.</summary>
    /// <returns>True where it creates a table, whose name is next.</returns>
    public bool Creates(int line)
    {
        while (lexer.SkipBlank() is not (DumpBytes.End or ';'))
        {
            switch (Piece())
            {
                case "table":
                    return true;
                case "trigger" or "function" or "procedure" or "package" or "type":
                    Block(line, anonymous: false);
                    return false;
                case "index" or "view" or "sequence" or "schema" or "user" or "database" or "rule" or "synonym" or "extension":
                    Skip();
                    return false;
            }
        }

        return false;
    }

    /// <summary>Columns of CREATE TABLE, whose name was passed; none where it is made of a query.</summary>
    public IReadOnlyList<string> Columns()
    {
        var columns = new List<string>();
        if (lexer.SkipBlank() != '(')
        {
            return columns;
        }

        do
        {
            bytes.Take();
            var quoted = lexer.SkipBlank() is '"' or '`' or '[';
            var column = lexer.Part();
            if (column.Length > 0 && (quoted || !NotColumns.Contains(column)))
            {
                columns.Add(column);
            }

            Definition();
        }
        while (bytes.Peek() == ',');
        return columns;
    }

    /// <summary>To the comma or bracket behind a column.</summary>
    private void Definition()
    {
        var depth = 0;
        while (true)
        {
            var next = lexer.SkipBlank();
            if (next is DumpBytes.End or ';' || (depth == 0 && next is (',' or ')')))
            {
                return;
            }

            depth += next == '(' ? 1 : next == ')' ? -1 : 0;
            Piece();
        }
    }

    /// <summary>
    /// Passes a trigger or function: to its semicolon, or where it has a body of statements to the line with nothing but a slash, as
    /// Oracle ends it. A body that never ends is refused, because rows would be lost in it; so is a block without a name that inserts.
    /// </summary>
    public void Block(int line, bool anonymous)
    {
        var body = anonymous;
        while (true)
        {
            var next = lexer.SkipBlank();
            var begins = bytes.AtLineStart;
            switch (next)
            {
                case DumpBytes.End when body:
                    throw new DumpException(line, "Block");
                case DumpBytes.End:
                    return;
                case ';' when !body:
                    bytes.Take();
                    return;
                case '/' when begins && bytes.PeekSecond() is '\n' or '\r' or DumpBytes.End:
                    bytes.Take();
                    return;
            }

            var word = Piece();
            body |= word is "begin" or "declare";
            if (anonymous && word == "insert")
            {
                throw new DumpException(line, "Block");
            }
        }
    }

    /// <summary>BEGIN of a transaction, or of a block of Oracle.</summary>
    public void Begin(int line)
    {
        switch (lexer.Word())
        {
            case "transaction" or "work":
                Skip();
                break;
            case "insert":
                throw new DumpException(line, "Block");
            default:
                Block(line, anonymous: true);
                break;
        }
    }

    /// <summary>Passes what stands between two changes of MySQL's delimiter: triggers and the like.</summary>
    public void Delimiter()
    {
        var line = bytes.Line;
        if (IsBack())
        {
            return;
        }

        while (bytes.Peek() != DumpBytes.End)
        {
            bytes.SkipLine();
            if (lexer.SkipBlank() is 'd' or 'D' && bytes.AtLineStart && lexer.Word() == "delimiter" && IsBack())
            {
                return;
            }
        }

        throw new DumpException(line, "Block");
    }

    /// <summary>True where the semicolon is the delimiter again.</summary>
    private bool IsBack()
    {
        if (lexer.SkipBlank() != ';' || bytes.PeekSecond() is not ('\n' or '\r' or DumpBytes.End))
        {
            return false;
        }

        bytes.SkipLine();
        return true;
    }
}

using System.Text;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>
/// The marks of SQL in a dump: blanks and comments, names, texts. Whether a backslash escapes in a text is found in the dump: MySQL and
/// MariaDB write backticks, comments with an exclamation mark, or their name in a comment.
/// </summary>
internal sealed class DumpLexer(DumpBytes bytes)
{
    private const int MostName = 128;
    private const int MostWords = 1_000;

    private static readonly string[] WithBackslashes = ["mysql", "mariadb", "phpmyadmin"];

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly char[] _word = new char[MostName];
    private bool _backslashes;

    /// <summary>What is read of a text goes here; null passes it over.</summary>
    public DumpRow? Into { get; set; }

    /// <summary>Passes blanks and comments.</summary>
    /// <returns>The next byte.</returns>
    public int SkipBlank()
    {
        while (true)
        {
            var next = bytes.Peek();
            if (next is ' ' or '\t' or '\r' or '\n' or '\f' or '\v')
            {
                bytes.Take();
            }
            else if (next == '-' && bytes.PeekSecond() == '-')
            {
                LineComment();
            }
            else if (next == '/' && bytes.PeekSecond() == '*')
            {
                Comment();
            }
            else
            {
                return next;
            }
        }
    }

    /// <summary>A word without quotation marks, in small letters; empty where none begins.</summary>
    public string Word()
    {
        var length = 0;
        while (IsWord(bytes.Peek(), length > 0))
        {
            var letter = char.ToLowerInvariant((char)bytes.Take());
            if (length < MostName)
            {
                _word[length++] = letter;
            }
        }

        // The same few words come again and again; each is made once.
        var word = _word.AsSpan(0, length);
        if (_words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var known))
        {
            return known;
        }

        var made = word.ToString();
        if (_words.Count < MostWords)
        {
            _words.Add(made);
        }

        return made;
    }

    /// <summary>The last part of a name such as <c>pbb."SPPT"</c>, in small letters; empty where none begins.</summary>
    public string Name()
    {
        var name = Part();
        while (SkipBlank() == '.')
        {
            bytes.Take();
            SkipBlank();
            name = Part();
        }

        return name;
    }

    /// <summary>One part of a name, with or without quotation marks.</summary>
    public string Part()
    {
        var open = bytes.Peek();
        return open is '"' or '`' or '[' ? Quoted(open == '[' ? ']' : open) : Word();
    }

    /// <summary>Passes a text or quoted name that begins here; a text goes into <see cref="Into"/>.</summary>
    public void Quotation(bool backslashes = false)
    {
        if (bytes.Peek() == '\'')
        {
            Text(backslashes);
        }
        else
        {
            Quoted(bytes.Peek());
        }
    }

    /// <summary>Passes what stands in quotation marks behind a word such as <c>N</c> or <c>E</c>, if the word opens a text.</summary>
    /// <returns>True where it does.</returns>
    public bool Prefixed(string word)
    {
        if (bytes.Peek() != '\'')
        {
            return false;
        }

        switch (word)
        {
            case "n":
                Text(false);
                return true;
            case "e":
                Text(true);
                return true;
            case "q" or "nq":
                Delimited();
                return true;
            default:
                return false;
        }
    }

    /// <summary>Passes a text between dollar signs, as functions of PostgreSQL stand in; or the one sign.</summary>
    public void Dollar()
    {
        var line = bytes.Line;
        bytes.Take();
        var tag = Tag();
        if (bytes.Peek() != '$')
        {
            return;
        }

        bytes.Take();
        while (true)
        {
            switch (bytes.Take())
            {
                case DumpBytes.End:
                    throw new DumpException(line, "Open");
                case '$' when Tag() == tag && bytes.Peek() == '$':
                    bytes.Take();
                    return;
            }
        }
    }

    private static bool IsWord(int next, bool inside) =>
        next is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or >= 128 || (inside && next is (>= '0' and <= '9') or '#' or '$');

    /// <summary>What stands between two dollar signs; often nothing.</summary>
    private string Tag()
    {
        var tag = new StringBuilder();
        while (bytes.Peek() is not '$' && IsWord(bytes.Peek(), tag.Length > 0) && tag.Length < MostName)
        {
            tag.Append((char)bytes.Take());
        }

        return tag.ToString();
    }

    private void LineComment()
    {
        var text = new StringBuilder();
        while (bytes.Peek() is not ('\n' or DumpBytes.End))
        {
            var letter = (char)bytes.Take();
            if (text.Length < MostName)
            {
                text.Append(letter);
            }
        }

        var said = text.ToString();
        _backslashes |= WithBackslashes.Any(n => said.Contains(n, StringComparison.OrdinalIgnoreCase));
    }

    private void Comment()
    {
        var line = bytes.Line;
        bytes.Take();
        bytes.Take();
        _backslashes |= bytes.Peek() == '!' || (bytes.Peek() == 'M' && bytes.PeekSecond() == '!');
        while (true)
        {
            switch (bytes.Take())
            {
                case DumpBytes.End:
                    throw new DumpException(line, "Open");
                case '*' when bytes.Peek() == '/':
                    bytes.Take();
                    return;
            }
        }
    }

    private string Quoted(int close)
    {
        var line = bytes.Line;
        bytes.Take();
        _backslashes |= close == '`';
        var name = new List<byte>();
        while (true)
        {
            var next = bytes.Take();
            if (next == DumpBytes.End)
            {
                throw new DumpException(line, "Open");
            }

            if (next == close && bytes.Peek() != close)
            {
                return Encoding.UTF8.GetString([.. name]).Trim().ToLowerInvariant();
            }

            if (next == close)
            {
                bytes.Take();
            }

            if (name.Count < MostName)
            {
                name.Add((byte)next);
            }
        }
    }

    private void Text(bool backslashes)
    {
        var line = bytes.Line;
        bytes.Take();
        while (true)
        {
            var next = bytes.Take();
            switch (next)
            {
                case DumpBytes.End:
                    throw new DumpException(line, "Open");
                case '\'' when bytes.Peek() != '\'':
                    return;
                case '\'':
                    bytes.Take();
                    break;
                case '\\' when backslashes || _backslashes:
                    next = Escaped(bytes.Take());
                    break;
            }

            if (next == DumpBytes.End)
            {
                throw new DumpException(line, "Open");
            }

            Into?.Add(next);
        }
    }

    private static int Escaped(int letter) => letter switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\b',
        '0' => 0,
        'Z' => 26,
        _ => letter,
    };

    /// <summary><c>q'[…]'</c> of Oracle: the text ends at the counterpart of its first mark and the quotation mark.</summary>
    private void Delimited()
    {
        var line = bytes.Line;
        bytes.Take();
        var close = bytes.Take() switch { '[' => ']', '(' => ')', '{' => '}', '<' => '>', var other => other };
        while (true)
        {
            var next = bytes.Take();
            if (next == DumpBytes.End)
            {
                throw new DumpException(line, "Open");
            }

            if (next == close && bytes.Peek() == '\'')
            {
                bytes.Take();
                return;
            }

            Into?.Add(next);
        }
    }
}

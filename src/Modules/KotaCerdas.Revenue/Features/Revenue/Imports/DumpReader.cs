using System.Collections.Frozen;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>
/// Walks a dump in SQL row by row: <c>INSERT … VALUES</c> as the tools of Oracle, MySQL and PostgreSQL write it, and <c>COPY … FROM
/// stdin</c> of pg_dump. Of other tables and statements nothing is kept but how many rows each table had.
/// </summary>
internal sealed class DumpReader
{
    private const int MostSkipped = 1_000;

    private static readonly HashSet<string> Modifiers = new(StringComparer.Ordinal)
    {
        "ignore", "low_priority", "high_priority", "delayed", "into",
    };

    private readonly DumpBytes _bytes;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _wanted;
    private readonly IReadOnlyDictionary<string, int> _optional;
    private readonly DumpRow _row = new();
    private readonly DumpLexer _lexer;
    private readonly DumpSkipper _skipper;
    private readonly DumpValues _values;
    private readonly DumpCopy _copy;
    private readonly Dictionary<string, IReadOnlyList<string>> _created = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private State _state;
    private string[]? _columns;
    private int[] _places = [];
    private bool _all;

    /// <summary>Begins before the first statement.</summary>
    /// <param name="bytes">The dump.</param>
    /// <param name="wanted">Tables whose rows are read, by name, with the columns that are wanted of each.</param>
    /// <param name="optional">How many of the last columns of a table may be missing.</param>
    public DumpReader(
        DumpBytes bytes, IReadOnlyDictionary<string, IReadOnlyList<string>> wanted, IReadOnlyDictionary<string, int>? optional = null)
    {
        (_bytes, _wanted, _lexer, _optional) = (bytes, wanted, new(bytes), optional ?? FrozenDictionary<string, int>.Empty);
        (_skipper, _values, _copy) = (new(bytes, _lexer), new(bytes, _lexer, _row), new(bytes, _row));
    }

    private enum State
    {
        Statements,
        Values,
        AfterValues,
        Copy,
    }

    /// <summary>Table of the row.</summary>
    public string Table { get; private set; } = string.Empty;

    /// <summary>Line in which the row begins.</summary>
    public int Line => _row.Line;

    /// <summary>Wanted tables that the dump creates, with rows or without.</summary>
    public IReadOnlyCollection<string> Created => _created.Keys;

    /// <summary>Tables that are not wanted, with their rows.</summary>
    public IReadOnlyDictionary<string, long> Skipped => _skipped;

    /// <summary>True where the row has a wanted column.</summary>
    public bool Has(int column) => _places[column] >= 0;

    /// <summary>Trimmed UTF-8 of a wanted column, by its place among them; empty where the row is null or lacks it.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => Has(column) ? _row.Bytes(_places[column]) : default;

    /// <summary>Moves to the next row of a wanted table.</summary>
    /// <exception cref="DumpException">The dump is broken here.</exception>
    public bool Next()
    {
        while (true)
        {
            switch (_state)
            {
                case State.Values:
                    _lexer.Into = _row;
                    _values.Read(Table);
                    _lexer.Into = null;
                    _state = State.AfterValues;
                    Judge();
                    return true;
                case State.AfterValues:
                    AfterValues();
                    break;
                case State.Copy when _copy.Read():
                    Judge();
                    return true;
                case State.Copy:
                    _state = State.Statements;
                    break;
                default:
                    if (!Statement())
                    {
                        return false;
                    }

                    break;
            }
        }
    }

    /// <summary>The row has as many values as the table has columns, and each wanted one can be read.</summary>
    private void Judge()
    {
        var columns = _wanted[Table];
        if (_columns is null)
        {
            // Without any list of columns only the order that the guide names can be meant, with the optional ones or without any of them.
            if (_row.Count != columns.Count && _row.Count != Needed(columns))
            {
                throw new DumpException(Line, "NoColumns", Table, columns.Count, _row.Count);
            }

            (_columns, _places) = ([.. columns.Take(_row.Count)], [.. columns.Select((_, i) => i < _row.Count ? i : -1)]);
        }

        if (_row.Count != _columns.Length)
        {
            throw new DumpException(Line, "Values", Table, _columns.Length, _row.Count);
        }

        for (var i = 0; i < _places.Length; i++)
        {
            if (_places[i] >= 0 && _row.IsExpression(_places[i]))
            {
                throw new DumpException(Line, "Expression", Table, columns[i], _row.Shown(_places[i]));
            }
        }
    }

    /// <summary>Passes a statement, or goes into one that has rows.</summary>
    /// <returns>False at the end of the dump.</returns>
    private bool Statement()
    {
        if (_skipper.TakeInsert())
        {
            Insert();
            return true;
        }

        switch (_lexer.SkipBlank())
        {
            case DumpBytes.End:
                return false;
            case ';' or '/':
                _bytes.Take();
                return true;
            case '\\' or '@' or '#':
                _bytes.SkipLine();
                return true;
        }

        var line = _bytes.Line;
        switch (_lexer.Word())
        {
            case "insert" or "replace":
                Insert();
                break;
            case "copy":
                Copy();
                break;
            case "create" when _skipper.Creates(line):
                CreateTable();
                break;
            case "create":
                break;
            case "begin" when _lexer.SkipBlank() != ';':
                _skipper.Begin(line);
                break;
            case "declare":
                _skipper.Block(line, anonymous: true);
                break;
            case "rem" or "remark" or "prompt" or "spool" or "whenever" or "go":
                _bytes.SkipLine();
                break;
            case "delimiter":
                _skipper.Delimiter();
                break;
            case "set":
                _skipper.Skip(toLineEnd: true);
                break;
            default:
                _skipper.Skip();
                break;
        }

        return true;
    }

    private void Insert()
    {
        _lexer.SkipBlank();
        var name = _lexer.Name();
        _all = name == "all";
        while (Modifiers.Contains(name) || name == "all")
        {
            _lexer.SkipBlank();
            name = _lexer.Name();
        }

        Target(name);
    }

    /// <summary>The table of an INSERT with its columns, up to the first row.</summary>
    private void Target(string name)
    {
        var line = _bytes.Line;
        if (!_wanted.ContainsKey(name))
        {
            _state = State.Statements;
            Pass(name, _skipper.Skip());
            return;
        }

        (Table, _columns) = (name, _created.TryGetValue(name, out var created) ? [.. created] : null);
        if (_lexer.SkipBlank() == '(')
        {
            _columns = Columns();
        }

        _lexer.SkipBlank();
        var word = _lexer.Word();
        while (word is "overriding" or "system" or "user" or "value")
        {
            if (word == "value" && _lexer.SkipBlank() == '(')
            {
                break;
            }

            _lexer.SkipBlank();
            word = _lexer.Word();
        }

        if (word is not ("values" or "value"))
        {
            throw new DumpException(line, "Form", name);
        }

        Place(line);
        _state = State.Values;
    }

    private string[] Columns()
    {
        var columns = new List<string>();
        do
        {
            _bytes.Take();
            _lexer.SkipBlank();
            columns.Add(_lexer.Name());
        }
        while (_lexer.SkipBlank() == ',');
        if (_bytes.Take() != ')')
        {
            throw new DumpException(_bytes.Line, "Form", Table);
        }

        return [.. columns];
    }

    private void Place(int line)
    {
        if (_columns is null)
        {
            return;
        }

        var columns = _wanted[Table];
        _places = [.. columns.Select(c => Array.IndexOf(_columns, c))];
        var missing = columns.Take(Needed(columns)).Where((_, i) => _places[i] < 0).ToList();
        if (missing.Count > 0)
        {
            throw new DumpException(line, "Columns", Table, string.Join(", ", missing));
        }
    }

    private int Needed(IReadOnlyList<string> columns) => columns.Count - _optional.GetValueOrDefault(Table);

    /// <summary>Another row, another table of the same INSERT ALL, or the end of the statement.</summary>
    private void AfterValues()
    {
        var next = _lexer.SkipBlank();
        if (next is ',' or ';')
        {
            _bytes.Take();
        }

        _state = next == ',' ? State.Values : State.Statements;
        if (next is ',' or ';' or DumpBytes.End)
        {
            return;
        }

        switch (_lexer.Word())
        {
            case "into" when _all:
                _lexer.SkipBlank();
                Target(_lexer.Name());
                break;
            case "on" or "returning" or "as" or "select":
                _skipper.Skip();
                break;
            case "insert":
                _skipper.Inserts();
                break;
            case "go":
                break;
            default:
                throw new DumpException(Line, "Tail", Table);
        }
    }

    private void Copy()
    {
        var line = _bytes.Line;
        if (_lexer.SkipBlank() == '(')
        {
            _skipper.Skip();
            return;
        }

        var name = _lexer.Name();
        (Table, _columns) = (name, _created.TryGetValue(name, out var created) ? [.. created] : null);
        if (_lexer.SkipBlank() == '(')
        {
            _columns = Columns();
        }

        _lexer.SkipBlank();
        var from = _lexer.Word() == "from";
        _lexer.SkipBlank();
        var known = _wanted.ContainsKey(name);
        var here = from && _lexer.Word() == "stdin";
        if (known && from && (!here || _lexer.SkipBlank() != ';'))
        {
            throw new DumpException(line, "Form", name);
        }

        _skipper.Skip();
        if (!here)
        {
            return;
        }

        _bytes.SkipLine();
        _copy.Begin(line);
        if (known)
        {
            Place(line);
            _state = State.Copy;
            return;
        }

        Pass(name, _copy.Skip());
    }

    private void CreateTable()
    {
        _lexer.SkipBlank();
        var name = _lexer.Name();
        while (name is "if" or "not" or "exists")
        {
            _lexer.SkipBlank();
            name = _lexer.Name();
        }

        if (_wanted.ContainsKey(name) && _skipper.Columns() is { Count: > 0 } columns)
        {
            _created[name] = columns;
        }

        _skipper.Skip();
    }

    private void Pass(string table, long rows)
    {
        if (table.Length > 0 && (_skipped.Count < MostSkipped || _skipped.ContainsKey(table)))
        {
            _skipped[table] = _skipped.GetValueOrDefault(table) + rows;
        }
    }
}

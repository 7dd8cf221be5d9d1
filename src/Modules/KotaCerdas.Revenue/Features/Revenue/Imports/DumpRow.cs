using System.Text;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>
/// The values of the row that a dump stands at. There is one such object for all rows: what it gives is valid until the next row.
/// </summary>
internal sealed class DumpRow
{
    private const int Most = 1 << 20;
    private const int MostShown = 40;

    private readonly List<(int Start, bool Expression)> _values = [];
    private byte[] _bytes = new byte[4096];
    private int _length;
    private bool _expression;
    private int _start;

    /// <summary>Line in which the row begins.</summary>
    public int Line { get; private set; }

    public int Count => _values.Count;

    /// <summary>Begins the next row.</summary>
    public void Begin(int line)
    {
        _values.Clear();
        (Line, _length) = (line, 0);
        BeginValue();
    }

    public void BeginValue() => (_start, _expression) = (_length, false);

    /// <summary>The value is nothing that can be read, such as a call of a function.</summary>
    public void MarkExpression() => _expression = true;

    public void EndValue() => _values.Add((_start, _expression));

    /// <summary>Adds a byte to the value.</summary>
    public void Add(int letter)
    {
        if (letter == 0)
        {
            throw new DumpException(Line, "Binary");
        }

        if (_length == Most)
        {
            throw new DumpException(Line, "TooLong");
        }

        if (_length == _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(Most, _length * 2));
        }

        _bytes[_length++] = (byte)letter;
    }

    public void Add(string text)
    {
        foreach (var letter in Encoding.UTF8.GetBytes(text))
        {
            Add(letter);
        }
    }

    /// <summary>What the value holds so far.</summary>
    public string Sofar() => Encoding.UTF8.GetString(_bytes, _start, _length - _start);

    /// <summary>Takes back what the value holds.</summary>
    public void Clear() => _length = _start;

    /// <summary>A value without blanks around it; empty where the row is null there.</summary>
    public ReadOnlySpan<byte> Bytes(int place)
    {
        var end = place + 1 < _values.Count ? _values[place + 1].Start : _length;
        return _bytes.AsSpan(_values[place].Start, end - _values[place].Start).Trim(" \t\r\n\f\v"u8);
    }

    public bool IsExpression(int place) => _values[place].Expression;

    /// <summary>The beginning of a value, for a sentence.</summary>
    public string Shown(int place)
    {
        var text = Encoding.UTF8.GetString(Bytes(place));
        return text.Length <= MostShown ? text : text[..MostShown];
    }
}

using System.Text;

namespace KotaCerdas.Documents.Signatures;

/// <summary>
/// Reads values one after the other. Strict where two readers could understand a file differently (a key twice in one dictionary), and
/// bounded everywhere: depth, number of elements, length of a token.
/// </summary>
/// <param name="data">What is read.</param>
/// <param name="position">Where reading starts.</param>
/// <param name="inFile">Whether positions are places in the file; not so inside of an object stream.</param>
internal sealed class PdfLexer(ReadOnlyMemory<byte> data, int position, bool inFile = true)
{
    private const int MaxDepth = 64;
    private const int MaxItems = 1_000_000;
    private const int MaxToken = 127;

    public int Position { get; private set; } = position;

    public int Peek(int ahead = 0) => Position + ahead < data.Length ? data.Span[Position + ahead] : -1;

    public static bool IsSpace(int c) => c is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsRegular(int c) =>
        c >= 0 && !IsSpace(c) && c is not ('(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '/' or '%');

    public void SkipSpace()
    {
        var span = data.Span;
        while (Position < span.Length)
        {
            if (span[Position] == '%')
            {
                var rest = span[Position..].IndexOfAny((byte)10, (byte)13);
                Position = rest < 0 ? span.Length : Position + rest;
            }
            else if (IsSpace(span[Position]))
            {
                Position++;
            }
            else
            {
                return;
            }
        }
    }

    public void Skip(int count) => Position += count;

    public PdfValue ReadValue(int depth = 0)
    {
        Require(depth <= MaxDepth, "nested too deeply");
        SkipSpace();
        return Peek() switch
        {
            '/' => ReadName(),
            '(' => ReadLiteral(),
            '<' when Peek(1) == '<' => ReadDictionary(depth),
            '<' => ReadHex(),
            '[' => ReadArray(depth),
            '+' or '-' or '.' or (>= '0' and <= '9') => ReadNumberOrReference(),
            _ => ReadKeywordValue(),
        };
    }

    /// <summary>A word of regular characters; empty where none stands here.</summary>
    public string ReadToken()
    {
        SkipSpace();
        var start = Position;
        while (IsRegular(Peek()))
        {
            Position++;
        }

        Require(Position - start <= MaxToken, "a word is too long");
        return Encoding.Latin1.GetString(data.Span[start..Position]);
    }

    public void Expect(string keyword) => Require(ReadToken() == keyword, $"{keyword} expected");

    public int ReadWhole()
    {
        var whole = new PdfNumber(ReadToken()).Whole;
        Require(whole is >= 0, "a whole number expected");
        return whole.GetValueOrDefault();
    }

    /// <summary>Whether the word stands here; it is passed then.</summary>
    public bool Passes(string keyword)
    {
        var start = Position;
        if (ReadToken() == keyword)
        {
            return true;
        }

        Position = start;
        return false;
    }

    /// <summary>The bytes of a stream whose length is known; the position is behind the word <c>stream</c>.</summary>
    public ReadOnlyMemory<byte> ReadStreamBytes(int length)
    {
        if (Peek() == 13)
        {
            Position++;
        }

        Require(Peek() == 10, "a line must end behind the word stream");
        Position++;
        Require(length <= data.Length - Position, "a stream is longer than the file");
        var bytes = data.Slice(Position, length);
        Position += length;
        Expect("endstream");
        return bytes;
    }

    private PdfValue ReadKeywordValue()
    {
        var word = ReadToken();
        return word switch
        {
            "true" => new PdfBoolean(true),
            "false" => new PdfBoolean(false),
            "null" => PdfNull.Value,
            _ => throw new PdfFormatException("a value expected"),
        };
    }

    private PdfValue ReadNumberOrReference()
    {
        var number = new PdfNumber(ReadToken());
        Require(number.Real is not null, "a number expected");
        if (number.Whole is not > 0)
        {
            return number;
        }

        var behind = Position;
        SkipSpace();
        if (Peek() is >= '0' and <= '9' && new PdfNumber(ReadToken()).Whole is int generation and >= 0 and <= 65535 && Passes("R"))
        {
            return new PdfReference(number.Whole.Value, generation);
        }

        Position = behind;
        return number;
    }

    private PdfName ReadName()
    {
        Position++;
        var name = new StringBuilder();
        while (IsRegular(Peek()))
        {
            var c = Peek();
            if (c == '#')
            {
                Require(Digit(Peek(1)) >= 0 && Digit(Peek(2)) >= 0, "a name is escaped wrongly");
                c = (Digit(Peek(1)) << 4) | Digit(Peek(2));
                Position += 2;
            }

            name.Append((char)c);
            Position++;
        }

        Require(name.Length <= MaxToken, "a name is too long");
        return new PdfName(name.ToString());
    }

    private PdfText ReadHex()
    {
        var start = Position++;
        var bytes = new List<byte>();
        var high = -1;
        for (; Peek() != '>'; Position++)
        {
            if (IsSpace(Peek()))
            {
                continue;
            }

            var digit = Digit(Peek());
            Require(digit >= 0, "a string in digits is broken");
            if (high < 0)
            {
                high = digit;
            }
            else
            {
                bytes.Add((byte)((high << 4) | digit));
                high = -1;
            }
        }

        if (high >= 0)
        {
            bytes.Add((byte)(high << 4));
        }

        Position++;
        return new PdfText([.. bytes], inFile ? start : -1, inFile ? Position : -1, hex: true);
    }

    private PdfText ReadLiteral()
    {
        var start = Position++;
        var bytes = new List<byte>();
        for (var open = 1; ;)
        {
            var c = Peek();
            Require(c >= 0, "a string does not end");
            Position++;
            if (c == '\\')
            {
                ReadEscape(bytes);
                continue;
            }

            open += c switch { '(' => 1, ')' => -1, _ => 0 };
            if (open == 0)
            {
                return new PdfText([.. bytes], inFile ? start : -1, inFile ? Position : -1);
            }

            bytes.Add((byte)c);
        }
    }

    private void ReadEscape(List<byte> bytes)
    {
        var c = Peek();
        Require(c >= 0, "a string does not end");
        Position++;
        if (c is >= '0' and <= '7')
        {
            var value = c - '0';
            for (var more = 0; more < 2 && Peek() is >= '0' and <= '7'; more++)
            {
                value = (value << 3) | (Peek() - '0');
                Position++;
            }

            bytes.Add((byte)value);
        }
        else if (c == 13)
        {
            Position += Peek() == 10 ? 1 : 0;
        }
        else if (c != 10)
        {
            bytes.Add((byte)(c switch { 'n' => 10, 'r' => 13, 't' => 9, 'b' => 8, 'f' => 12, _ => c }));
        }
    }

    private PdfArray ReadArray(int depth)
    {
        Position++;
        var items = new List<PdfValue>();
        for (SkipSpace(); Peek() != ']'; SkipSpace())
        {
            Require(items.Count < MaxItems, "an array is too long");
            items.Add(ReadValue(depth + 1));
        }

        Position++;
        return new PdfArray(items);
    }

    private PdfDictionary ReadDictionary(int depth)
    {
        Position += 2;
        var entries = new Dictionary<string, PdfValue>();
        for (SkipSpace(); Peek() != '>'; SkipSpace())
        {
            Require(Peek() == '/' && entries.Count < MaxItems, "a key expected");
            var key = ReadName().Value;
            Require(entries.TryAdd(key, ReadValue(depth + 1)), "a key stands twice");
        }

        Require(Peek(1) == '>', "a dictionary does not end");
        Position += 2;
        return new PdfDictionary(entries);
    }

    private static int Digit(int c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new PdfFormatException(what);
        }
    }
}

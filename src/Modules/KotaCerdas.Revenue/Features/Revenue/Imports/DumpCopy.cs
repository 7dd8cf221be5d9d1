namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>Reads the rows behind <c>COPY … FROM stdin</c>: values with tabs between them, up to a line with <c>\.</c>.</summary>
internal sealed class DumpCopy(DumpBytes bytes, DumpRow row)
{
    private int _line;

    /// <summary>Begins with the line behind the statement.</summary>
    /// <param name="line">Line of the statement.</param>
    public void Begin(int line) => _line = line;

    /// <summary>Reads the next row; false behind the last.</summary>
    public bool Read()
    {
        if (Ends())
        {
            return false;
        }

        row.Begin(bytes.Line);
        while (true)
        {
            var next = bytes.Take();
            switch (next)
            {
                case '\t':
                    row.EndValue();
                    row.BeginValue();
                    break;
                case '\n' or DumpBytes.End:
                    row.EndValue();
                    return true;
                case '\r' when bytes.Peek() == '\n':
                    break;
                case '\\' when bytes.Peek() == 'N':
                    bytes.Take();
                    break;
                case '\\':
                    row.Add(Escaped());
                    break;
                default:
                    row.Add(next);
                    break;
            }
        }
    }

    /// <summary>Passes all rows.</summary>
    /// <returns>How many there were.</returns>
    public long Skip()
    {
        long rows = 0;
        for (; !Ends(); rows++)
        {
            bytes.SkipLine();
        }

        return rows;
    }

    /// <summary>True at the end of the rows, which is passed; a dump that ends before it was cut off.</summary>
    private bool Ends()
    {
        if (bytes.Peek() == DumpBytes.End)
        {
            throw new DumpException(_line, "Open");
        }

        if (bytes.Peek() != '\\' || bytes.PeekSecond() != '.')
        {
            return false;
        }

        bytes.SkipLine();
        return true;
    }

    private int Escaped()
    {
        var letter = bytes.Take();
        return letter switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            >= '0' and <= '7' => Number(letter - '0', 8, 2),
            'x' when IsDigit(bytes.Peek(), 16) => Number(0, 16, 2),
            DumpBytes.End => throw new DumpException(row.Line, "Open"),
            _ => letter,
        };
    }

    /// <summary>A byte by its number: up to three octal digits, or two hexadecimal ones.</summary>
    private int Number(int first, int radix, int more)
    {
        var number = first;
        for (; more > 0 && IsDigit(bytes.Peek(), radix); more--)
        {
            var digit = bytes.Take();
            number = (number * radix) + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return number & 0xFF;
    }

    private static bool IsDigit(int letter, int radix) => radix == 8
        ? letter is >= '0' and <= '7'
        : letter is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}

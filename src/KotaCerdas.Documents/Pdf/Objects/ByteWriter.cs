using System.Buffers.Text;
using System.Text;

namespace KotaCerdas.Documents.Pdf;

/// <summary>A growing buffer that knows how PDF writes its basic objects (ISO 32000-1, 7.3). Numbers never follow a culture.</summary>
internal sealed class ByteWriter(int capacity)
{
    private byte[] _bytes = new byte[capacity];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public ByteWriter Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Count += bytes.Length;
        return this;
    }

    public ByteWriter Ascii(string text)
    {
        Count += Encoding.ASCII.GetBytes(text, Room(text.Length));
        return this;
    }

    public ByteWriter Integer(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var written);
        Count += written;
        return this;
    }

    /// <summary>A number with at most two decimals, followed by nothing.</summary>
    public ByteWriter Number(double value)
    {
        var hundredths = (long)Math.Round(value * 100, MidpointRounding.AwayFromZero);
        if (hundredths < 0)
        {
            Raw("-"u8);
            hundredths = -hundredths;
        }

        Integer(hundredths / 100);
        var rest = (int)(hundredths % 100);
        if (rest == 0)
        {
            return this;
        }

        var room = Room(3);
        room[0] = (byte)'.';
        room[1] = (byte)('0' + (rest / 10));
        room[2] = (byte)('0' + (rest % 10));
        Count += rest % 10 == 0 ? 2 : 3;
        return this;
    }

    /// <summary>A number with five decimals, for scales: a page is a thousand times as wide as a module of a QR code.</summary>
    public ByteWriter Exact(double value) => Ascii(value.ToString("0.#####", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Numbers with a space after each.</summary>
    public ByteWriter Numbers(params ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            Number(value).Raw(" "u8);
        }

        return this;
    }

    /// <summary>An indirect reference.</summary>
    public ByteWriter Ref(int id) => Integer(id).Raw(" 0 R"u8);

    /// <summary>A text string: plain where it is printable ASCII, UTF-16 with its mark elsewhere (7.9.2.2).</summary>
    public ByteWriter Text(string text)
    {
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            Raw("<FEFF"u8);
            foreach (var letter in text)
            {
                Hex(letter);
            }

            return Raw(">"u8);
        }

        Raw("("u8);
        foreach (var letter in text)
        {
            Escaped((byte)letter);
        }

        return Raw(")"u8);
    }

    /// <summary>Four hexadecimal digits.</summary>
    public ByteWriter Hex(int value)
    {
        var room = Room(4);
        for (var i = 0; i < 4; i++)
        {
            room[i] = "0123456789ABCDEF"u8[(value >> (12 - (4 * i))) & 15];
        }

        Count += 4;
        return this;
    }

    /// <summary>A two-byte code inside a literal string.</summary>
    public void Code(int code)
    {
        Escaped((byte)(code >> 8));
        Escaped((byte)code);
    }

    private void Escaped(byte value)
    {
        var room = Room(2);
        switch (value)
        {
            case (byte)'(' or (byte)')' or (byte)'\\':
                room[0] = (byte)'\\';
                room[1] = value;
                Count += 2;
                break;
            case (byte)'\r':
                room[0] = (byte)'\\';
                room[1] = (byte)'r';
                Count += 2;
                break;
            default:
                room[0] = value;
                Count++;
                break;
        }
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - Count < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Count + length));
        }

        return _bytes.AsSpan(Count);
    }
}

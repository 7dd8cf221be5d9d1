using System.Globalization;

namespace KotaCerdas.Documents.Signatures;

/// <summary>A value as ISO 32000-1 section 7.3 knows it.</summary>
internal abstract class PdfValue;

internal sealed class PdfNull : PdfValue
{
    public static readonly PdfNull Value = new();
}

internal sealed class PdfBoolean(bool value) : PdfValue
{
    public bool Value { get; } = value;
}

/// <summary>A number as it was written: a copy must not lose digits.</summary>
internal sealed class PdfNumber(string raw) : PdfValue
{
    public PdfNumber(long value)
        : this(value.ToString(CultureInfo.InvariantCulture))
    {
    }

    public string Raw { get; } = raw;

    public int? Whole => int.TryParse(Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    public double? Real => double.TryParse(Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : null;
}

/// <summary>A string. Start and end are its place in the file, from the opening delimiter to behind the closing one.</summary>
internal sealed class PdfText(byte[] bytes, int start = -1, int end = -1, bool hex = false) : PdfValue
{
    public byte[] Bytes { get; } = bytes;

    public int Start { get; } = start;

    public int End { get; } = end;

    public bool IsHex { get; } = hex;

    public string Decoded => Bytes is [0xFE, 0xFF, ..]
        ? System.Text.Encoding.BigEndianUnicode.GetString(Bytes, 2, Bytes.Length - 2)
        : System.Text.Encoding.Latin1.GetString(Bytes);
}

internal sealed class PdfName(string value) : PdfValue
{
    public string Value { get; } = value;
}

internal sealed class PdfArray(IReadOnlyList<PdfValue> items) : PdfValue
{
    public IReadOnlyList<PdfValue> Items { get; } = items;
}

internal sealed class PdfDictionary(IReadOnlyDictionary<string, PdfValue> entries) : PdfValue
{
    public static readonly PdfDictionary Empty = new(new Dictionary<string, PdfValue>());

    public IReadOnlyDictionary<string, PdfValue> Entries { get; } = entries;

    public PdfValue this[string key] => Entries.GetValueOrDefault(key, PdfNull.Value);

    public bool Has(string key) => Entries.TryGetValue(key, out var value) && value is not PdfNull;

    public string? Name(string key) => (this[key] as PdfName)?.Value;

    public PdfDictionary With(string key, PdfValue value) => new(new Dictionary<string, PdfValue>(Entries) { [key] = value });
}

internal sealed class PdfReference(int number, int generation) : PdfValue
{
    public int Number { get; } = number;

    public int Generation { get; } = generation;
}

internal sealed class PdfStream(PdfDictionary dictionary, ReadOnlyMemory<byte> raw) : PdfValue
{
    public PdfDictionary Dictionary { get; } = dictionary;

    public ReadOnlyMemory<byte> Raw { get; } = raw;
}

/// <summary>The file is not what the reader understands. Caught at the edge of the kernel; no caller outside sees it.</summary>
internal sealed class PdfFormatException(string message) : Exception(message);

using System.Text;

namespace KotaCerdas.Documents.Signatures;

/// <summary>
/// Writes a value as bytes, the keys of dictionaries in order, so that equal values give equal bytes: the validator compares revisions by
/// them.
/// </summary>
internal static class PdfSerializer
{
    public static byte[] Bytes(PdfValue value)
    {
        using var result = new MemoryStream();
        Write(result, value);
        return result.ToArray();
    }

    public static bool Same(PdfValue one, PdfValue other) => Bytes(one).AsSpan().SequenceEqual(Bytes(other));

    public static void Write(Stream to, PdfValue value)
    {
        switch (value)
        {
            case PdfNull: to.Write("null"u8); break;
            case PdfBoolean boolean: to.Write(boolean.Value ? "true"u8 : "false"u8); break;
            case PdfNumber number: Ascii(to, number.Raw); break;
            case PdfName name: WriteName(to, name.Value); break;
            case PdfText text: Ascii(to, $"<{Convert.ToHexString(text.Bytes)}>"); break;
            case PdfReference reference: Ascii(to, $"{reference.Number} {reference.Generation} R"); break;
            case PdfArray array: WriteArray(to, array); break;
            case PdfDictionary dictionary: WriteDictionary(to, dictionary); break;
            case PdfStream stream: WriteStream(to, stream); break;
            default: throw new InvalidOperationException($"No way to write {value.GetType().Name}");
        }
    }

    public static void Ascii(Stream to, string text) => to.Write(Encoding.Latin1.GetBytes(text));

    private static void WriteArray(Stream to, PdfArray array)
    {
        to.WriteByte((byte)'[');
        for (var i = 0; i < array.Items.Count; i++)
        {
            if (i > 0)
            {
                to.WriteByte((byte)' ');
            }

            Write(to, array.Items[i]);
        }

        to.WriteByte((byte)']');
    }

    private static void WriteDictionary(Stream to, PdfDictionary dictionary)
    {
        to.Write("<<"u8);
        foreach (var (key, value) in dictionary.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            to.WriteByte((byte)' ');
            WriteName(to, key);
            to.WriteByte((byte)' ');
            Write(to, value);
        }

        to.Write(" >>"u8);
    }

    private static void WriteStream(Stream to, PdfStream stream)
    {
        WriteDictionary(to, stream.Dictionary.With("Length", new PdfNumber(stream.Raw.Length)));
        to.Write("\nstream\n"u8);
        to.Write(stream.Raw.Span);
        to.Write("\nendstream"u8);
    }

    private static void WriteName(Stream to, string name)
    {
        to.WriteByte((byte)'/');
        foreach (var c in name)
        {
            if (c is > ' ' and < '\u007f' and not ('#' or '/' or '(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '%'))
            {
                to.WriteByte((byte)c);
            }
            else
            {
                Ascii(to, $"#{(int)c:X2}");
            }
        }
    }
}

namespace KotaCerdas.Documents.Signatures;

/// <summary>
/// What of a file a signature covers: everything from the first byte to the end of its revision, but for the digits of the signature
/// itself. Any other range leaves room for content that nobody signed.
/// </summary>
/// <param name="HoleStart">Where the digits start.</param>
/// <param name="HoleEnd">Where they end.</param>
/// <param name="End">End of the revision.</param>
/// <param name="Message">The signature, without the zeros behind it.</param>
internal sealed record SignedRange(int HoleStart, int HoleEnd, int End, byte[] Message)
{
    /// <summary>The range, or null where it is not exactly that.</summary>
    public static SignedRange? Of(PdfFile file, PdfDictionary signature)
    {
        if (file.Resolve(signature["ByteRange"]) is not PdfArray { Items.Count: 4 } ranges
            || signature["Contents"] is not PdfText { IsHex: true, Start: > 0 } contents)
        {
            return null;
        }

        var numbers = ranges.Items.Select(i => (i as PdfNumber)?.Whole ?? -1).ToArray();
        var end = (long)numbers[2] + numbers[3];
        if (numbers[0] != 0 || numbers[1] != contents.Start || numbers[2] != contents.End || numbers[3] <= 0 || end > file.Bytes.Length
            || contents.End - contents.Start != (2 * contents.Bytes.Length) + 2)
        {
            return null;
        }

        return MessageOf(contents.Bytes) is { } message ? new SignedRange(contents.Start, contents.End, (int)end, message) : null;
    }

    public byte[] Content(ReadOnlyMemory<byte> file) => [.. file.Span[..HoleStart], .. file.Span[HoleEnd..End]];

    /// <summary>One encoded value and zeros behind it; anything else behind it is refused.</summary>
    private static byte[]? MessageOf(byte[] contents)
    {
        try
        {
            System.Formats.Asn1.AsnDecoder.ReadEncodedValue(
                contents, System.Formats.Asn1.AsnEncodingRules.BER, out _, out _, out var length);
            return contents.AsSpan(length).ContainsAnyExcept((byte)0) ? null : contents[..length];
        }
        catch (System.Formats.Asn1.AsnContentException)
        {
            return null;
        }
    }
}

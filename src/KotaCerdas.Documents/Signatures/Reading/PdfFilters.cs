using System.IO.Compression;

namespace KotaCerdas.Documents.Signatures;

/// <summary>Undoes Flate compression and its predictors (ISO 32000-1 section 7.4.4), up to a limit.</summary>
internal static class PdfFilters
{
    private const int MaxRow = 1 << 20;

    public static byte[] Decode(PdfStream stream, Func<PdfValue, PdfValue> resolve, int limit)
    {
        var filters = Several(resolve(stream.Dictionary["Filter"]));
        var parameters = Several(resolve(stream.Dictionary["DecodeParms"]));
        var content = stream.Raw.ToArray();
        for (var i = 0; i < filters.Count; i++)
        {
            if (i > 3 || resolve(filters[i]) is not PdfName { Value: "FlateDecode" or "Fl" })
            {
                throw new PdfFormatException("a filter that this reader does not know");
            }

            content = Inflate(content, limit);
            if (i < parameters.Count && resolve(parameters[i]) is PdfDictionary parameter)
            {
                content = Unpredict(content, parameter);
            }
        }

        return content;
    }

    private static IReadOnlyList<PdfValue> Several(PdfValue value) => value switch
    {
        PdfNull => [],
        PdfArray array => array.Items,
        _ => [value],
    };

    private static byte[] Inflate(byte[] content, int limit)
    {
        using var inflater = new ZLibStream(new MemoryStream(content), CompressionMode.Decompress);
        using var result = new MemoryStream();
        var buffer = new byte[16384];
        try
        {
            for (int read; (read = inflater.Read(buffer)) > 0;)
            {
                result.Write(buffer, 0, read);
                if (result.Length > limit)
                {
                    throw new PdfFormatException("a stream grows too large");
                }
            }
        }
        catch (InvalidDataException)
        {
            throw new PdfFormatException("a stream is not compressed as it says");
        }

        return result.ToArray();
    }

    private static byte[] Unpredict(byte[] content, PdfDictionary parameters)
    {
        int Number(string key, int otherwise) => parameters[key] is PdfNumber { Whole: int whole } ? whole : otherwise;
        var predictor = Number("Predictor", 1);
        if (predictor == 1)
        {
            return content;
        }

        var (columns, colours, bits) = (Number("Columns", 1), Number("Colors", 1), Number("BitsPerComponent", 8));
        if (predictor < 10 || columns is < 1 or > MaxRow || colours is < 1 or > 4 || bits != 8)
        {
            throw new PdfFormatException("a predictor that this reader does not know");
        }

        return UnpredictRows(content, columns * colours, colours);
    }

    /// <summary>The filters of PNG rows: each row starts with the filter's number.</summary>
    private static byte[] UnpredictRows(byte[] content, int row, int pixel)
    {
        var rows = content.Length / (row + 1);
        var result = new byte[rows * row];
        for (var y = 0; y < rows; y++)
        {
            var filter = content[y * (row + 1)];
            if (filter > 4)
            {
                throw new PdfFormatException("a row is filtered in an unknown way");
            }

            for (var x = 0; x < row; x++)
            {
                var at = (y * row) + x;
                var left = x >= pixel ? result[at - pixel] : 0;
                var up = y > 0 ? result[at - row] : 0;
                var corner = x >= pixel && y > 0 ? result[at - row - pixel] : 0;
                var guess = filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 };
                result[at] = (byte)(content[(y * (row + 1)) + 1 + x] + guess);
            }
        }

        return result;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}

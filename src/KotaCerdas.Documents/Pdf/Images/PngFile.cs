using System.Buffers.Binary;
using System.IO.Compression;

namespace KotaCerdas.Documents.Pdf;

/// <summary>The parts of a PNG file (ISO/IEC 15948) that a PDF takes over.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Depth">Bits per sample.</param>
/// <param name="Colours">Samples of colour per pixel.</param>
/// <param name="HasAlpha">A sample of opacity follows the colours.</param>
/// <param name="Palette">Red, green and blue of each entry, or null.</param>
/// <param name="Rows">Filtered rows, compressed with zlib.</param>
internal sealed record PngFile(int Width, int Height, int Depth, int Colours, bool HasAlpha, byte[]? Palette, byte[] Rows)
{
    private const int Signature = 8;
    private const int MostPixels = 50_000_000;

    public static PngFile Read(ReadOnlySpan<byte> file)
    {
        var header = file.Slice(Signature + 8, 13);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        var (depth, kind, interlaced) = (header[8], header[9], header[12] != 0);
        if (interlaced || depth == 16 || width <= 0 || height <= 0 || (long)width * height > MostPixels)
        {
            throw new InvalidDataException("Interlaced, 16-bit and very large PNG pictures cannot be printed");
        }

        byte[]? palette = null;
        var rows = new MemoryStream();
        for (var at = Signature; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            var content = file.Slice(at + 8, length);
            var type = file.Slice(at + 4, 4);
            palette = type.SequenceEqual("PLTE"u8) ? content.ToArray() : palette;
            if (type.SequenceEqual("IDAT"u8))
            {
                rows.Write(content);
            }

            at += length + 12;
        }

        var (colours, alpha) = kind switch
        {
            0 => (1, false),
            2 => (3, false),
            3 when palette is not null => (1, false),
            4 => (1, true),
            6 => (3, true),
            _ => throw new InvalidDataException("The picture is damaged"),
        };
        return new PngFile(width, height, depth, colours, alpha, kind == 3 ? palette : null, rows.ToArray());
    }
}

/// <summary>Undoes the row filters of a picture with opacity and parts colours from opacity, which PDF keeps in two images.</summary>
internal static class PngPixels
{
    /// <summary>Colours and opacity, each 8 bits per sample and compressed with zlib.</summary>
    public static (byte[] Colour, byte[] Alpha) Split(PngFile png)
    {
        using var packed = new ZLibStream(new MemoryStream(png.Rows), CompressionMode.Decompress);
        using var colour = new MemoryStream();
        using var alpha = new MemoryStream();
        using (var toColour = new ZLibStream(colour, CompressionLevel.Optimal, leaveOpen: true))
        using (var toAlpha = new ZLibStream(alpha, CompressionLevel.Optimal, leaveOpen: true))
        {
            var pixel = png.Colours + 1;
            var before = new byte[png.Width * pixel];
            var row = new byte[png.Width * pixel];
            for (var y = 0; y < png.Height; y++)
            {
                var filter = packed.ReadByte();
                packed.ReadExactly(row);
                Unfilter(filter, row, before, pixel);
                for (var x = 0; x < row.Length; x += pixel)
                {
                    toColour.Write(row, x, png.Colours);
                    toAlpha.WriteByte(row[x + png.Colours]);
                }

                (before, row) = (row, before);
            }
        }

        return (colour.ToArray(), alpha.ToArray());
    }

    /// <summary>The five filters of clause 9.2.</summary>
    private static void Unfilter(int filter, byte[] row, byte[] above, int pixel)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var left = i >= pixel ? row[i - pixel] : 0;
            var corner = i >= pixel ? above[i - pixel] : 0;
            row[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                4 => Paeth(left, above[i], corner),
                _ => throw new InvalidDataException("The picture is damaged"),
            });
        }
    }

    private static int Paeth(int left, int above, int corner)
    {
        var (a, b, c) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - (2 * corner)));
        return a <= b && a <= c ? left : b <= c ? above : corner;
    }
}

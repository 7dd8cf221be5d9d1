using System.Buffers.Binary;

namespace KotaCerdas.Documents.Pdf;

/// <summary>A picture as a PDF stores it. JPEG stays as it is; of PNG the compressed rows are taken over where the format allows.</summary>
public sealed class PdfImage
{
    private PdfImage(int width, int height, string entries, byte[] data)
    {
        (Width, Height, Entries, Data) = (width, height, entries, data);
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>How opaque each pixel is, or null where all are.</summary>
    internal PdfImage? Mask { get; private init; }

    /// <summary>Colour space, depth and filter.</summary>
    internal string Entries { get; }

    internal byte[] Data { get; }

    /// <summary>Reads a JPEG or PNG file.</summary>
    /// <exception cref="InvalidDataException">Neither, damaged, or of a form that cannot be printed: interlaced or 16-bit PNG.</exception>
    public static PdfImage Read(byte[] file)
    {
        try
        {
            return file.AsSpan() switch
            {
                [0xFF, 0xD8, 0xFF, ..] => Jpeg(file),
                [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => Png(file),
                _ => throw new InvalidDataException("Neither JPEG nor PNG"),
            };
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or EndOfStreamException)
        {
            throw new InvalidDataException("The picture is damaged", e);
        }
    }

    /// <summary>Seeks the frame header, which tells size and number of colours (ITU-T T.81, B.2.2).</summary>
    private static PdfImage Jpeg(byte[] file)
    {
        var at = 2;
        while (true)
        {
            var segment = file.AsSpan()[at..];
            var marker = segment[1];
            if (segment[0] != 0xFF)
            {
                throw new InvalidDataException("The picture is damaged");
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                var colours = segment[9] switch
                {
                    1 => "/DeviceGray",
                    3 => "/DeviceRGB",
                    _ => throw new InvalidDataException("Only grey and RGB pictures can be printed"),
                };
                return new PdfImage(
                    BinaryPrimitives.ReadUInt16BigEndian(segment[7..]), BinaryPrimitives.ReadUInt16BigEndian(segment[5..]),
                    $"/ColorSpace{colours}/BitsPerComponent {segment[4]}/Filter/DCTDecode", file);
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
        }
    }

    private static PdfImage Png(byte[] file)
    {
        var png = PngFile.Read(file);
        if (png.HasAlpha)
        {
            var (colour, alpha) = PngPixels.Split(png);
            var space = png.Colours == 1 ? "/DeviceGray" : "/DeviceRGB";
            return new PdfImage(png.Width, png.Height, $"/ColorSpace{space}/BitsPerComponent 8/Filter/FlateDecode", colour)
            {
                Mask = new PdfImage(png.Width, png.Height, "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode", alpha),
            };
        }

        var palette = png.Palette is { } entries
            ? $"[/Indexed/DeviceRGB {(entries.Length / 3) - 1}<{Convert.ToHexString(entries)}>]"
            : png.Colours == 1 ? "/DeviceGray" : "/DeviceRGB";
        return new PdfImage(
            png.Width, png.Height, $"/ColorSpace{palette}/BitsPerComponent {png.Depth}/Filter/FlateDecode"
                + $"/DecodeParms<</Predictor 15/Colors {png.Colours}/BitsPerComponent {png.Depth}/Columns {png.Width}>>", png.Rows);
    }
}

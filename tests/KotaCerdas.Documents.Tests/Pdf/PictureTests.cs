using System.Buffers.Binary;
using System.IO.Compression;
using KotaCerdas.Documents.Pdf;

namespace KotaCerdas.Documents.Tests.Pdf;

public sealed class PictureTests
{
    private const int Side = 40;

    [Theory]
    [InlineData(0, 1, "gray")]
    [InlineData(2, 3, "rgb")]
    public void An_opaque_png_is_drawn(byte kind, int samples, string colours)
    {
        var dark = PdfImage.Read(Png(kind, samples, (_, _, _) => 0));
        var bytes = Sample.Pdf(p => p.Picture(dark, 100, "Kotak"));
        Assert.Matches($@"image +{Side} +{Side} +{colours} +{samples} +8 +image", Poppler.Images(bytes));
        Assert.InRange(Poppler.Ink(bytes), 9_500, 10_600);
    }

    [Fact]
    public void Opacity_becomes_a_mask_and_a_clear_picture_leaves_the_page_white()
    {
        var clear = PdfImage.Read(Png(6, 4, (_, _, _) => 0));
        var bytes = Sample.Pdf(p => p.Picture(clear, 100, "Kotak"));
        Assert.Contains("smask", Poppler.Images(bytes), StringComparison.Ordinal);
        Assert.Equal(0, Poppler.Ink(bytes));
        Assert.InRange(Poppler.Ink(Sample.Pdf(p => p.Picture(PdfImage.Read(Png(6, 4, (_, _, s) => s == 3 ? 255 : 0)), 100, "Kotak"))),
            9_500, 10_600);
    }

    [Fact]
    public void Every_row_filter_is_undone()
    {
        static int Sample(int x, int y, int s) => ((x * 7) + (y * 13) + (s * 31)) & 255;
        var (colour, alpha) = PngPixels.Split(PngFile.Read(Png(6, 4, Sample)));
        var colours = Unpacked(colour);
        var opacities = Unpacked(alpha);
        for (var i = 0; i < Side * Side; i++)
        {
            Assert.Equal(Sample(i % Side, i / Side, 2), colours[(i * 3) + 2]);
            Assert.Equal(Sample(i % Side, i / Side, 3), opacities[i]);
        }
    }

    [Fact]
    public void A_picture_used_twice_is_stored_once()
    {
        var picture = PdfImage.Read(Png(0, 1, (_, _, _) => 0));
        var once = Sample.Pdf(p => p.Picture(picture, 50, "Kotak")).Length;
        var twice = Sample.Pdf(p =>
        {
            p.Picture(picture, 50, "Kotak");
            p.Picture(picture, 50, "Kotak");
        }).Length;
        Assert.InRange(twice - once, 1, 400);
    }

    [Fact]
    public void Damaged_and_foreign_files_are_refused()
    {
        var png = Png(0, 1, (_, _, _) => 0);
        Assert.Throws<InvalidDataException>(() => PdfImage.Read("GIF89a"u8.ToArray()));
        Assert.Throws<InvalidDataException>(() => PdfImage.Read(png[..40]));
        Assert.Throws<InvalidDataException>(() => PdfImage.Read([0xFF, 0xD8, 0xFF, 0xE0]));
    }

    [Fact]
    public void A_jpeg_is_taken_over_as_it_is()
    {
        byte[] jpeg =
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 17, 8, 0, 30, 0, 20, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xFF, 0xD9,
        ];
        var picture = PdfImage.Read(jpeg);
        Assert.Equal((20, 30), (picture.Width, picture.Height));
        Assert.Contains("/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", picture.Entries, StringComparison.Ordinal);
        Assert.Same(jpeg, picture.Data);
    }

    private static byte[] Unpacked(byte[] packed)
    {
        using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var to = new MemoryStream();
        zlib.CopyTo(to);
        return to.ToArray();
    }

    /// <summary>A square PNG whose rows use the five filters in turn.</summary>
    private static byte[] Png(byte kind, int samples, Func<int, int, int, int> sample)
    {
        var rows = new MemoryStream();
        using (var zlib = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            int At(int x, int y, int s) => x < 0 || y < 0 ? 0 : sample(x, y, s);
            for (var y = 0; y < Side; y++)
            {
                var filter = y % 5;
                zlib.WriteByte((byte)filter);
                for (var i = 0; i < Side * samples; i++)
                {
                    var (x, s) = (i / samples, i % samples);
                    var (left, above, corner) = (At(x - 1, y, s), At(x, y - 1, s), At(x - 1, y - 1, s));
                    zlib.WriteByte((byte)(At(x, y, s) - Predicted(filter, left, above, corner)));
                }
            }
        }

        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        byte[] header = [0, 0, 0, Side, 0, 0, 0, Side, 8, kind, 0, 0, 0];
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, rows.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static int Predicted(int filter, int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var nearest = new[] { left, above, corner }.MinBy(v => Math.Abs(estimate - v));
        return filter switch { 0 => 0, 1 => left, 2 => above, 3 => (left + above) / 2, _ => nearest };
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, byte[] content)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        file.Write(length);
        file.Write(type);
        file.Write(content);
        file.Write([0, 0, 0, 0]);
    }
}

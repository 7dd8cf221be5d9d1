using System.Diagnostics;
using System.Text;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace KotaCerdas.Platform.Tests.Documents;

/// <summary>Reads the QR code of a page as a phone would: from the picture that poppler draws, by a decoder not of our own.</summary>
internal static class QrReader
{
    private const string Resolution = "150";

    /// <summary>What the code on a page says; null where there is none that can be read.</summary>
    public static async Task<string?> ReadAsync(byte[] pdf, int page)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pdf");
        await File.WriteAllBytesAsync(path, pdf);
        try
        {
            var number = page.ToString(System.Globalization.CultureInfo.InvariantCulture);
            using var tool = Process.Start(new ProcessStartInfo("pdftoppm", ["-r", Resolution, "-f", number, "-l", number, "-gray", path])
            {
                RedirectStandardOutput = true, UseShellExecute = false,
            })!;
            using var picture = new MemoryStream();
            await tool.StandardOutput.BaseStream.CopyToAsync(picture);
            await tool.WaitForExitAsync();
            Assert.Equal(0, tool.ExitCode);
            return Decode(picture.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A grey picture in the form P5: three words of head after its name, then a byte a pixel.</summary>
    private static string? Decode(byte[] picture)
    {
        var words = new List<string>();
        var at = 0;
        while (words.Count < 4)
        {
            var end = Array.FindIndex(picture, at, b => b is (byte)' ' or (byte)'\n');
            words.Add(Encoding.ASCII.GetString(picture, at, end - at));
            at = end + 1;
        }

        Assert.Equal("P5", words[0]);
        var (width, height) = (int.Parse(words[1]), int.Parse(words[2]));
        var light = new RGBLuminanceSource(picture[at..], width, height, RGBLuminanceSource.BitmapFormat.Gray8);
        var hints = new Dictionary<DecodeHintType, object> { [DecodeHintType.TRY_HARDER] = true };
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(light)), hints)?.Text;
    }
}

using QRCoder;

namespace KotaCerdas.Documents.Pdf;

/// <summary>A QR code as filled rectangles: sharp at any size, no image.</summary>
internal static class QrDrawing
{
    /// <summary>White modules that a reader needs around the code (ISO/IEC 18004).</summary>
    private const int QuietZone = 4;

    /// <summary>Draws the code, with its quiet zone, into a square.</summary>
    public static void Draw(PageCanvas canvas, string content, double left, double bottom, double side)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(content, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var modules = Trimmed(data.ModuleMatrix);
        var count = modules.Count;
        var unit = side / (count + (2 * QuietZone));
        canvas.Grey(0);
        for (var row = 0; row < count; row++)
        {
            var y = bottom + side - ((row + 1 + QuietZone) * unit);
            for (var column = 0; column < count; column++)
            {
                if (!modules[row][column])
                {
                    continue;
                }

                var first = column;
                while (column + 1 < count && modules[row][column + 1])
                {
                    column++;
                }

                canvas.Content.Numbers(left + ((first + QuietZone) * unit), y, (column + 1 - first) * unit, unit).Raw("re\n"u8);
            }
        }

        canvas.Content.Raw("f\n"u8);
    }

    /// <summary>The library puts a border of its own around the modules.</summary>
    private static List<bool[]> Trimmed(List<System.Collections.BitArray> matrix)
    {
        var used = Enumerable.Range(0, matrix.Count).Where(r => matrix[r].HasAnySet()).ToList();
        var (from, to) = (used[0], used[^1]);
        return [.. matrix.GetRange(from, to - from + 1).Select(row => Enumerable.Range(from, to - from + 1).Select(c => row[c]).ToArray())];
    }
}

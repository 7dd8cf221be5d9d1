using System.Globalization;
using System.Text;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace KotaCerdas.People.Features;

/// <summary>A QR code as a picture in the page: dark on white in every theme, as cameras need it.</summary>
internal static class QrImage
{
    private const int Pixels = 220;

    public static IHtmlContent Render(string content, string label)
    {
        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < code.ModuleMatrix[y].Length; x++)
            {
                if (code.ModuleMatrix[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        var (side, size) = (code.ModuleMatrix.Count.ToString(CultureInfo.InvariantCulture), Pixels.ToString(CultureInfo.InvariantCulture));
        return new HtmlBuilder()
            .Start("svg", ("role", "img"), ("aria-label", label), ("viewBox", $"0 0 {side} {side}"), ("width", size), ("height", size),
                ("shape-rendering", "crispEdges"))
            .Element("path", null, ("fill", "#fff"), ("d", $"M0 0h{side}v{side}H0z"))
            .Element("path", null, ("fill", "#000"), ("d", path.ToString()))
            .End();
    }
}

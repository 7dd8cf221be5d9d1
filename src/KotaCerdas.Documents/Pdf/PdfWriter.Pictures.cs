namespace KotaCerdas.Documents.Pdf;

/// <content>Pictures and QR codes in the text.</content>
public sealed partial class PdfWriter
{
    private readonly Dictionary<PdfImage, string> _pictures = [];

    /// <summary>A picture on a line of its own, in the middle. Used twice, it is stored once.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="width">Width in points; the height follows.</param>
    /// <param name="description">What a screen reader says.</param>
    public void Picture(PdfImage image, double width, string description)
    {
        ArgumentNullException.ThrowIfNull(image);
        var height = width * image.Height / image.Width;
        if (!_pictures.TryGetValue(image, out var name))
        {
            _pictures[image] = name = _flow.Name("Image", Write(image));
        }

        Figure(height, description, (left, bottom) => _flow.Canvas.Draw(name, left + ((Width - width) / 2), bottom, width, height));
    }

    /// <summary>A QR code at the left margin, drawn as rectangles.</summary>
    /// <param name="content">What a phone reads.</param>
    /// <param name="side">Width and height with the quiet zone, in points.</param>
    /// <param name="description">What a screen reader says.</param>
    public void QrCode(string content, double side, string description) =>
        Figure(side, description, (left, bottom) => QrDrawing.Draw(_flow.Canvas, content, left, bottom, side));

    private void Figure(double height, string description, Action<double, double> draw)
    {
        _flow.Need(height);
        var text = new ByteWriter(64).Raw("/Alt "u8).Text(description);
        var element = _flow.Structure.Open("Figure", _flow.Structure.Document, System.Text.Encoding.ASCII.GetString(text.Written));
        Marked(element, () => draw(_flow.Left, _flow.Cursor - height));
        _flow.Structure.Close(element);
        _flow.Move(height + 6);
    }

    private int Write(PdfImage image)
    {
        var mask = image.Mask is { } opacity ? $"/SMask {Write(opacity)} 0 R" : string.Empty;
        var id = _file.Reserve();
        _file.WritePlainStream(
            id, $"/Type/XObject/Subtype/Image/Width {image.Width}/Height {image.Height}{image.Entries}{mask}", image.Data);
        return id;
    }
}

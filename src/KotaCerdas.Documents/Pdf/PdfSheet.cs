using System.Runtime.InteropServices;
using KotaCerdas.Documents.Qr;

namespace KotaCerdas.Documents.Pdf;

/// <summary>How text is set that has its place.</summary>
/// <param name="Style">Size, leading, alignment.</param>
/// <param name="MostLines">Lines that fit; what is longer ends there.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SheetText(TextStyle Style, int MostLines)
{
    /// <summary>As many lines as it takes.</summary>
    public static implicit operator SheetText(TextStyle style) => new(style, int.MaxValue);

    /// <summary>As many lines as it takes.</summary>
    public static SheetText FromTextStyle(TextStyle style) => style;
}

/// <summary>
/// A page on which everything has its place, in millimetres from its upper left corner. What is read aloud stands between
/// <see cref="Open"/> and <see cref="Close"/>, in the order of reading.
/// </summary>
public sealed class PdfSheet
{
    private readonly PageFlow _flow;
    private readonly PageCanvas _canvas;
    private readonly double _height;
    private readonly TextBlock _block;
    private StructureElement? _element;

    internal PdfSheet(PageFlow flow, PageCanvas canvas, double height)
    {
        (_flow, _canvas, _height) = (flow, canvas, height);
        _block = new TextBlock(flow.Fonts);
    }

    /// <summary>Begins a piece of the text: <c>P</c>, <c>H1</c>.</summary>
    public void Open(string type)
    {
        _element = _flow.Structure.Open(type, _flow.Structure.Document);
        _canvas.BeginMarked(_element);
    }

    /// <summary>Ends it.</summary>
    public void Close()
    {
        _canvas.EndMarked();
        _flow.Structure.Close(_element!);
        _element = null;
    }

    /// <summary>Sets text, over several lines where it is wider than its place.</summary>
    /// <param name="text">What to set.</param>
    /// <param name="left">Left edge of the place.</param>
    /// <param name="top">Upper edge of the first line.</param>
    /// <param name="width">Its width.</param>
    /// <param name="style">How.</param>
    /// <param name="bold">In the bold weight.</param>
    /// <returns>Height of what was set.</returns>
    public double Text(string text, double left, double top, double width, SheetText style, bool bold = false)
    {
        var used = style.Style;
        _block.Set([new TextRun(text, bold)], used, PageSize.Points(width));
        var lines = Math.Min(style.MostLines, _block.Lines.Count);
        _canvas.Text(_block, ..lines, PageSize.Points(left), _height - PageSize.Points(top));
        return lines * used.LineHeight / PageSize.Points(1);
    }

    /// <summary>Lines that a text takes in a width.</summary>
    public int Lines(string text, double width, TextStyle style, bool bold = false)
    {
        _block.Set([new TextRun(text, bold)], style, PageSize.Points(width));
        return _block.Lines.Count;
    }

    /// <summary>A straight line; its width is in points.</summary>
    public void Line(double fromX, double fromY, double toX, double toY, double width = 0.5) => _canvas.Stroke(
        PageSize.Points(fromX), _height - PageSize.Points(fromY), PageSize.Points(toX), _height - PageSize.Points(toY), width);

    /// <summary>A frame.</summary>
    public void Box(double left, double top, double width, double height, double line = 0.5)
    {
        Line(left, top, left + width, top, line);
        Line(left, top + height, left + width, top + height, line);
        Line(left, top, left, top + height, line);
        Line(left + width, top, left + width, top + height, line);
    }

    /// <summary>A shade: 0 is black, 1 white.</summary>
    public void Fill(double left, double top, double width, double height, double grey) => _canvas.Fill(
        PageSize.Points(left), _height - PageSize.Points(top + height), PageSize.Points(width), PageSize.Points(height), grey);

    /// <summary>A QR code with its quiet zone.</summary>
    /// <param name="content">What a phone reads.</param>
    /// <param name="left">Left edge.</param>
    /// <param name="top">Upper edge.</param>
    /// <param name="side">Width and height.</param>
    /// <param name="description">What a screen reader says.</param>
    public void Qr(string content, double left, double top, double side, string description)
    {
        var alt = new ByteWriter(64).Raw("/Alt "u8).Text(description);
        _element = _flow.Structure.Open("Figure", _flow.Structure.Document, System.Text.Encoding.ASCII.GetString(alt.Written));
        _canvas.BeginMarked(_element);
        Draw(QrSymbol.Of(content), PageSize.Points(left), _height - PageSize.Points(top), PageSize.Points(side));
        Close();
    }

    /// <summary>
    /// Modules are units of a scaled space, in which each run of dark ones in a row is a short instruction of whole numbers.
    /// </summary>
    private void Draw(QrSymbol symbol, double left, double top, double side)
    {
        var unit = side / (symbol.Size + (2 * QrSymbol.QuietZone));
        _canvas.Grey(0);
        var to = _canvas.Content.Raw("q "u8);
        to.Exact(unit).Raw(" 0 0 "u8).Exact(-unit).Raw(" "u8).Numbers(left + (QrSymbol.QuietZone * unit));
        to.Numbers(top - (QrSymbol.QuietZone * unit)).Raw("cm\n"u8);
        for (var row = 0; row < symbol.Size; row++)
        {
            for (var column = 0; column < symbol.Size; column++)
            {
                var first = column;
                while (column < symbol.Size && symbol.IsDark(row, column))
                {
                    column++;
                }

                if (column > first)
                {
                    to.Integer(first).Raw(" "u8).Integer(row).Raw(" "u8).Integer(column - first).Raw(" 1 re\n"u8);
                }
            }
        }

        to.Raw("f Q\n"u8);
    }
}

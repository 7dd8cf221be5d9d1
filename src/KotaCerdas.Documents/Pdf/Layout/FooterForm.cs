using System.Globalization;

namespace KotaCerdas.Documents.Pdf;

/// <summary>
/// The foot of the pages: lines and QR code are one form that every page draws, the number of pages another one that is written when it
/// is known.
/// </summary>
internal sealed class FooterForm
{
    private const double QrSide = 58;
    private const double Gap = 8;
    private const double Above = 10;
    private const string TotalMark = "{1}";

    private static readonly TextStyle Small = new(Size: 7.5, Leading: 1.35, After: 0, Grey: 0.25);

    private readonly PageFlow _flow;
    private readonly PageFooter _footer;
    private readonly TextBlock _label;
    private readonly double _bottom;
    private readonly double _left;
    private readonly int _totalId;
    private readonly string _total;
    private readonly string _form;

    public FooterForm(PageFlow flow, PageFooter footer, double bottom)
    {
        (_flow, _footer, _bottom) = (flow, footer, bottom);
        _left = flow.Left + (footer.Qr is null ? 0 : QrSide + Gap);
        _label = new TextBlock(flow.Fonts);
        var lines = new TextBlock(flow.Fonts);
        lines.Set([new TextRun(string.Join('\n', footer.Lines))], Small, flow.Left + flow.Width - _left);
        var text = (footer.Lines.Count > 0 ? lines.Height : 0) + Small.LineHeight;
        Height = Math.Max(text, footer.Qr is null ? 0 : QrSide) + Above;
        _totalId = flow.File.Reserve();
        _total = flow.Name("Total", _totalId);
        _form = flow.Name("Foot", WriteForm(lines));
    }

    public double Height { get; }

    public void Draw(PageCanvas canvas, int page)
    {
        canvas.BeginArtifact();
        canvas.Draw(_form, 0, 0);
        var parts = _footer.PageLabel.Split(TotalMark, 2);
        var x = Label(canvas, string.Format(CultureInfo.InvariantCulture, parts[0], page), _left);
        if (parts.Length > 1)
        {
            canvas.Draw(_total, x, _bottom);
        }

        canvas.EndMarked();
    }

    public void WriteTotal(int pages)
    {
        var canvas = new PageCanvas(_flow.File, _flow.Fonts);
        Label(canvas, pages.ToString(CultureInfo.InvariantCulture) + _footer.PageLabel.Split(TotalMark, 2).ElementAtOrDefault(1), 0);
        Write(_totalId, canvas);
    }

    /// <summary>Draws small print on the lowest line of the foot; returns where it ends.</summary>
    private double Label(PageCanvas canvas, string text, double left)
    {
        var bottom = left > 0 ? _bottom : 0;
        _label.Set([new TextRun(text)], Small, _flow.Width);
        canvas.Text(_label, .., left, bottom + Small.LineHeight);
        var last = _label.Lines[^1];
        var spaces = text.Length - text.TrimEnd().Length;
        return left + ((last.Width + (spaces * SpaceWidth())) * Small.Size / 1000);
    }

    private int SpaceWidth() => _flow.Fonts[0].WidthOf(_flow.Fonts[0].CodeOf(' '));

    private int WriteForm(TextBlock lines)
    {
        var canvas = new PageCanvas(_flow.File, _flow.Fonts);
        var top = _bottom + Height - Above;
        if (_footer.Qr is { } qr)
        {
            QrDrawing.Draw(canvas, qr, _flow.Left, top - QrSide, QrSide);
        }

        if (_footer.Lines.Count > 0)
        {
            canvas.Text(lines, .., _left, _bottom + Small.LineHeight + lines.Height);
        }

        var id = _flow.File.Reserve();
        Write(id, canvas);
        return id;
    }

    private void Write(int id, PageCanvas canvas) => _flow.File.WriteStream(
        id, $"/Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Resources {_flow.Resources} 0 R", canvas.Content.Written);
}

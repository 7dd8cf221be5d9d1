namespace KotaCerdas.Documents.Pdf;

/// <summary>
/// Writes a tagged PDF 1.7 from top to bottom: text, lists, tables, images and places for signatures flow over pages, and each page
/// is written as soon as it is full. Equal calls give equal bytes. Made for our own documents, so that what it cannot do is left out:
/// one typeface, Latin letters, no links.
/// </summary>
public sealed partial class PdfWriter : IDisposable
{
    private const int LevelOne = 1;
    private const double LabelGap = 4;
    private const double ColonRoom = 12;

    private readonly ObjectWriter _file;
    private readonly PdfSetup _setup;
    private readonly PageFlow _flow;
    private readonly TextBlock _block;
    private readonly TextBlock _label;
    private readonly List<ReservedPlace> _places = [];

    /// <summary>Begins a document.</summary>
    /// <param name="to">Where it is written; left open.</param>
    /// <param name="setup">What it is.</param>
    public PdfWriter(Stream to, PdfSetup setup)
    {
        _file = new ObjectWriter(to);
        _setup = setup;
        _flow = new PageFlow(_file, setup);
        _block = new TextBlock(_flow.Fonts);
        _label = new TextBlock(_flow.Fonts);
    }

    /// <summary>Width between the margins, in points.</summary>
    public double Width => _flow.Width;

    /// <summary>A heading of level 1 to 6; kept with the lines that follow it.</summary>
    public void Heading(int level, string text, TextStyle? style = null)
    {
        var used = style ?? new TextStyle(Size: level == LevelOne ? 13 : 11, Leading: 1.35, After: 5);
        _block.Set([new TextRun(text, Bold: true)], used, Width);
        _flow.Need(_block.Height + used.After + (3 * used.LineHeight));
        Printed($"H{level}", 0, used);
    }

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text, TextStyle? style = null) => Paragraph([new TextRun(text)], style);

    /// <summary>A paragraph of several weights.</summary>
    /// <param name="runs">Its stretches.</param>
    /// <param name="style">How it is set.</param>
    /// <param name="indent">Distance from the left margin, in points.</param>
    public void Paragraph(ReadOnlySpan<TextRun> runs, TextStyle? style = null, double indent = 0)
    {
        var used = style ?? new TextStyle();
        _block.Set(runs, used, Width - indent);
        KeepTwoLines();
        Printed("P", indent, used);
    }

    /// <summary>A list; entries stand beside their labels.</summary>
    /// <param name="entries">Label and text of each.</param>
    /// <param name="style">How it is set.</param>
    /// <param name="labelWidth">Room for the labels, in points.</param>
    /// <param name="margin">What stands in the margin: a name beside the first entry, or a colon after every label.</param>
    public void List(
        IEnumerable<(string Label, string Text)> entries, TextStyle? style = null, double labelWidth = 20, ListMargin? margin = null)
    {
        var used = style ?? new TextStyle(After: 3);
        var (lead, room) = (margin is { Name.Length: > 0 } ? margin : null, margin is { Name.Length: > 0 } ? margin.Width : 0);
        var list = _flow.Structure.Open("L", _flow.Structure.Document);
        foreach (var (label, text) in entries)
        {
            _block.Set([new TextRun(text)], used, Width - room - labelWidth);
            Label(label, used, labelWidth);
            _flow.Need(Math.Max(_label.Lines.Count, Math.Min(2, _block.Lines.Count)) * used.LineHeight);
            if (lead is not null)
            {
                Lead(list, lead, used);
                lead = null;
            }

            var item = _flow.Structure.Open("LI", list);
            var mark = _flow.Structure.Open("Lbl", item);
            var body = _flow.Structure.Open("LBody", item);
            Label(label, used, labelWidth);
            Marked(mark, () => _flow.Canvas.Text(_label, .., _flow.Left + room, _flow.Cursor));
            if (margin is { Name.Length: 0 })
            {
                Colon(mark, used, labelWidth);
            }

            _flow.Print(_block, body, room + labelWidth);
            _flow.Move(used.After + Math.Max(0, _label.Height - _block.Height));
            _flow.Structure.Close(mark);
            _flow.Structure.Close(body);
            _flow.Structure.Close(item);
        }

        _flow.Structure.Close(list);
    }

    /// <summary>Begins a table; its rows are written as they come.</summary>
    public PdfTable Table(IReadOnlyList<PdfColumn> columns, TextStyle? style = null) =>
        new(_flow, columns, style ?? new TextStyle(Size: 9.5));

    /// <summary>Leaves room.</summary>
    /// <param name="height">In points.</param>
    public void Space(double height)
    {
        _flow.Start();
        _flow.Move(height);
    }

    /// <summary>A line across the text.</summary>
    public void Rule(double width = 0.5)
    {
        _flow.Need(6);
        _flow.Canvas.BeginArtifact();
        _flow.Canvas.Stroke(_flow.Left, _flow.Cursor - 3, _flow.Left + Width, _flow.Cursor - 3, width);
        _flow.Canvas.EndMarked();
        _flow.Move(6);
    }

    /// <summary>Goes on at the top of a new page.</summary>
    public void PageBreak() => _flow.Break();

    /// <summary>Begins a new page unless so many points are left on this one.</summary>
    public void KeepTogether(double height) => _flow.Need(height);

    /// <summary>Completes the document.</summary>
    public PdfResult Finish()
    {
        _flow.Finish();
        var (catalog, info) = DocumentParts.Write(_file, _setup, _flow);
        return new PdfResult(_flow.Pages, _file.Close(catalog, info), _places);
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    /// <summary>No single line of a paragraph is left at the foot of a page.</summary>
    private void KeepTwoLines() => _flow.Need(Math.Min(2, _block.Lines.Count) * _block.Style.LineHeight);

    private void Printed(string type, double indent, TextStyle style)
    {
        var element = _flow.Structure.Open(type, _flow.Structure.Document);
        _flow.Print(_block, element, indent);
        _flow.Move(style.After);
        _flow.Structure.Close(element);
    }

    private void Label(string text, TextStyle style, double width) =>
        _label.Set([new TextRun(text)], style with { Align = TextAlign.Left }, width - LabelGap);

    private void Lead(StructureElement list, ListMargin lead, TextStyle style)
    {
        var caption = _flow.Structure.Open("Caption", list);
        Label(lead.Name, style, lead.Width);
        Marked(caption, () => _flow.Canvas.Text(_label, .., _flow.Left, _flow.Cursor));
        Colon(caption, style, lead.Width);
        _flow.Structure.Close(caption);
    }

    private void Colon(StructureElement owner, TextStyle style, double width)
    {
        Label(":", style, ColonRoom + LabelGap);
        Marked(owner, () => _flow.Canvas.Text(_label, .., _flow.Left + width - ColonRoom, _flow.Cursor));
    }

    private void Marked(StructureElement owner, Action draw)
    {
        _flow.Canvas.BeginMarked(owner);
        draw();
        _flow.Canvas.EndMarked();
    }
}

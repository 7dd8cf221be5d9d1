namespace KotaCerdas.Documents.Pdf;

/// <summary>A column of a table.</summary>
/// <param name="Head">Text of its head.</param>
/// <param name="Share">Width in relation to the other columns.</param>
/// <param name="Align">Where its text begins.</param>
public sealed record PdfColumn(string Head, double Share = 1, TextAlign Align = TextAlign.Left);

/// <summary>
/// A table that may be longer than a page. Its head stands on every page; a row stays on one page unless it is taller than a page.
/// </summary>
public sealed class PdfTable
{
    private const double Padding = 4;
    private const double HeadGrey = 0.92;
    private const double LineGrey = 0.55;

    private readonly PageFlow _flow;
    private readonly IReadOnlyList<PdfColumn> _columns;
    private readonly TextStyle _style;
    private readonly double[] _widths;
    private readonly TextBlock[] _cells;
    private readonly TextBlock[] _heads;
    private readonly StructureElement _table;
    private bool _headRead;
    private int _page = -1;

    internal PdfTable(PageFlow flow, IReadOnlyList<PdfColumn> columns, TextStyle style)
    {
        (_flow, _columns, _style) = (flow, columns, style);
        var all = columns.Sum(c => c.Share);
        _widths = [.. columns.Select(c => flow.Width * c.Share / all)];
        _cells = [.. columns.Select(_ => new TextBlock(flow.Fonts))];
        _heads = [.. columns.Select(_ => new TextBlock(flow.Fonts))];
        Fill(_heads, [.. columns.Select(c => c.Head)], bold: true);
        _table = flow.Structure.Open("Table", flow.Structure.Document);
    }

    private double LineHeight => _style.LineHeight;

    /// <summary>Writes a row.</summary>
    /// <param name="cells">One text per column.</param>
    /// <exception cref="ArgumentException">More or fewer texts than columns.</exception>
    public void Row(params IReadOnlyList<string> cells)
    {
        if (cells.Count != _columns.Count)
        {
            throw new ArgumentException($"{cells.Count} cells for {_columns.Count} columns", nameof(cells));
        }

        Fill(_cells, cells, bold: false);
        var lines = _cells.Max(c => c.Lines.Count);
        var whole = HeightOf(lines);
        _flow.Start();
        if (_page != _flow.PageNumber)
        {
            _flow.Need(HeightOf(_heads) + Math.Min(whole, HeightOf(2)));
            Head();
        }

        if (_flow.Room < whole && (whole <= _flow.Top - _flow.Bottom - HeightOf(_heads) || _flow.Room < HeightOf(2)))
        {
            NextPage();
        }

        Print(lines);
    }

    /// <summary>Closes the table; a table without rows shows its head.</summary>
    public void End(double after = 8)
    {
        if (!_headRead)
        {
            _flow.Need(HeightOf(_heads));
            Head();
        }

        _flow.Structure.Close(_table);
        _flow.Move(after);
    }

    private static double HeightOf(double lines, double lineHeight) => (lines * lineHeight) + (2 * Padding);

    private double HeightOf(int lines) => HeightOf(lines, LineHeight);

    private double HeightOf(TextBlock[] row) => HeightOf(row.Max(c => c.Lines.Count));

    private void Fill(TextBlock[] blocks, IReadOnlyList<string> texts, bool bold)
    {
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i].Set([new TextRun(texts[i], bold)], _style with { Align = _columns[i].Align }, _widths[i] - (2 * Padding));
        }
    }

    private void NextPage()
    {
        _flow.Break();
        Head();
    }

    /// <summary>The head is read once; on further pages it is there for the eye only.</summary>
    private void Head()
    {
        var height = HeightOf(_heads);
        _flow.Canvas.BeginArtifact();
        _flow.Canvas.Fill(_flow.Left, _flow.Cursor - height, _flow.Width, height, HeadGrey);
        _flow.Canvas.EndMarked();
        if (_headRead)
        {
            _flow.Canvas.BeginArtifact();
            Each(_heads, (cell, _, x) => _flow.Canvas.Text(cell, .., x, _flow.Cursor - Padding));
            _flow.Canvas.EndMarked();
        }
        else
        {
            var row = _flow.Structure.Open("TR", _table);
            Each(_heads, (cell, _, x) =>
            {
                var element = _flow.Structure.Open("TH", row, "/A<</O/Table/Scope/Column>>");
                Draw(cell, .., element, x);
                _flow.Structure.Close(element);
            });
            _flow.Structure.Close(row);
        }

        Grid(height);
        _headRead = true;
        _page = _flow.PageNumber;
    }

    private void Print(int lines)
    {
        var row = _flow.Structure.Open("TR", _table);
        var elements = _columns.Select(_ => _flow.Structure.Open("TD", row)).ToArray();
        var printed = 0;
        while (printed < lines)
        {
            var count = Math.Clamp((int)((_flow.Room - (2 * Padding) + 0.01) / LineHeight), 1, lines - printed);
            Each(_cells, (cell, i, x) =>
            {
                var from = Math.Min(printed, cell.Lines.Count);
                Draw(cell, from..Math.Min(printed + count, cell.Lines.Count), elements[i], x);
            });
            Grid(HeightOf(count));
            printed += count;
            if (printed < lines)
            {
                NextPage();
            }
        }

        Array.ForEach(elements, _flow.Structure.Close);
        _flow.Structure.Close(row);
    }

    private void Draw(TextBlock cell, Range lines, StructureElement owner, double x)
    {
        _flow.Canvas.BeginMarked(owner);
        _flow.Canvas.Text(cell, lines, x, _flow.Cursor - Padding);
        _flow.Canvas.EndMarked();
    }

    private void Each(TextBlock[] row, Action<TextBlock, int, double> act)
    {
        var x = _flow.Left + Padding;
        for (var i = 0; i < row.Length; i++)
        {
            act(row[i], i, x);
            x += _widths[i];
        }
    }

    /// <summary>Lines around the cells of a row; then goes below it.</summary>
    private void Grid(double height)
    {
        var (canvas, bottom) = (_flow.Canvas, _flow.Cursor - height);
        canvas.BeginArtifact();
        canvas.Content.Number(LineGrey).Raw(" G\n"u8);
        canvas.Stroke(_flow.Left, _flow.Cursor, _flow.Left + _flow.Width, _flow.Cursor);
        canvas.Stroke(_flow.Left, bottom, _flow.Left + _flow.Width, bottom);
        var x = _flow.Left;
        foreach (var width in _widths.Prepend(0))
        {
            x += width;
            canvas.Stroke(x, _flow.Cursor, x, bottom);
        }

        canvas.Content.Raw("0 G\n"u8);
        canvas.EndMarked();
        _flow.Move(height);
    }
}

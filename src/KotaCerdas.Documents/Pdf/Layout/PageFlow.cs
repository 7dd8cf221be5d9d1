namespace KotaCerdas.Documents.Pdf;

/// <summary>Where the text stands: fills a page from its top, writes it when it is full and begins the next.</summary>
internal sealed class PageFlow
{
    private readonly PdfSetup _setup;
    private readonly PageTree _tree;
    private readonly FooterForm? _footer;
    private readonly int _resources;
    private readonly List<(string Name, int Id)> _drawn = [];
    private bool _open;

    public PageFlow(ObjectWriter file, PdfSetup setup)
    {
        (File, _setup, _tree) = (file, setup, new PageTree(file));
        Fonts = new FontSet();
        Structure = new StructureTree(file);
        Canvas = new PageCanvas(file, Fonts);
        _resources = file.Reserve();
        Left = PageSize.Points(setup.Margins.Left);
        Width = setup.Size.Width - Left - PageSize.Points(setup.Margins.Right);
        Bottom = PageSize.Points(setup.Margins.Bottom);
        if (setup.Footer is { } footer)
        {
            _footer = new FooterForm(this, footer, Bottom);
            Bottom += _footer.Height;
        }

        Top = setup.Size.Height - PageSize.Points(setup.Margins.Top);
        Cursor = Top;
    }

    public ObjectWriter File { get; }

    public FontSet Fonts { get; }

    public StructureTree Structure { get; }

    public PageCanvas Canvas { get; }

    public double Left { get; }

    public double Width { get; }

    public double Top { get; }

    public double Bottom { get; }

    /// <summary>Upper edge of what comes next.</summary>
    public double Cursor { get; private set; }

    public double Room => Cursor - Bottom;

    /// <summary>Number of the open page, 0 for the first.</summary>
    public int PageNumber => _tree.Count;

    public bool AtTop => Cursor >= Top;

    public int Pages => _tree.Count;

    public int Resources => _resources;

    public int PageTreeId => _tree.Id;

    public void Start()
    {
        if (!_open)
        {
            Canvas.Start(File.Reserve());
            Cursor = Top;
            _open = true;
        }
    }

    public void Move(double down) => Cursor -= down;

    /// <summary>Begins a new page unless there is so much room on this one.</summary>
    public void Need(double height)
    {
        Start();
        if (Room < height && !AtTop)
        {
            Break();
        }
    }

    public void Break()
    {
        EndPage();
        Start();
    }

    /// <summary>Prints a block from the cursor on, over as many pages as it takes.</summary>
    public void Print(TextBlock block, StructureElement owner, double indent = 0)
    {
        var (line, height) = (0, block.Style.LineHeight);
        while (line < block.Lines.Count)
        {
            Need(height);
            var count = Math.Clamp((int)((Room + 0.01) / height), 1, block.Lines.Count - line);
            Canvas.BeginMarked(owner);
            Canvas.Text(block, line..(line + count), Left + indent, Cursor);
            Canvas.EndMarked();
            Move(count * height);
            line += count;
        }
    }

    /// <summary>Names an image or a form in the resources; returns the name.</summary>
    public string Name(string prefix, int id)
    {
        var name = $"/{prefix}{_drawn.Count}";
        _drawn.Add((name, id));
        return name;
    }

    /// <summary>Writes the last page and what all pages share.</summary>
    public void Finish()
    {
        Start();
        EndPage();
        _tree.Write();
        _footer?.WriteTotal(_tree.Count);
        Structure.WriteRoot();
        var drawn = string.Concat(_drawn.Select(d => $"{d.Name} {d.Id} 0 R"));
        File.Write(_resources, $"<<{Fonts.Write(File)}/XObject<<{drawn}>>>>");
    }

    private void EndPage()
    {
        var number = _tree.Count;
        _footer?.Draw(Canvas, number + 1);
        var (content, parent) = (File.Reserve(), _tree.Add(Canvas.Page));
        File.WriteStream(content, string.Empty, Canvas.Content.Written);
        var to = File.Begin(Canvas.Page);
        to.Raw("<</Type/Page/Parent "u8).Ref(parent).Raw("/MediaBox[0 0 "u8).Numbers(_setup.Size.Width, _setup.Size.Height);
        to.Raw("]/Resources "u8).Ref(_resources).Raw("/Contents "u8).Ref(content);
        to.Raw("/StructParents "u8).Integer(number).Raw("/Tabs/S>>"u8);
        File.End();
        Structure.PageDone(number, Canvas.Owners);
        _open = false;
    }
}

namespace KotaCerdas.Documents.Pdf;

/// <summary>The content stream of one page, or of a form that pages share.</summary>
internal sealed class PageCanvas(ObjectWriter file, FontSet fonts)
{
    private const int NoFont = -1;
    private const double ShareAboveBaseline = 0.36;

    private readonly List<int> _owners = [];
    private int _font = NoFont;
    private double _size;
    private double _grey;

    public ByteWriter Content { get; } = new(32 * 1024);

    /// <summary>The page object, 0 for a form.</summary>
    public int Page { get; private set; }

    /// <summary>Owner of each piece of marked content, by its number.</summary>
    public IReadOnlyList<int> Owners => _owners;

    public void Start(int page)
    {
        Content.Clear();
        _owners.Clear();
        (Page, _font, _size, _grey) = (page, NoFont, 0, 0);
    }

    /// <summary>What follows belongs to an element of the structure.</summary>
    public void BeginMarked(StructureElement owner)
    {
        owner.Add(Page, _owners.Count);
        Content.Raw("/"u8).Ascii(owner.Type).Raw("<</MCID "u8).Integer(_owners.Count).Raw(">>BDC\n"u8);
        _owners.Add(owner.Id);
    }

    /// <summary>What follows is not read aloud: lines, feet of pages, repeated heads.</summary>
    public void BeginArtifact() => Content.Raw("/Artifact BMC\n"u8);

    public void EndMarked() => Content.Raw("EMC\n"u8);

    /// <summary>Draws lines of a block, the first at the top given.</summary>
    public void Text(TextBlock block, Range lines, double left, double top)
    {
        var (style, height) = (block.Style, block.Style.LineHeight);
        var (first, count) = lines.GetOffsetAndLength(block.Lines.Count);
        Grey(style.Grey);
        Content.Raw("BT\n"u8);
        var (x, y) = (0.0, 0.0);
        var baseline = top - (height / 2) - (style.Size * ShareAboveBaseline);
        for (var i = first; i < first + count; i++)
        {
            var line = block.Lines[i];
            var spare = block.Width - (line.Width * style.Size / 1000);
            var lineX = left + (style.Align switch { TextAlign.Right => spare, TextAlign.Center => spare / 2, _ => 0 });
            Content.Numbers(lineX - x, baseline - y).Raw("Td"u8);
            (x, y) = (lineX, baseline);
            baseline -= height;
            var stretch = style.Align == TextAlign.Justify && !line.IsLast && line.Gaps > 0 ? spare * 1000 / style.Size / line.Gaps : 0;
            Line(block.Letters(line), style.Size, stretch);
        }

        Content.Raw("ET\n"u8);
    }

    public void Grey(double grey)
    {
        if (_grey != grey)
        {
            Content.Number(_grey = grey).Raw(" g\n"u8);
        }
    }

    public void Fill(double left, double bottom, double width, double height, double grey)
    {
        Grey(grey);
        Content.Numbers(left, bottom, width, height).Raw("re f\n"u8);
    }

    /// <summary>A straight line of half a point.</summary>
    public void Stroke(double fromX, double fromY, double toX, double toY, double width = 0.5) =>
        Content.Number(width).Raw(" w "u8).Numbers(fromX, fromY).Raw("m "u8).Numbers(toX, toY).Raw("l S\n"u8);

    /// <summary>Draws a form or an image of the resources.</summary>
    public void Draw(string resource, double left, double bottom, double width = 1, double height = 1) =>
        Content.Raw("q "u8).Numbers(width, 0, 0, height, left, bottom).Raw("cm "u8).Ascii(resource).Raw(" Do Q\n"u8);

    private void Line(ReadOnlySpan<PlacedLetter> letters, double size, double stretch)
    {
        var at = 0;
        while (at < letters.Length)
        {
            var font = letters[at].Font;
            if (font != _font || size != _size)
            {
                (_font, _size) = (font, size);
                Content.Raw("\n"u8).Ascii(fonts.Resource(font, file)).Raw(" "u8).Number(size).Raw(" Tf"u8);
            }

            Content.Raw(stretch > 0 ? "[("u8 : "("u8);
            for (; at < letters.Length && letters[at].Font == font; at++)
            {
                Content.Code(letters[at].Code);
                if (stretch > 0 && letters[at].IsSpace && at < letters.Length - 1)
                {
                    Content.Raw(")"u8).Number(-stretch).Raw("("u8);
                }
            }

            Content.Raw(stretch > 0 ? ")]TJ"u8 : ")Tj"u8);
        }

        Content.Raw("\n"u8);
    }
}

namespace KotaCerdas.Documents.Pdf;

/// <summary>Lines and shades that many pages share; drawn once.</summary>
public sealed class PdfBackdrop
{
    internal PdfBackdrop(string name) => Name = name;

    internal string Name { get; }
}

/// <content>Pages on which everything has its place: forms that are printed by the thousand.</content>
public sealed partial class PdfWriter
{
    private PdfSheet? _sheet;

    /// <summary>Draws lines and shades once, for all the pages that name them.</summary>
    public PdfBackdrop Backdrop(Action<PdfSheet> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var canvas = new PageCanvas(_file, _flow.Fonts);
        draw(new PdfSheet(_flow, canvas, _setup.Size.Height));
        var id = _file.Reserve();
        _file.WriteStream(
            id, $"/Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Resources {_flow.Resources} 0 R", canvas.Content.Written);
        return new PdfBackdrop(_flow.Name("Back", id));
    }

    /// <summary>Begins a page whose content is placed; the next call, and the end of the document, complete it.</summary>
    /// <param name="backdrop">What lies under it, or null.</param>
    public PdfSheet Sheet(PdfBackdrop? backdrop = null)
    {
        if (_sheet is null)
        {
            _flow.Start();
        }
        else
        {
            _flow.Break();
        }

        _sheet ??= new PdfSheet(_flow, _flow.Canvas, _setup.Size.Height);
        if (backdrop is not null)
        {
            _flow.Canvas.BeginArtifact();
            _flow.Canvas.Draw(backdrop.Name, 0, 0);
            _flow.Canvas.EndMarked();
        }

        return _sheet;
    }
}

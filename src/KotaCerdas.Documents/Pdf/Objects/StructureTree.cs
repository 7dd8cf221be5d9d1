namespace KotaCerdas.Documents.Pdf;

/// <summary>
/// The logical structure that a screen reader follows (ISO 32000-1, 14.7 and 14.8). An element is written as soon as it is closed; of the
/// document only its children's numbers stay in memory.
/// </summary>
internal sealed class StructureTree
{
    private const int PagesPerLeaf = 256;

    private readonly ObjectWriter _file;
    private readonly List<(int Page, int Elements)> _pages = [];
    private readonly List<int> _leaves = [];

    public StructureTree(ObjectWriter file)
    {
        _file = file;
        Id = file.Reserve();
        Document = new StructureElement("Document", file.Reserve(), Id);
    }

    public int Id { get; }

    public StructureElement Document { get; }

    /// <summary>A new child of an element.</summary>
    public StructureElement Open(string type, StructureElement parent, string attributes = "")
    {
        var element = new StructureElement(type, _file.Reserve(), parent.Id) { Attributes = attributes };
        parent.Add(element.Id);
        return element;
    }

    /// <summary>Writes an element whose content is complete.</summary>
    public void Close(StructureElement element)
    {
        var to = _file.Begin(element.Id);
        to.Raw("<</Type/StructElem/S/"u8).Ascii(element.Type).Raw("/P "u8).Ref(element.Parent).Ascii(element.Attributes);
        element.WriteKids(to);
        to.Raw(">>"u8);
        _file.End();
    }

    /// <summary>Notes which elements own the marked content of a page, in the order of its numbers.</summary>
    public void PageDone(int page, IReadOnlyList<int> owners)
    {
        var id = _file.Reserve();
        var to = _file.Begin(id).Raw("["u8);
        foreach (var owner in owners)
        {
            to.Ref(owner).Raw(" "u8);
        }

        to.Raw("]"u8);
        _file.End();
        _pages.Add((page, id));
        if (_pages.Count == PagesPerLeaf)
        {
            WriteLeaf();
        }
    }

    public void WriteRoot()
    {
        Close(Document);
        WriteLeaf();
        var parents = _file.Reserve();
        var to = _file.Begin(parents).Raw("<</Kids["u8);
        _leaves.ForEach(l => to.Ref(l).Raw(" "u8));
        to.Raw("]>>"u8);
        _file.End();
        _file.Write(Id, $"<</Type/StructTreeRoot/K {Document.Id} 0 R/ParentTree {parents} 0 R>>");
    }

    private void WriteLeaf()
    {
        if (_pages.Count == 0)
        {
            return;
        }

        var leaf = _file.Reserve();
        var to = _file.Begin(leaf);
        to.Raw("<</Limits["u8).Integer(_pages[0].Page).Raw(" "u8).Integer(_pages[^1].Page).Raw("]/Nums["u8);
        _pages.ForEach(p => to.Integer(p.Page).Raw(" "u8).Ref(p.Elements).Raw(" "u8));
        to.Raw("]>>"u8);
        _file.End();
        _leaves.Add(leaf);
        _pages.Clear();
    }
}

/// <summary>An element: its children are elements or pieces of marked content on pages.</summary>
internal sealed class StructureElement(string type, int id, int parent)
{
    private const int NoContent = -1;

    /// <summary>Page object and number of the content, or element and −1.</summary>
    private readonly List<(int Object, int Content)> _kids = new(1);

    public string Type { get; } = type;

    public int Id { get; } = id;

    public int Parent { get; } = parent;

    public string Attributes { get; init; } = string.Empty;

    public void Add(int element) => _kids.Add((element, NoContent));

    public void Add(int page, int content) => _kids.Add((page, content));

    public void WriteKids(ByteWriter to)
    {
        if (_kids is [{ Content: not NoContent } only])
        {
            to.Raw("/Pg "u8).Ref(only.Object).Raw("/K "u8).Integer(only.Content);
            return;
        }

        to.Raw("/K["u8);
        foreach (var (target, content) in _kids)
        {
            if (content == NoContent)
            {
                to.Ref(target).Raw(" "u8);
            }
            else
            {
                to.Raw("<</Type/MCR/Pg "u8).Ref(target).Raw("/MCID "u8).Integer(content).Raw(">>"u8);
            }
        }

        to.Raw("]"u8);
    }
}

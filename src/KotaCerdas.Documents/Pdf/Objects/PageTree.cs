namespace KotaCerdas.Documents.Pdf;

/// <summary>The pages in nodes of a hundred, so that a node can be written before the next page begins.</summary>
internal sealed class PageTree(ObjectWriter file)
{
    private const int PagesPerNode = 100;

    private readonly List<(int Id, int Count)> _nodes = [];
    private readonly List<int> _pages = [];
    private int _node;

    public int Id { get; } = file.Reserve();

    /// <summary>Pages so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a page; returns the node that is its parent.</summary>
    public int Add(int page)
    {
        if (_pages.Count == PagesPerNode)
        {
            WriteNode();
        }

        if (_pages.Count == 0)
        {
            _node = file.Reserve();
        }

        _pages.Add(page);
        Count++;
        return _node;
    }

    public void Write()
    {
        WriteNode();
        var to = file.Begin(Id).Raw("<</Type/Pages/Count "u8).Integer(Count).Raw("/Kids["u8);
        _nodes.ForEach(n => to.Ref(n.Id).Raw(" "u8));
        to.Raw("]>>"u8);
        file.End();
    }

    private void WriteNode()
    {
        var to = file.Begin(_node).Raw("<</Type/Pages/Parent "u8).Ref(Id).Raw("/Count "u8).Integer(_pages.Count).Raw("/Kids["u8);
        _pages.ForEach(p => to.Ref(p).Raw(" "u8));
        to.Raw("]>>"u8);
        file.End();
        _nodes.Add((_node, _pages.Count));
        _pages.Clear();
    }
}

namespace KotaCerdas.Documents.Signatures;

/// <summary>Which objects of a file refer to which.</summary>
internal sealed class ReferenceMap
{
    private static readonly HashSet<int> Nobody = [];
    private readonly Dictionary<int, HashSet<int>> _to = [];

    private ReferenceMap()
    {
    }

    public static ReferenceMap Of(PdfFile file)
    {
        var map = new ReferenceMap();
        foreach (var number in file.Numbers)
        {
            map.Add(number, ValueOf(file, number));
        }

        return map;
    }

    public bool Has(int number) => _to.ContainsKey(number);

    public IReadOnlySet<int> To(int number) => _to.GetValueOrDefault(number, Nobody);

    /// <summary>An object that cannot be read is nobody's content: what needs it fails by itself.</summary>
    private static PdfValue ValueOf(PdfFile file, int number)
    {
        try
        {
            return file.Object(number);
        }
        catch (PdfFormatException)
        {
            return PdfNull.Value;
        }
    }

    /// <summary>The numbers that a value refers to.</summary>
    public static IEnumerable<int> From(PdfValue value) => value switch
    {
        PdfReference reference => [reference.Number],
        PdfArray array => array.Items.SelectMany(From),
        PdfDictionary dictionary => dictionary.Entries.Values.SelectMany(From),
        PdfStream stream => From(stream.Dictionary),
        _ => [],
    };

    private void Add(int by, PdfValue value)
    {
        foreach (var number in From(value))
        {
            if (!_to.TryGetValue(number, out var known))
            {
                _to[number] = known = [];
            }

            known.Add(by);
        }
    }
}

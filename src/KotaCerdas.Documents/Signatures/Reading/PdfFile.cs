namespace KotaCerdas.Documents.Signatures;

/// <summary>
/// A PDF file, or one revision of it: the objects that its chain of cross-references names. It repairs nothing, because a signature is
/// worth nothing where two readers see two documents.
/// </summary>
internal sealed class PdfFile
{
    public const int MaxBytes = 64 << 20;
    private const int MaxDecoded = 128 << 20;
    private const int MaxHops = 32;

    private readonly Dictionary<int, XrefEntry> _entries = [];
    private readonly Dictionary<int, PdfValue> _objects = [];
    private readonly Dictionary<int, List<(int Number, PdfValue Value)>> _streams = [];
    private readonly HashSet<int> _reading = [];
    private int _decoded;

    private PdfFile(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        Sections = XrefReader.ReadAll(bytes);
        foreach (var (number, entry) in Sections.SelectMany(s => s.Entries))
        {
            _entries.TryAdd(number, entry);
        }
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<XrefSection> Sections { get; }

    public PdfDictionary Trailer => Sections[0].Trailer;

    public PdfReference Root { get; private set; } = new(0, 0);

    public PdfDictionary Catalog { get; private set; } = PdfDictionary.Empty;

    public IReadOnlyCollection<int> Numbers => _entries.Keys;

    /// <summary>Reads a file, or throws <see cref="PdfFormatException"/>.</summary>
    public static PdfFile Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MaxBytes || !bytes.Span.StartsWith("%PDF-"u8))
        {
            throw new PdfFormatException("no PDF file, or too large");
        }

        var file = new PdfFile(bytes);
        if (file.Trailer.Has("Encrypt"))
        {
            throw new PdfFormatException("the file is encrypted");
        }

        file.Root = file.Trailer["Root"] as PdfReference ?? throw new PdfFormatException("the file has no root");
        file.Catalog = file.Resolve(file.Root) as PdfDictionary ?? throw new PdfFormatException("the root is no dictionary");
        return file;
    }

    public XrefEntry? Entry(int number) => _entries.TryGetValue(number, out var entry) ? entry : null;

    public PdfValue Resolve(PdfValue value)
    {
        for (var hop = 0; value is PdfReference reference; hop++)
        {
            if (hop == MaxHops)
            {
                throw new PdfFormatException("a reference leads nowhere");
            }

            value = Object(reference.Number);
        }

        return value;
    }

    public PdfDictionary? Dictionary(PdfValue value) => Resolve(value) switch
    {
        PdfDictionary dictionary => dictionary,
        PdfStream stream => stream.Dictionary,
        _ => null,
    };

    public IReadOnlyList<PdfValue> Items(PdfValue value) => Resolve(value) is PdfArray array ? array.Items : [];

    /// <summary>The value of an object; null where the file does not define it, as the standard says.</summary>
    public PdfValue Object(int number)
    {
        if (_objects.TryGetValue(number, out var known))
        {
            return known;
        }

        if (!_reading.Add(number))
        {
            throw new PdfFormatException("an object needs itself to be read");
        }

        try
        {
            return _objects[number] = ReadObject(number);
        }
        finally
        {
            _reading.Remove(number);
        }
    }

    public byte[] Decode(PdfStream stream)
    {
        var content = PdfFilters.Decode(stream, Resolve, MaxDecoded - _decoded);
        _decoded += content.Length;
        return content;
    }

    private PdfValue ReadObject(int number)
    {
        switch (Entry(number))
        {
            case { Kind: XrefKind.InFile } entry:
                var found = IndirectObject.Read(Bytes, entry.Place, Resolve);
                return found.Number == number && found.Generation == entry.Second ? found.Value
                    : throw new PdfFormatException("another object stands where the cross-references point");
            case { Kind: XrefKind.InStream } entry:
                var members = MembersOf(entry.Place);
                return entry.Second < members.Count && members[entry.Second].Number == number ? members[entry.Second].Value
                    : throw new PdfFormatException("an object stream does not hold what the cross-references say");
            default:
                return PdfNull.Value;
        }
    }

    private List<(int Number, PdfValue Value)> MembersOf(int streamNumber)
    {
        if (_streams.TryGetValue(streamNumber, out var known))
        {
            return known;
        }

        if (Entry(streamNumber) is not { Kind: XrefKind.InFile } || Object(streamNumber) is not PdfStream stream
            || stream.Dictionary.Name("Type") != "ObjStm"
            || Resolve(stream.Dictionary["N"]) is not PdfNumber { Whole: int count and >= 0 and <= 100_000 }
            || Resolve(stream.Dictionary["First"]) is not PdfNumber { Whole: int first and >= 0 })
        {
            throw new PdfFormatException("no object stream where one should be");
        }

        var content = Decode(stream);
        var head = new PdfLexer(content, 0, inFile: false);
        var places = Enumerable.Range(0, count).Select(_ => (Number: head.ReadWhole(), Place: head.ReadWhole())).ToList();
        return _streams[streamNumber] = [.. places.Select(p => (p.Number, ReadMember(content, (long)first + p.Place)))];
    }

    private static PdfValue ReadMember(byte[] content, long at) => at < content.Length
        ? new PdfLexer(content, (int)at, inFile: false).ReadValue()
        : throw new PdfFormatException("an object outside of its stream");
}

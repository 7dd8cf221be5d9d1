namespace KotaCerdas.Documents.Signatures;

/// <summary>
/// Judges what later revisions did to a signed one. Allowed is what signing itself needs: further signature fields, their widgets in
/// the lists of pages, the form that lists them, evidence for later checks and the date of the change. Everything else is an alteration,
/// however harmless it looks.
/// </summary>
internal sealed class RevisionJudge
{
    private static readonly HashSet<string> CatalogKeys = ["AcroForm", "DSS", "Extensions"];
    private static readonly HashSet<string> FormKeys = ["Fields", "SigFlags"];
    private static readonly HashSet<string> FreshFormKeys = ["Fields", "SigFlags", "DA", "DR"];
    private static readonly HashSet<string> SigningKeys = ["V", "AP", "F", "M", "MK"];
    private static readonly HashSet<string> InfoKeys = ["ModDate", "Producer"];

    private readonly PdfFile _before;
    private readonly PdfFile _after;
    private readonly List<XrefSection> _appended;
    private readonly Dictionary<int, XrefEntry> _changed = [];
    private readonly HashSet<int> _newWidgets = [];
    private readonly HashSet<int> _newFields = [];
    private ReferenceMap? _references;

    private RevisionJudge(PdfFile before, PdfFile after)
    {
        _before = before;
        _after = after;
        _appended = [.. after.Sections.TakeWhile(s => s.Offset != before.Sections[0].Offset)];
        foreach (var (number, entry) in _appended.SelectMany(s => s.Entries))
        {
            _changed.TryAdd(number, entry);
        }
    }

    private ReferenceMap References => _references ??= ReferenceMap.Of(_before);

    /// <summary>What speaks against the later revisions; null where nothing does.</summary>
    public static string? Objection(PdfFile before, PdfFile after) =>
        before.Bytes.Length == after.Bytes.Length ? null : new RevisionJudge(before, after).Objection();

    private string? Objection()
    {
        if (_appended.Count == 0 || _appended.Count == _after.Sections.Count
            || _appended.Any(s => s.Offset < _before.Bytes.Length))
        {
            return "the later revision does not follow the signed one";
        }

        if (IncrementWalk.Objection(_after, _before.Bytes.Length, _appended) is { } walk)
        {
            return walk;
        }

        if (_appended.Select(s => s.Trailer).Any(t =>
            t["Root"] is not PdfReference root || root.Number != _before.Root.Number || t.Has("Encrypt")))
        {
            return "the later revision has another root";
        }

        CollectNewFields();
        foreach (var number in _changed.Keys.Where(n => n != 0))
        {
            if (ObjectionTo(number) is { } objection)
            {
                return $"{objection} (object {number})";
            }
        }

        return HasStrays() ? "an object appears that nothing refers to" : null;
    }

    private bool IsNew(int number) => _before.Entry(number) is null or { Kind: XrefKind.Free };

    /// <summary>Whether an object was added that the changed ones do not lead to; only containers stand alone.</summary>
    private bool HasStrays()
    {
        var reached = new HashSet<int>(_changed.Keys.Where(n => !IsNew(n)));
        var open = new Stack<int>(reached);
        while (open.TryPop(out var number))
        {
            foreach (var next in ReferenceMap.From(_after.Object(number)).Where(n => _changed.ContainsKey(n) && reached.Add(n)))
            {
                open.Push(next);
            }
        }

        var holders = _changed.Values.Where(e => e.Kind == XrefKind.InStream).Select(e => e.Place).ToHashSet();
        var tables = _appended.Select(s => s.Offset).ToHashSet();
        return _changed.Any(e => e.Value.Kind != XrefKind.Free && !reached.Contains(e.Key) && !holders.Contains(e.Key)
            && !(e.Value.Kind == XrefKind.InFile && tables.Contains(e.Value.Place)));
    }

    /// <summary>Signed fields that the later revisions brought, or signed where they stood empty. None may carry actions.</summary>
    private void CollectNewFields()
    {
        foreach (var field in SignatureField.AllOf(_after))
        {
            if (field.Reference is not { } reference || !_changed.ContainsKey(reference.Number) || field.Value is null
                || field.Field.Has("A") || field.Field.Has("AA"))
            {
                continue;
            }

            _newFields.Add(reference.Number);
            _newWidgets.Add(reference.Number);
            foreach (var kid in _after.Items(field.Field["Kids"]).OfType<PdfReference>())
            {
                if (_changed.ContainsKey(kid.Number) && _after.Resolve(kid) is PdfDictionary widget
                    && !widget.Has("A") && !widget.Has("AA"))
                {
                    _newWidgets.Add(kid.Number);
                }
            }
        }
    }

    private string? ObjectionTo(int number)
    {
        var (was, now) = (_before.Object(number), _after.Object(number));
        if (IsNew(number))
        {
            return References.Has(number) ? "an object appears that the signed revision left open" : null;
        }

        if (PdfSerializer.Same(was, now))
        {
            return null;
        }

        if (was is PdfArray oldArray && now is PdfArray newArray)
        {
            return IsListOfFields(number) && OnlyAdds(oldArray.Items, newArray.Items) ? null : "a list was changed";
        }

        if (was is not PdfDictionary old || now is not PdfDictionary changed)
        {
            return "content was changed";
        }

        return ObjectionToDictionary(number, old, changed);
    }

    private string? ObjectionToDictionary(int number, PdfDictionary old, PdfDictionary changed)
    {
        if (number == _before.Root.Number)
        {
            return ChangedKeys(old, changed).All(CatalogKeys.Contains) && IsFormAllowed(old["AcroForm"], changed["AcroForm"]) ? null
                : "the catalogue was changed";
        }

        if (_before.Catalog["AcroForm"] is PdfReference form && form.Number == number)
        {
            return IsFormAllowed(old, changed) ? null : "the form was changed";
        }

        if (old.Name("Type") == "Page")
        {
            return ChangedKeys(old, changed).All(k => k == "Annots")
                && OnlyAdds(_before.Items(old["Annots"]), _after.Items(changed["Annots"])) ? null : "a page was changed";
        }

        if (_newFields.Contains(number))
        {
            return !old.Has("V") && old.Name("FT") == "Sig" && ChangedKeys(old, changed).All(SigningKeys.Contains) ? null
                : "a field was changed";
        }

        if (_before.Trailer["Info"] is PdfReference info && info.Number == number)
        {
            return ChangedKeys(old, changed).All(InfoKeys.Contains) ? null : "what the file says of itself was changed";
        }

        return _before.Catalog["DSS"] is PdfReference evidence && evidence.Number == number
            && References.To(number).SetEquals([_before.Root.Number]) ? null : "an object was changed";
    }

    private bool IsFormAllowed(PdfValue was, PdfValue now)
    {
        if (was is PdfReference one && now is PdfReference other && one.Number == other.Number)
        {
            return true;
        }

        var old = _before.Dictionary(was);
        if (_after.Dictionary(now) is not { } changed)
        {
            return old is null;
        }

        var allowed = old is null || _before.Items(old["Fields"]).Count == 0 ? FreshFormKeys : FormKeys;
        return ChangedKeys(old ?? PdfDictionary.Empty, changed).All(allowed.Contains)
            && OnlyAdds(_before.Items((old ?? PdfDictionary.Empty)["Fields"]), _after.Items(changed["Fields"]));
    }

    private bool IsListOfFields(int number) =>
        (_before.Dictionary(_before.Catalog["AcroForm"])?["Fields"] as PdfReference)?.Number == number
        || References.To(number).All(by => _before.Object(by) is PdfDictionary page && page.Name("Type") == "Page"
            && (page["Annots"] as PdfReference)?.Number == number);

    /// <summary>The old ones stand first and in order; what is new is a new signature.</summary>
    private bool OnlyAdds(IReadOnlyList<PdfValue> was, IReadOnlyList<PdfValue> now) =>
        now.Count >= was.Count
        && was.Zip(now).All(pair => PdfSerializer.Same(pair.First, pair.Second))
        && now.Skip(was.Count).All(item => item is PdfReference reference && _newWidgets.Contains(reference.Number)
            && IsNew(reference.Number));

    private static IEnumerable<string> ChangedKeys(PdfDictionary old, PdfDictionary changed) =>
        old.Entries.Keys.Union(changed.Entries.Keys).Where(key => !PdfSerializer.Same(old[key], changed[key]));
}

namespace KotaCerdas.Documents.Signatures;

/// <summary>A signature field of the form of a file, signed or not.</summary>
/// <param name="Reference">The field; null where it stands in the array itself.</param>
/// <param name="Name">Its name, with those of its parents.</param>
/// <param name="Field">Its dictionary.</param>
/// <param name="Value">The signature; null where nobody signed.</param>
/// <param name="ValueReference">The object of the signature; null where it stands in the field itself.</param>
internal sealed record SignatureField(
    PdfReference? Reference, string Name, PdfDictionary Field, PdfDictionary? Value, PdfReference? ValueReference)
{
    private const int MaxFields = 10_000;
    private const int MaxDepth = 32;

    /// <summary>All signature fields, in the order of the form.</summary>
    public static List<SignatureField> AllOf(PdfFile file)
    {
        var found = new List<SignatureField>();
        if (file.Dictionary(file.Catalog["AcroForm"]) is { } form)
        {
            var seen = new HashSet<int>();
            foreach (var item in file.Items(form["Fields"]))
            {
                Collect(file, item, new Parent(string.Empty, null, 0), seen, found);
            }
        }

        return found;
    }

    private sealed record Parent(string Name, string? Kind, int Depth);

    private static void Collect(PdfFile file, PdfValue item, Parent parent, HashSet<int> seen, List<SignatureField> found)
    {
        var reference = item as PdfReference;
        if ((reference is not null && !seen.Add(reference.Number)) || seen.Count > MaxFields || parent.Depth > MaxDepth)
        {
            throw new PdfFormatException("the fields of the form are no tree");
        }

        if (file.Dictionary(item) is not { } field)
        {
            return;
        }

        var part = (file.Resolve(field["T"]) as PdfText)?.Decoded;
        var name = part is null ? parent.Name : parent.Name.Length == 0 ? part : $"{parent.Name}.{part}";
        var kind = (file.Resolve(field["FT"]) as PdfName)?.Value ?? parent.Kind;
        if (kind == "Sig" && (part is not null || parent.Depth == 0))
        {
            found.Add(new SignatureField(reference, name, field, file.Dictionary(field["V"]), field["V"] as PdfReference));
            return;
        }

        foreach (var kid in file.Items(field["Kids"]))
        {
            Collect(file, kid, new Parent(name, kind, parent.Depth + 1), seen, found);
        }
    }
}

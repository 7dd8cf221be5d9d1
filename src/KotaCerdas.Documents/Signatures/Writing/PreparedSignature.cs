using System.Text;

namespace KotaCerdas.Documents.Signatures;

/// <summary>A file with a signature field whose signature is still a row of zeros.</summary>
internal sealed class PreparedSignature
{
    /// <summary>Bytes reserved for the signature. RSA with a timestamp and two certificates needs 5,400.</summary>
    public const int Reserved = 16 * 1024;

    private const string Slot = "0000000000";

    private readonly byte[] _file;
    private readonly int _holeStart;
    private readonly int _holeEnd;

    private PreparedSignature(byte[] file, int dictionaryStart)
    {
        _file = file;
        var dictionary = file.AsSpan(dictionaryStart);
        _holeStart = dictionaryStart + dictionary.IndexOf("/Contents <"u8) + "/Contents ".Length;
        _holeEnd = _holeStart + (2 * Reserved) + 2;
        var ranges = dictionaryStart + dictionary.IndexOf("/ByteRange [0 "u8) + "/ByteRange [0 ".Length;
        Encoding.ASCII.GetBytes($"{_holeStart:D10} {_holeEnd:D10} {file.Length - _holeEnd:D10}").CopyTo(file, ranges);
    }

    /// <summary>Adds the field, its mark and the dictionary of the signature in a new revision.</summary>
    /// <param name="file">The file as it is.</param>
    /// <param name="order">What the signature says of itself.</param>
    /// <param name="form">Kind of signature: <c>ETSI.CAdES.detached</c>, or <c>ETSI.RFC3161</c> for a document timestamp.</param>
    /// <returns>Null where the page of the mark does not exist.</returns>
    public static PreparedSignature? Make(PdfFile file, SignatureOrder order, string form = "ETSI.CAdES.detached")
    {
        var pages = PdfPages.Of(file).Take(order.Mark?.Page ?? 1).ToList();
        if (pages.Count < (order.Mark?.Page ?? 1) || order.Mark?.Page < 1)
        {
            return null;
        }

        using var writer = new IncrementWriter(file);
        var (field, signature) = (writer.Reserve(), writer.Reserve());
        var (page, pageDictionary) = pages[^1];
        writer.Put(page, pageDictionary.With("Annots", new PdfArray([.. file.Items(pageDictionary["Annots"]), field])));
        PutForm(file, writer, field);
        writer.Put(field, Field(file, writer, order, page).With("V", signature));
        var start = writer.Put(signature, Encoding.Latin1.GetBytes(Dictionary(order, form)));
        return new PreparedSignature(writer.Finish(), start);
    }

    /// <summary>The bytes that the signature covers: everything but the place of the signature itself.</summary>
    public byte[] SignedBytes() => [.. _file.AsSpan(0, _holeStart), .. _file.AsSpan(_holeEnd)];

    /// <summary>The file with its signature, or null where that is larger than its place.</summary>
    public byte[]? Embed(byte[] signature)
    {
        if (signature.Length > Reserved)
        {
            return null;
        }

        Encoding.ASCII.GetBytes(Convert.ToHexString(signature)).CopyTo(_file, _holeStart + 1);
        return _file;
    }

    private static string Dictionary(SignatureOrder order, string form)
    {
        var isTimestamp = form == "ETSI.RFC3161";
        var text = new StringBuilder("<< /Type /").Append(isTimestamp ? "DocTimeStamp" : "Sig")
            .Append(" /Filter /Adobe.PPKLite /SubFilter /").Append(form);
        if (!isTimestamp)
        {
            text.Append(" /M (D:").Append($"{order.At.UtcDateTime:yyyyMMddHHmmss}").Append("+00'00')");
            AppendText(text, "Name", order.Name);
            AppendText(text, "Reason", order.Reason);
            AppendText(text, "Location", order.Location);
        }

        return text.Append($" /ByteRange [0 {Slot} {Slot} {Slot}] /Contents <").Append('0', 2 * Reserved).Append("> >>").ToString();
    }

    private static void AppendText(StringBuilder to, string key, string? value)
    {
        if (value is not null)
        {
            to.Append($" /{key} <{Convert.ToHexString(Text(value))}>");
        }
    }

    private static byte[] Text(string value) => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(value)];

    private static PdfDictionary Field(PdfFile file, IncrementWriter writer, SignatureOrder order, PdfReference page)
    {
        var taken = SignatureField.AllOf(file).Select(f => f.Name).ToHashSet();
        var name = Enumerable.Range(1, taken.Count + 1).Select(n => $"Signature{n}").First(n => !taken.Contains(n));
        var mark = order.Mark;
        double[] corners = mark is null ? [0, 0, 0, 0] : [mark.Left, mark.Bottom, mark.Left + mark.Width, mark.Bottom + mark.Height];
        var field = new Dictionary<string, PdfValue>
        {
            ["Type"] = new PdfName("Annot"),
            ["Subtype"] = new PdfName("Widget"),
            ["FT"] = new PdfName("Sig"),
            ["T"] = new PdfText(Encoding.ASCII.GetBytes(name)),
            ["F"] = new PdfNumber(132),
            ["P"] = page,
            ["Rect"] = new PdfArray([.. corners.Select(c => new PdfNumber($"{c:0.###}"))]),
        };
        if (mark is not null)
        {
            var appearance = writer.Reserve();
            writer.Put(appearance, MarkDrawing.Of(mark));
            field["AP"] = new PdfDictionary(new Dictionary<string, PdfValue> { ["N"] = appearance });
        }

        return new PdfDictionary(field);
    }

    /// <summary>Adds the field to the form; makes the form where the file has none.</summary>
    private static void PutForm(PdfFile file, IncrementWriter writer, PdfReference field)
    {
        var form = file.Dictionary(file.Catalog["AcroForm"]) ?? PdfDictionary.Empty;
        var changed = form.With("Fields", new PdfArray([.. file.Items(form["Fields"]), field])).With("SigFlags", new PdfNumber(3));
        if (file.Catalog["AcroForm"] is PdfReference known)
        {
            writer.Put(known, changed);
            return;
        }

        var made = writer.Reserve();
        writer.Put(made, changed);
        writer.Put(file.Root, file.Catalog.With("AcroForm", made));
    }
}

using System.Globalization;
using System.Security;

namespace KotaCerdas.Documents.Pdf;

/// <summary>The catalog and what it points to: metadata in both forms, which say the same.</summary>
internal static class DocumentParts
{
    private const string Producer = "KotaCerdas";

    /// <summary>Writes them; returns the numbers of the catalog and of the information dictionary.</summary>
    public static (int Catalog, int Info) Write(ObjectWriter file, PdfSetup setup, PageFlow flow)
    {
        var (catalog, info, metadata) = (file.Reserve(), file.Reserve(), file.Reserve());
        file.WritePlainStream(metadata, "/Type/Metadata/Subtype/XML", ObjectWriter.Utf8(Packet(setup)));
        var date = Date(setup.CreatedAt);
        file.Begin(info).Raw("<</Title "u8).Text(setup.Title).Raw("/Author "u8).Text(setup.Author).Raw("/Producer "u8).Text(Producer)
            .Raw("/Creator "u8).Text(Producer).Raw("/CreationDate "u8).Text(date).Raw("/ModDate "u8).Text(date).Raw(">>"u8);
        file.End();
        file.Begin(catalog).Raw("<</Type/Catalog/Pages "u8).Ref(flow.PageTreeId).Raw("/StructTreeRoot "u8).Ref(flow.Structure.Id)
            .Raw("/MarkInfo<</Marked true>>/Lang "u8).Text(setup.Language).Raw("/Metadata "u8).Ref(metadata)
            .Raw("/ViewerPreferences<</DisplayDocTitle true>>>>"u8);
        file.End();
        return (catalog, info);
    }

    /// <summary>A date of 7.9.4: <c>D:20251122093000+07'00'</c>.</summary>
    private static string Date(DateTimeOffset at) =>
        at.ToString("'D:'yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture).Replace(':', '\'').Replace("D'", "D:", StringComparison.Ordinal)
            + "'";

    private static string Packet(PdfSetup setup)
    {
        string Xml(string text) => SecurityElement.Escape(text);
        var date = setup.CreatedAt.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        return "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
            + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
            + "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
            + " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
            + $"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{Xml(setup.Title)}</rdf:li></rdf:Alt></dc:title>\n"
            + $"<dc:creator><rdf:Seq><rdf:li>{Xml(setup.Author)}</rdf:li></rdf:Seq></dc:creator>\n"
            + $"<dc:language><rdf:Bag><rdf:li>{Xml(setup.Language)}</rdf:li></rdf:Bag></dc:language>\n"
            + $"<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>\n"
            + $"<xmp:CreatorTool>{Producer}</xmp:CreatorTool><pdf:Producer>{Producer}</pdf:Producer>\n"
            + "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
    }
}

using KotaCerdas.Documents.Pdf;

namespace KotaCerdas.Platform;

/// <summary>What is printed beside the data: what the register knows of a document.</summary>
/// <param name="Number">Its number.</param>
/// <param name="DatedOn">Its legal date.</param>
/// <param name="CheckAddress">Address under which anyone can check it; in the QR code. Null for a draft, which nobody can check.</param>
/// <param name="Author">Who issues it.</param>
/// <param name="MadeAt">When, for the file's metadata.</param>
public sealed record DocumentImprint(string Number, DateOnly DatedOn, string? CheckAddress, string Author, DateTimeOffset MadeAt);

/// <summary>A rendered document.</summary>
/// <param name="Content">Bytes of the PDF.</param>
/// <param name="Pages">Pages.</param>
/// <param name="Places">Places for signatures.</param>
public sealed record PrintedDocument(byte[] Content, int Pages, IReadOnlyList<SignaturePlace> Places);

/// <summary>Prints documents from templates and data. Equal input gives equal bytes.</summary>
public sealed class DocumentPress(Texts texts)
{
    /// <summary>What stands in place of the number of a draft.</summary>
    public string DraftNumber => texts.Get("Platform.Document.DraftNumber", Languages.Indonesian);

    /// <summary>Checks a request against its template.</summary>
    /// <returns>All problems by name; empty where it can be printed.</returns>
    public static IReadOnlyList<Problem> Check(DocumentTemplate template, DocumentRequest request) => DataCheck.Of(template, request);

    /// <summary>Prints.</summary>
    /// <returns>The document, or what the data lacks or has too much of.</returns>
    public Outcome<PrintedDocument> Print(DocumentTemplate template, DocumentRequest request, DocumentImprint imprint)
    {
        var problems = DataCheck.Of(template, request);
        if (problems.Count > 0)
        {
            return problems;
        }

        using var to = new MemoryStream();
        using var pdf = new PdfWriter(to, Setup(template, request, imprint));
        new BlockPrinter(pdf, template, request, imprint).Print();
        var result = pdf.Finish();
        var places = result.Places.Select(p => (Place: p, Signer: request.Signers.Single(s => s.Role == p.Name))).Select(p =>
            new SignaturePlace(p.Signer.Role, p.Signer.Office, p.Signer.Name, p.Place.Page, Points(p.Place.Left), Points(p.Place.Bottom),
                Points(p.Place.Width), Points(p.Place.Height)));
        return new PrintedDocument(to.ToArray(), result.Pages, [.. places]);
    }

    private static double Points(double value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);

    private PdfSetup Setup(DocumentTemplate template, DocumentRequest request, DocumentImprint imprint)
    {
        string Text(string key, params object[] args) => texts.Get(key, Languages.Indonesian, args);
        List<string> lines = imprint.CheckAddress is { } address
            ? [Text("Platform.Document.FootSigned"), Text("Platform.Document.FootCheck", address)]
            : [Text("Platform.Document.FootDraft")];
        if (request.Generated)
        {
            lines.Insert(0, Text("Platform.Document.FootGenerated"));
        }

        return new PdfSetup
        {
            Size = template.Page == Paper.F4 ? PageSize.F4 : PageSize.A4,
            Title = $"{template.NameId} {imprint.Number}: {request.Title}",
            Author = imprint.Author,
            CreatedAt = imprint.MadeAt,
            Footer = new PageFooter(lines, imprint.CheckAddress, Text("Platform.Document.FootPage")),
        };
    }
}

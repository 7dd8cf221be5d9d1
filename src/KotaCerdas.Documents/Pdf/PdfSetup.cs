namespace KotaCerdas.Documents.Pdf;

/// <summary>A size of paper, in points (1/72 inch).</summary>
/// <param name="Width">Across.</param>
/// <param name="Height">Down.</param>
public sealed record PageSize(double Width, double Height)
{
    private const double PointsPerMillimetre = 72 / 25.4;

    /// <summary>210 × 297 mm (ISO 216).</summary>
    public static PageSize A4 { get; } = OfMillimetres(210, 297);

    /// <summary>215 × 330 mm, "folio", on which Indonesian offices write decrees.</summary>
    public static PageSize F4 { get; } = OfMillimetres(215, 330);

    /// <summary>A size given in millimetres.</summary>
    public static PageSize OfMillimetres(double width, double height) => new(Points(width), Points(height));

    /// <summary>Points of a length in millimetres.</summary>
    public static double Points(double millimetres) => millimetres * PointsPerMillimetre;
}

/// <summary>White space around the text, in millimetres.</summary>
public sealed record PageMargins(double Left = 28, double Top = 22, double Right = 22, double Bottom = 20);

/// <summary>What stands at the foot of every page.</summary>
/// <param name="Lines">Lines of small print.</param>
/// <param name="Qr">Content of a QR code beside them, or null.</param>
/// <param name="PageLabel">Number of the page and of all pages: <c>Halaman {0} dari {1}</c>.</param>
public sealed record PageFooter(IReadOnlyList<string> Lines, string? Qr = null, string PageLabel = "{0}/{1}");

/// <summary>What a document is and how its pages look. Every date comes from here, none from a clock.</summary>
public sealed record PdfSetup
{
    /// <summary>Paper.</summary>
    public PageSize Size { get; init; } = PageSize.A4;

    /// <summary>White space.</summary>
    public PageMargins Margins { get; init; } = new();

    /// <summary>Title that readers show.</summary>
    public required string Title { get; init; }

    /// <summary>The office that issues the document.</summary>
    public required string Author { get; init; }

    /// <summary>Language of the text (BCP 47).</summary>
    public string Language { get; init; } = "id-ID";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Foot of the pages, or null.</summary>
    public PageFooter? Footer { get; init; }
}

/// <summary>What stands in the margin of a list, as decrees have it.</summary>
/// <param name="Name">Stands beside the first entry with a colon: <c>Menimbang</c>. Empty where the labels name the entries.</param>
/// <param name="Width">Room for the name, in points; with an empty name a colon follows every label.</param>
public sealed record ListMargin(string Name, double Width = 0);

/// <summary>A place reserved on a page, in points from the lower left corner.</summary>
/// <param name="Name">Whose it is: the role of a signer.</param>
/// <param name="Page">0 for the first page.</param>
/// <param name="Left">Left edge.</param>
/// <param name="Bottom">Lower edge.</param>
/// <param name="Width">Across.</param>
/// <param name="Height">Up.</param>
public sealed record ReservedPlace(string Name, int Page, double Left, double Bottom, double Width, double Height);

/// <summary>What was written.</summary>
/// <param name="Pages">Number of pages.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Places">Places reserved for signatures, in the order of the document.</param>
public sealed record PdfResult(int Pages, long Length, IReadOnlyList<ReservedPlace> Places);

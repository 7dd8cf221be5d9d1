namespace KotaCerdas.Platform;

/// <summary>What a field of a template holds.</summary>
public enum FieldType
{
    /// <summary>Text; may have several lines.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Whole rupiah.</summary>
    Money,

    /// <summary>A legal date.</summary>
    Date,

    /// <summary>Rows of fields.</summary>
    List,
}

/// <summary>A value with its type.</summary>
internal sealed record FieldValue(FieldType Type, object Value);

/// <summary>What fills a template: typed values by the names of its fields.</summary>
public sealed class DocumentData
{
    private readonly SortedDictionary<string, FieldValue> _values = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, FieldValue> Values => _values;

    /// <summary>Adds text.</summary>
    public DocumentData Text(string name, string value) => Add(name, FieldType.Text, value);

    /// <summary>Adds text where there is some; for optional fields.</summary>
    public DocumentData TextOrNone(string name, string? value) => string.IsNullOrWhiteSpace(value) ? this : Text(name, value);

    /// <summary>Adds a whole number.</summary>
    public DocumentData Number(string name, long value) => Add(name, FieldType.Number, value);

    /// <summary>Adds whole rupiah.</summary>
    public DocumentData Money(string name, long rupiah) => Add(name, FieldType.Money, rupiah);

    /// <summary>Adds a legal date.</summary>
    public DocumentData Date(string name, DateOnly value) => Add(name, FieldType.Date, value);

    /// <summary>Adds rows.</summary>
    public DocumentData List(string name, IEnumerable<DocumentData> rows) => Add(name, FieldType.List, rows.ToList());

    private DocumentData Add(string name, FieldType type, object value)
    {
        Check.That(_values.TryAdd(name, new FieldValue(type, value)));
        return this;
    }
}

/// <summary>Somebody who signs.</summary>
/// <param name="Role">Role of the template.</param>
/// <param name="Office">Office as printed.</param>
/// <param name="Name">Name as printed, or null.</param>
public sealed record DocumentSigner(string Role, string Office, string? Name = null);

/// <summary>A document to make.</summary>
/// <param name="Region">Whose document; <c>00</c> for the ministry.</param>
/// <param name="Kind">Kind: a folder under <c>data/documents</c>.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Title">What it is about, in words.</param>
/// <param name="Data">Values for the template.</param>
/// <param name="Signers">Who signs.</param>
public sealed record DocumentRequest(
    RegionCode Region, string Kind, Subject Subject, string Title, DocumentData Data, IReadOnlyList<DocumentSigner> Signers)
{
    /// <summary>Legal date that the document bears; today in the region unless set.</summary>
    public DateOnly? DatedOn { get; init; }

    /// <summary>True for generated demo data; says so on every page.</summary>
    public bool Generated { get; init; }
}

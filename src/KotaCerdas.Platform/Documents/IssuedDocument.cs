using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>Identifies a document that the platform made.</summary>
public readonly record struct DocumentId(Guid Value) : IGuidId<DocumentId>
{
    /// <inheritdoc />
    public static DocumentId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>How far a document has come.</summary>
public enum DocumentState
{
    /// <summary>Numbered and rendered; nobody has signed.</summary>
    Prepared,

    /// <summary>Some have signed, not all.</summary>
    Signing,

    /// <summary>Everybody has signed, or it was sealed.</summary>
    Issued,

    /// <summary>A later document took its place.</summary>
    Superseded,

    /// <summary>Taken back by its issuer, signed or not; its number stays used.</summary>
    Withdrawn,
}

/// <summary>Who signs a document and where: the office stands in the text, the place is reserved on a page.</summary>
/// <param name="Role">Role of the template: <c>pihak-kesatu</c>.</param>
/// <param name="Office">Office as printed: <c>Wali Kota Pagar Alam</c>.</param>
/// <param name="Name">Name as printed, or null where it is not known yet.</param>
/// <param name="Page">Page of the place, 0 for the first.</param>
/// <param name="Left">Left edge in points from the left edge of the page.</param>
/// <param name="Bottom">Lower edge in points from the lower edge of the page.</param>
/// <param name="Width">Width in points.</param>
/// <param name="Height">Height in points.</param>
public sealed record SignaturePlace(
    string Role, string Office, string? Name, int Page, double Left, double Bottom, double Width, double Height);

/// <summary>
/// A document of a kind, with its number. Its bytes lie in the <see cref="FileStore"/>; signing adds to them, so that the row names the
/// newest file, while earlier ones stay.
/// </summary>
public sealed class IssuedDocument : ITenantRow
{
    /// <inheritdoc />
    public required RegionCode RegionCode { get; init; }

    /// <summary>Key.</summary>
    public required DocumentId Id { get; init; }

    /// <summary>Kind: a folder under <c>data/documents</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Version of the template that it was made with.</summary>
    public required int TemplateVersion { get; init; }

    /// <summary>Number as printed: <c>007/NK/APTIKA/XI/2026</c>.</summary>
    public required string Number { get; init; }

    /// <summary>Year of the series.</summary>
    public required int Year { get; init; }

    /// <summary>Place in the series of the region, the kind and the year: 1, 2, 3 … without a gap.</summary>
    public required int Sequence { get; init; }

    /// <summary>What it is about.</summary>
    public required string Title { get; init; }

    /// <summary>Legal date that it bears.</summary>
    public required DateOnly DatedOn { get; init; }

    /// <summary>SHA-256 of the newest bytes, hexadecimal.</summary>
    public string ContentSha256 { get; private set; } = string.Empty;

    /// <summary>File with the newest bytes.</summary>
    public FileId FileId { get; private set; }

    /// <summary>How far it has come.</summary>
    public DocumentState State { get; private set; }

    /// <summary>What the printed QR code asks for; see <see cref="CheckCode"/>.</summary>
    public required string CheckCode { get; init; }

    /// <summary>Kind of the thing it is about: <c>movement.agreement</c>.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>Identifier of that thing.</summary>
    public required string SubjectId { get; init; }

    /// <summary>JSON of the <see cref="SignaturePlace"/>s.</summary>
    public required string Places { get; init; }

    /// <summary>Pages.</summary>
    public required int Pages { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTime PreparedAt { get; init; }

    /// <summary>By whom.</summary>
    public UserId? PreparedBy { get; init; }

    /// <summary>When the last signature was given, UTC.</summary>
    public DateTime? IssuedAt { get; private set; }

    /// <summary>When it was taken back, UTC; null too where it was taken back before that was recorded.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>The document that took its place; null too where that one is on paper.</summary>
    public DocumentId? SupersededBy { get; private set; }

    /// <summary>True for generated demo data.</summary>
    public bool Generated { get; init; }

    /// <summary>Counts changes; two at once do not both succeed.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>Who signs, in the order of the document.</summary>
    public IReadOnlyList<SignaturePlace> SignaturePlaces => JsonSerializer.Deserialize<List<SignaturePlace>>(Places)!;

    /// <summary>Takes bytes to which a signature was added.</summary>
    /// <param name="file">The file, of the same region.</param>
    /// <param name="complete">True where nobody is left to sign.</param>
    /// <param name="now">Now, UTC.</param>
    public void Signed(StoredFile file, bool complete, DateTime now)
    {
        Check.That(State is DocumentState.Prepared or DocumentState.Signing);
        Hold(file);
        State = complete ? DocumentState.Issued : DocumentState.Signing;
        IssuedAt = complete ? now : null;
        Version++;
    }

    /// <summary>Notes that another document stands in its place; null where that one was made outside the platform.</summary>
    public void Supersede(DocumentId? by)
    {
        Check.That(State is not (DocumentState.Superseded or DocumentState.Withdrawn) && by != Id);
        (State, SupersededBy) = (DocumentState.Superseded, by);
        Version++;
    }

    /// <summary>
    /// Takes it back; what was signed stays genuine, but counts no more. Who signs at the same moment is refused, or first, and this
    /// write fails.
    /// </summary>
    /// <param name="now">Now, UTC.</param>
    public void Withdraw(DateTime now)
    {
        Check.That(State is not (DocumentState.Superseded or DocumentState.Withdrawn));
        (State, WithdrawnAt) = (DocumentState.Withdrawn, now);
        Version++;
    }

    /// <summary>
    /// Something changed that its next signature would rest on. Who signs at the same moment is refused, or first, and this write fails.
    /// </summary>
    public void Touch() => Version++;

    internal void Hold(StoredFile file)
    {
        Check.That(file.RegionCode == RegionCode);
        (FileId, ContentSha256) = (file.Id, file.Sha256);
    }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<IssuedDocument>(e =>
        {
            e.ToTable("platform_document");
            e.HasKey(d => new { d.RegionCode, d.Id });
            e.HasIndex(d => new { d.RegionCode, d.Kind, d.Year, d.Sequence }).IsUnique().HasDatabaseName("platform_document_series");
            e.HasIndex(d => new { d.RegionCode, d.CheckCode }).IsUnique().HasDatabaseName("platform_document_check");
            e.HasIndex(d => new { d.RegionCode, d.SubjectKind, d.SubjectId }).HasDatabaseName("platform_document_subject");
            e.Property(d => d.Version).IsConcurrencyToken();
            e.Ignore(d => d.SignaturePlaces);
        });
        DocumentNumber.Map(model);
    }
}

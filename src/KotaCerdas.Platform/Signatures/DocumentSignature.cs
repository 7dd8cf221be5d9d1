using KotaCerdas.Documents.Signatures;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>One signature of a document: a fact, never changed.</summary>
public sealed class DocumentSignature : ITenantRow
{
    /// <summary>Role of a seal, which no person gives.</summary>
    public const string SealRole = "segel";

    /// <inheritdoc />
    public required RegionCode RegionCode { get; init; }

    /// <summary>The document.</summary>
    public required DocumentId DocumentId { get; init; }

    /// <summary>1 for the first signature of the document.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Role of the template that was signed for; <see cref="SealRole"/> for a seal.</summary>
    public required string Role { get; init; }

    /// <summary>Office that signed.</summary>
    public required string Office { get; init; }

    /// <summary>Account that signed; null for a seal.</summary>
    public UserId? SignedBy { get; init; }

    /// <summary>Common name of the certificate.</summary>
    public required string CertificateSubject { get; init; }

    /// <summary>Serial number of the certificate, hexadecimal.</summary>
    public required string CertificateSerial { get; init; }

    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    public required string CertificateFingerprint { get; init; }

    /// <summary>What the signature brings along.</summary>
    public required SignatureLevel Level { get; init; }

    /// <summary>Adapter that made it: <c>local</c> or <c>bsre</c>.</summary>
    public required string Adapter { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime SignedAt { get; init; }

    /// <summary>SHA-256 of the bytes that were signed.</summary>
    public required string Sha256Before { get; init; }

    /// <summary>SHA-256 of the bytes with the signature.</summary>
    public required string Sha256After { get; init; }

    /// <summary>File with the signature.</summary>
    public required FileId FileId { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<DocumentSignature>(e =>
    {
        e.ToTable("platform_document_signature");
        e.HasKey(s => new { s.RegionCode, s.DocumentId, s.Ordinal });
        e.Property(s => s.Level).HasConversion<string>();
        e.HasIndex(s => new { s.RegionCode, s.DocumentId, s.Role }).IsUnique().HasDatabaseName("platform_document_signature_role");
        e.HasIndex(s => new { s.RegionCode, s.Sha256After }).HasDatabaseName("platform_document_signature_after");
    });
}

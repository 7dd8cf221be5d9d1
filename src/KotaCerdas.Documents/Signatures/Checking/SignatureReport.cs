using System.Security.Cryptography.X509Certificates;

namespace KotaCerdas.Documents.Signatures;

/// <summary>What a check of a signed document found.</summary>
public enum Verdict
{
    /// <summary>Unchanged since it was signed, by people whose certificates held.</summary>
    Valid,

    /// <summary>Changed after it was signed.</summary>
    Altered,

    /// <summary>Signed with a certificate of an authority that is not trusted here.</summary>
    UnknownIssuer,

    /// <summary>Signed with a certificate that did not hold at the time.</summary>
    Expired,

    /// <summary>Signed with a certificate that its authority had withdrawn.</summary>
    Revoked,

    /// <summary>Valid, and replaced by a newer document; the register of documents says so, never the file itself.</summary>
    Superseded,

    /// <summary>Signed, and taken back by its issuer since; the register of documents says so, never the file itself.</summary>
    Withdrawn,
}

/// <summary>Whether a file could be judged at all.</summary>
public enum CheckState
{
    /// <summary>It carries at least one signature; the report has a verdict.</summary>
    Signed,

    /// <summary>A PDF file without signatures.</summary>
    Unsigned,

    /// <summary>No PDF file that the reader understands.</summary>
    Unreadable,
}

/// <summary>How much a signature brings along (ETSI EN 319 142-1).</summary>
public enum SignatureLevel
{
    /// <summary>B-B: the signature alone.</summary>
    Basic,

    /// <summary>B-T: with a proof of the time.</summary>
    Timestamped,

    /// <summary>A timestamp over the whole document.</summary>
    DocumentTimestamp,
}

/// <summary>Whom a check trusts.</summary>
/// <param name="Roots">Certificates of the authorities.</param>
/// <param name="RevocationLists">Lists of revoked certificates beside those in the file.</param>
/// <param name="At">The time that certificates are judged at where no timestamp proves another one.</param>
public sealed record CheckTrust(
    IReadOnlyList<X509Certificate2> Roots, IReadOnlyList<byte[]> RevocationLists, DateTimeOffset At);

/// <summary>What is known of one signature.</summary>
public sealed record SignatureFinding
{
    /// <summary>Name of its field.</summary>
    public required string Field { get; init; }

    /// <summary>What the check found; never superseded.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What it brings along.</summary>
    public SignatureLevel Level { get; init; }

    /// <summary>Common name of the signer's certificate; empty where the signature is too broken to tell.</summary>
    public string Signer { get; init; } = string.Empty;

    /// <summary>Common name of who issued it.</summary>
    public string Issuer { get; init; } = string.Empty;

    /// <summary>Serial number of the certificate, in hexadecimal digits.</summary>
    public string Serial { get; init; } = string.Empty;

    /// <summary>SHA-256 of the certificate, in hexadecimal digits.</summary>
    public string Fingerprint { get; init; } = string.Empty;

    /// <summary>When the signer says it was signed; null where the file does not say.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>When it was signed at the latest, as a trusted authority stamped it; null without such a stamp.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>Why, as the signer wrote.</summary>
    public string? Reason { get; init; }

    /// <summary>Where, as the signer wrote.</summary>
    public string? Location { get; init; }

    /// <summary>Whether it covers the whole file, or an earlier revision of it.</summary>
    public bool CoversWholeFile { get; init; }

    /// <summary>What speaks against it, for the log of an operator; null where nothing does.</summary>
    public string? Objection { get; init; }
}

/// <summary>What a check found.</summary>
/// <param name="State">Whether the file could be judged.</param>
/// <param name="Verdict">The gravest verdict of its signatures; null unless signed.</param>
/// <param name="Signatures">In the order they were made; empty where the file is too broken to tell.</param>
public sealed record SignatureReport(CheckState State, Verdict? Verdict, IReadOnlyList<SignatureFinding> Signatures)
{
    internal static readonly SignatureReport Unreadable = new(CheckState.Unreadable, null, []);

    internal static readonly SignatureReport Unsigned = new(CheckState.Unsigned, null, []);

    /// <summary>Signed once, and too broken to tell by whom.</summary>
    internal static readonly SignatureReport Broken = new(CheckState.Signed, Documents.Signatures.Verdict.Altered, []);
}

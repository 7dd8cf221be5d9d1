using System.Text.Json.Serialization;

namespace KotaCerdas.Platform;

/// <summary>Bodies of the BSrE client API v2, with the names of its guide (v2.2.1). Absent values are not sent.</summary>
internal sealed record BsreSign
{
    public string? Nik { get; init; }

    public string? Email { get; init; }

    public string? IdSubscriber { get; init; }

    public string? Passphrase { get; init; }

    public string? Totp { get; init; }

    public IReadOnlyList<BsreProperty>? SignatureProperties { get; init; }

    public IReadOnlyList<string>? File { get; init; }

    /// <summary>Number of files, where a one-time code is asked for.</summary>
    public int? Data { get; init; }

    /// <summary>Nothing that a log could keep.</summary>
    public override string ToString() => nameof(BsreSign);
}

/// <summary>How a signature looks: <c>INVISIBLE</c>, or <c>VISIBLE</c> at a place of a page.</summary>
internal sealed record BsreProperty
{
    public required string Tampilan { get; init; }

    public string? ImageBase64 { get; init; }

    public int? Page { get; init; }

    public double? OriginX { get; init; }

    public double? OriginY { get; init; }

    public double? Width { get; init; }

    public double? Height { get; init; }

    public string? Location { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Signed files.</summary>
internal sealed record BsreSigned(IReadOnlyList<string>? File, long? Time);

/// <summary>Status of a person: <c>ISSUE</c> can sign.</summary>
internal sealed record BsreStatus(string? Status);

/// <summary>A one-time code.</summary>
internal sealed record BsreTotp(string? Totp);

/// <summary>Why a request failed.</summary>
internal sealed record BsreError(string? Error, [property: JsonPropertyName("status_code")] int? StatusCode);

/// <summary>A file to verify.</summary>
internal sealed record BsreVerify(string File, string? Password = null);

/// <summary>What the client service found in a file.</summary>
/// <param name="Conclusion"><c>VALID</c> or what speaks against it.</param>
/// <param name="Description">In words.</param>
/// <param name="SignatureCount">Signatures.</param>
/// <param name="SignatureInformations">One by one.</param>
public sealed record BsreVerdict(
    string? Conclusion, string? Description, int SignatureCount, IReadOnlyList<BsreSignature>? SignatureInformations);

/// <summary>One signature, as the client service sees it.</summary>
/// <param name="SignerName">Holder of the certificate.</param>
/// <param name="SignatureFormat">Such as <c>PAdES-BASELINE-T</c>.</param>
/// <param name="IntegrityValid">Whether the bytes are those that were signed.</param>
/// <param name="CertificateTrusted">Whether the certificate leads to a trusted root.</param>
/// <param name="Timestamp">Proof of time; the guide spells its key <c>timestampInfomation</c>.</param>
public sealed record BsreSignature(
    string? SignerName, string? SignatureFormat, bool IntegrityValid, bool CertificateTrusted,
    [property: JsonPropertyName("timestampInfomation")] BsreTimestamp? Timestamp);

/// <summary>Proof of time.</summary>
/// <param name="SignerName">Who stamped.</param>
/// <param name="TimestampDate">When, as written by the service.</param>
public sealed record BsreTimestamp(string? SignerName, string? TimestampDate);

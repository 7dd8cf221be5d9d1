using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>
/// Signatures and seals. The certificate stands by its fingerprint: its subject may be a person's name. Who signed what is for those who
/// hold the document, so the kind is not public.
/// </summary>
internal sealed class SignatureFacts(KotaDb db) : ILogFacts
{
    public static readonly LogKind Signature = new("platform.signature", "Platform.Log.Signature", IsPublic: false);

    public LogKind Kind => Signature;

    public static string SubjectOf(DocumentSignature signature) =>
        string.Create(CultureInfo.InvariantCulture, $"{signature.DocumentId}/{signature.Ordinal}");

    public static LogEntry Of(DocumentSignature signature) => new(
        Signature, SubjectOf(signature), new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["document"] = signature.DocumentId.ToString(),
            ["ordinal"] = signature.Ordinal.ToString(CultureInfo.InvariantCulture),
            ["role"] = signature.Role,
            ["office"] = signature.Office,
            ["certificate"] = signature.CertificateFingerprint,
            ["level"] = signature.Level.ToString(),
            ["adapter"] = signature.Adapter,
            ["at"] = LoggedEntry.Instant(new DateTimeOffset(signature.SignedAt, TimeSpan.Zero)),
            ["before"] = signature.Sha256Before,
            ["after"] = signature.Sha256After,
        });

    public async IAsyncEnumerable<LogFact> ReadAsync(RegionScope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = db.In<DocumentSignature>(scope).AsNoTracking().OrderBy(f => f.RegionCode);
        await foreach (var signature in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return new LogFact(signature.RegionCode, Of(signature));
        }
    }
}

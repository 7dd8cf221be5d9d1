using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KotaCerdas.Documents.Signatures;

/// <summary>Judges a certificate: does it lead to a trusted root, was it withdrawn, did it hold at the time.</summary>
/// <param name="roots">The trusted authorities.</param>
/// <param name="others">Certificates that may stand between; they are trusted for nothing.</param>
/// <param name="lists">Lists of revoked certificates; only those signed by the issuer count.</param>
internal sealed class CertificateJudge(
    IReadOnlyList<X509Certificate2> roots, IReadOnlyList<X509Certificate2> others, IReadOnlyList<RevocationList> lists)
{
    private const string Timestamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Valid, of unknown issuer, revoked or expired. A certificate that cannot be read is of an unknown issuer.</summary>
    public Verdict Judge(X509Certificate2 leaf, DateTimeOffset at, bool forTimestamps = false)
    {
        try
        {
            return JudgeReadable(leaf, at, forTimestamps);
        }
        catch (CryptographicException)
        {
            return Verdict.UnknownIssuer;
        }
    }

    private Verdict JudgeReadable(X509Certificate2 leaf, DateTimeOffset at, bool forTimestamps)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(roots.ToArray());
        policy.ExtraStore.AddRange(others.ToArray());
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        policy.VerificationTime = at.UtcDateTime;
        if (forTimestamps)
        {
            policy.ApplicationPolicy.Add(new Oid(Timestamping));
        }

        if (!chain.Build(leaf) || !MaySign(leaf))
        {
            return Verdict.UnknownIssuer;
        }

        var path = chain.ChainElements.Select(e => e.Certificate).ToList();
        if (path.Zip(path.Skip(1)).Any(pair => IsRevoked(pair.First, pair.Second, at)))
        {
            return Verdict.Revoked;
        }

        return path.All(c => at >= c.NotBefore.ToUniversalTime() && at <= c.NotAfter.ToUniversalTime()) ? Verdict.Valid : Verdict.Expired;
    }

    private bool IsRevoked(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset at) =>
        lists.Any(l => l.RevokedSince(certificate) is { } since && since <= at && l.IsBy(issuer));

    private static bool MaySign(X509Certificate2 leaf) =>
        leaf.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is not { } usage
        || usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature) || usage.KeyUsages.HasFlag(X509KeyUsageFlags.NonRepudiation);
}

using System.Security.Cryptography.X509Certificates;

namespace KotaCerdas.Documents.Signatures;

/// <summary>Who signs: a certificate with its private key, and who stamps the time.</summary>
/// <param name="Certificate">The signer's certificate, with its key.</param>
/// <param name="Intermediates">Certificates between the signer's and the root, which the signature carries.</param>
/// <param name="Timestamps">The time-stamping authority; null signs without a proof of time (level B-B).</param>
public sealed record SigningKey(
    X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Intermediates, TimestampClient? Timestamps = null);

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KotaCerdas.Documents.Signatures;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>Whom the platform trusts when it checks a signature: authorities in a folder of the operator, and its own.</summary>
public sealed class SignatureTrust(LocalKeys keys, IOptions<SigningOptions> options)
{
    private readonly Lazy<(List<X509Certificate2> Roots, List<byte[]> Lists)> _folder = new(() => Load(options.Value.TrustFolder));

    /// <summary>The trust for a check.</summary>
    /// <param name="at">The time that certificates are judged at where no timestamp proves another one.</param>
    public CheckTrust At(DateTimeOffset at) =>
        new(keys.Exist ? [.. _folder.Value.Roots, keys.Root] : _folder.Value.Roots, _folder.Value.Lists, at);

    /// <summary>True for a certificate of the authority that is only for tests and demonstrations.</summary>
    public bool IsDemonstration(SignatureFinding finding) =>
        keys.Exist && finding.Issuer == keys.Root.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    private static (List<X509Certificate2> Roots, List<byte[]> Lists) Load(string folder)
    {
        var files = folder.Length == 0 ? [] : Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();
        return (
            [.. files.Where(f => Path.GetExtension(f) is ".crt" or ".cer" or ".pem").SelectMany(Certificates)],
            [.. files.Where(f => Path.GetExtension(f) == ".crl").Select(File.ReadAllBytes)]);
    }

    private static IEnumerable<X509Certificate2> Certificates(string path)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPemFile(path);
            return found.Count > 0 ? found : [X509CertificateLoader.LoadCertificateFromFile(path)];
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"Not a certificate: {path}", e);
        }
    }
}

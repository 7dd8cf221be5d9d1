using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KotaCerdas.Documents.Signatures;

/// <summary>What a certificate is for.</summary>
public enum CertificatePurpose
{
    /// <summary>Signing documents.</summary>
    Signing,

    /// <summary>Stamping the time of signatures.</summary>
    Timestamping,
}

/// <summary>A certificate that is asked for.</summary>
/// <param name="Name">Common name of its holder: an office or a service.</param>
/// <param name="From">Start of its validity.</param>
/// <param name="Until">End of its validity.</param>
/// <param name="Purpose">What it is for.</param>
public sealed record CertificateOrder(
    string Name, DateTimeOffset From, DateTimeOffset Until, CertificatePurpose Purpose = CertificatePurpose.Signing);

/// <summary>
/// Makes a new RSA key: <see cref="RSA.Create(int)"/>, or a stock of keys where many authorities live for a moment, as in tests.
/// </summary>
/// <param name="bits">Size of the key.</param>
public delegate RSA MakeKey(int bits);

/// <summary>
/// A certificate authority of one's own, for tests and demonstrations: officials sign with certificates of a certified authority
/// (PP 71/2019 arts. 59-64). Its root is RSA-3072, what it issues is RSA-2048.
/// </summary>
public sealed class LocalAuthority : IDisposable
{
    private const int RootBits = 3072;
    private const int LeafBits = 2048;
    private const int SerialBytes = 16;

    private readonly RSA _key;
    private readonly MakeKey _makeKey;

    /// <summary>An authority from its certificate and key.</summary>
    /// <param name="root">Its certificate.</param>
    /// <param name="key">Its key, which it owns from now on.</param>
    /// <param name="makeKey">Where keys of those it certifies come from; null for new ones.</param>
    public LocalAuthority(X509Certificate2 root, RSA key, MakeKey? makeKey = null)
    {
        Root = root;
        _key = key;
        _makeKey = makeKey ?? RSA.Create;
    }

    /// <summary>The certificate that those who trust this authority hold; it carries no key.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Makes a new authority.</summary>
    /// <param name="name">Common name of the root.</param>
    /// <param name="from">Start of its validity.</param>
    /// <param name="until">End of its validity.</param>
    /// <param name="makeKey">Where its key comes from, and the keys of those it certifies; null for new ones.</param>
    public static LocalAuthority Make(string name, DateTimeOffset from, DateTimeOffset until, MakeKey? makeKey = null)
    {
        var key = (makeKey ?? RSA.Create)(RootBits);
        var request = new CertificateRequest(NameOf(name), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var withKey = request.CreateSelfSigned(from, until);
        return new LocalAuthority(X509CertificateLoader.LoadCertificate(withKey.RawData), key, makeKey);
    }

    /// <summary>Issues a certificate with a new key of RSA-2048.</summary>
    public X509Certificate2 Issue(CertificateOrder order)
    {
        using var key = _makeKey(LeafBits);
        var request = new CertificateRequest(NameOf(order.Name), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = Issue(request, order);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>Issues a certificate for a key that exists.</summary>
    public X509Certificate2 Issue(CertificateOrder order, ECDsa key)
    {
        var request = new CertificateRequest(NameOf(order.Name), key, HashAlgorithmName.SHA256);
        using var certificate = Issue(request, order);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>A list of revoked certificates, signed by this authority.</summary>
    /// <param name="revoked">Certificates and since when they do not hold.</param>
    /// <param name="number">Number of the list; each list has a higher one than the list before.</param>
    /// <param name="from">When the list was made.</param>
    /// <param name="until">When the next one comes.</param>
    public byte[] RevocationList(
        IEnumerable<(X509Certificate2 Certificate, DateTimeOffset Since)> revoked, int number, DateTimeOffset from, DateTimeOffset until)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var (certificate, since) in revoked)
        {
            list.AddEntry(certificate, since);
        }

        using var issuer = Root.CopyWithPrivateKey(_key);
        return list.Build(issuer, number, until, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, from);
    }

    /// <summary>The key of the authority as encrypted PKCS#8.</summary>
    public byte[] ExportKey(ReadOnlySpan<byte> password) => EncryptedKey.Export(_key, password);

    /// <inheritdoc/>
    public void Dispose()
    {
        _key.Dispose();
        Root.Dispose();
    }

    private X509Certificate2 Issue(CertificateRequest request, CertificateOrder order)
    {
        var isSigning = order.Purpose == CertificatePurpose.Signing;
        var usage = isSigning ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation : X509KeyUsageFlags.DigitalSignature;
        OidCollection purposes = isSigning
            ? [new Oid("1.3.6.1.5.5.7.3.4"), new Oid("1.3.6.1.5.5.7.3.36")]
            : [new Oid("1.3.6.1.5.5.7.3.8")];
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(purposes, critical: !isSigning));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
                Root.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single()));
        var serial = RandomNumberGenerator.GetBytes(SerialBytes);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        var generator = X509SignatureGenerator.CreateForRSA(_key, RSASignaturePadding.Pkcs1);
        return request.Create(Root.SubjectName, generator, order.From, order.Until, serial);
    }

    private static X500DistinguishedName NameOf(string name)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCountryOrRegion("ID");
        builder.AddCommonName(name);
        return builder.Build();
    }
}

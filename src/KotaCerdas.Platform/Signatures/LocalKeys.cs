using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KotaCerdas.Documents;
using KotaCerdas.Documents.Signatures;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>
/// The authority of our own and the certificates of the offices that sign with it: <c>keys/signing</c> in the storage folder, made at first
/// use. Private keys lie there encrypted, under a password derived from the key of personal numbers.
/// </summary>
public sealed class LocalKeys : IDisposable
{
    private const string RootName = "otoritas";
    private const int Years = 10;

    private readonly string _folder;
    private readonly byte[] _password;
    private readonly TimeProvider _clock;
    private readonly MakeKey _makeKey;
    private readonly ConcurrentDictionary<string, Lazy<X509Certificate2>> _certificates = new(StringComparer.Ordinal);
    private readonly Lazy<LocalAuthority> _authority;

    /// <summary>Made by the container.</summary>
    public LocalKeys(PersonalNumbers secrets, IOptions<StorageOptions> storage, TimeProvider clock, MakeKey makeKey)
    {
        _folder = storage.Value.PathOf("keys", "signing");
        _password = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secrets.Lookup("signing-keys", "password")));
        (_clock, _makeKey) = (clock, makeKey);
        _authority = new Lazy<LocalAuthority>(OpenAuthority);
    }

    /// <summary>True where anything was signed here yet.</summary>
    public bool Exist => File.Exists(PathOf(RootName, ".crt"));

    /// <summary>The root certificate.</summary>
    public X509Certificate2 Root => _authority.Value.Root;

    /// <summary>The certificate of an office, with its key; issued where there is none yet.</summary>
    public X509Certificate2 Of(string office)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(office)).AsSpan(0, 12));
        return _certificates.GetOrAdd(name, n => new Lazy<X509Certificate2>(() => OpenOrIssue(n, office))).Value;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var certificate in _certificates.Values.Where(c => c.IsValueCreated))
        {
            certificate.Value.Dispose();
        }

        if (_authority.IsValueCreated)
        {
            _authority.Value.Dispose();
        }
    }

    private LocalAuthority OpenAuthority()
    {
        if (!Exist)
        {
            var now = _clock.GetUtcNow();
            using var made = LocalAuthority.Make("KotaCerdas - otoritas uji dan demo", now.AddDays(-1), now.AddYears(Years), _makeKey);
            Keep(RootName, made.Root, made.ExportKey(_password));
        }

        var (certificate, key) = Read(RootName);
        return new LocalAuthority(certificate, key, _makeKey);
    }

    private X509Certificate2 OpenOrIssue(string name, string office)
    {
        if (!File.Exists(PathOf(name, ".crt")))
        {
            var now = _clock.GetUtcNow();
            using var made = _authority.Value.Issue(new CertificateOrder(office, now.AddDays(-1), now.AddYears(Years - 1)));
            using var madeKey = made.GetRSAPrivateKey()!;
            Keep(name, made, EncryptedKey.Export(madeKey, _password));
        }

        var (certificate, key) = Read(name);
        using (certificate)
        using (key)
        {
            return certificate.CopyWithPrivateKey(key);
        }
    }

    private (X509Certificate2 Certificate, RSA Key) Read(string name)
    {
        var content = File.ReadAllBytes(PathOf(name, ".crt"));
        var certificate = X509CertificateLoader.LoadCertificate(content);
        return (certificate, EncryptedKey.Import(File.ReadAllBytes(PathOf(Sha256.Hex(content), ".key")), _password));
    }

    /// <summary>
    /// The key first, under the hash of its certificate, then the certificate: whoever finds a certificate finds its key, also where two
    /// processes start together.
    /// </summary>
    private void Keep(string name, X509Certificate2 certificate, byte[] key)
    {
        Directory.CreateDirectory(_folder);
        KeyFile.Make(PathOf(Sha256.Hex(certificate.RawData), ".key"), key);
        KeyFile.Make(PathOf(name, ".crt"), certificate.RawData);
    }

    private string PathOf(string name, string ending) => Path.Combine(_folder, name + ending);
}

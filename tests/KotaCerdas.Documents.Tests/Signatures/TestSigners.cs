using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KotaCerdas.Documents.Signatures;

namespace KotaCerdas.Documents.Tests.Signatures;

/// <summary>An authority and its signers, made once: keys take time.</summary>
internal static class TestSigners
{
    /// <summary>The real time, because pdfsig knows no other.</summary>
    public static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public static readonly LocalAuthority Authority = LocalAuthority.Make("Otoritas Uji KotaCerdas", Now.AddDays(-30), Now.AddYears(10));
    public static readonly LocalAuthority Stranger = LocalAuthority.Make("Otoritas Uji KotaCerdas", Now.AddDays(-30), Now.AddYears(10));
    public static readonly SigningKey Mayor = Of("Wali Kota Pagar Alam");
    public static readonly SigningKey Director = new(IssueEcdsa("Direktur Jenderal Aplikasi Informatika"), []);

    public static SigningKey Of(string name, LocalAuthority? authority = null, int fromDay = -10, int untilDay = 300) =>
        new((authority ?? Authority).Issue(new CertificateOrder(name, Now.AddDays(fromDay), Now.AddDays(untilDay))), []);

    public static CheckTrust Trust => new([Authority.Root], [], Now);

    public static SignatureOrder Order => new() { At = Now, Reason = "Penandatanganan", Location = "Kota Pagar Alam" };

    public static async Task<byte[]> SignAsync(byte[] file, SigningKey key, SignatureOrder? order = null)
    {
        var result = await PdfSigner.SignAsync(file, order ?? Order, key, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        return result.File!;
    }

    public static X509Certificate2 IssueEcdsa(string name) =>
        Authority.Issue(new CertificateOrder(name, Now.AddDays(-10), Now.AddDays(300)), ECDsa.Create(ECCurve.NamedCurves.nistP256));
}

/// <summary>What pdfsig says of a file, where it trusts the test authority.</summary>
internal static class PdfSig
{
    public static Task<string> CheckAsync(byte[] file) => PdfSigTool.CheckAsync(file, TestSigners.Authority.Root);

    public static Task<string> StoreAsync(TestFolder folder) => PdfSigTool.StoreAsync(folder, TestSigners.Authority.Root);
}

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KotaCerdas.Documents.Signatures;
using KotaCerdas.Documents.Tests.Signatures;
using KotaCerdas.Platform;

namespace KotaCerdas.Benchmarks;

/// <summary>PAdES signatures with RSA-2048 on one core, beside RSA alone by the same key: what the file around a signature costs.</summary>
internal static class SignatureSpeed
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authority = LocalAuthority.Make("Bench", now.AddDays(-1), now.AddDays(30));
        using var certificate = authority.Issue(new CertificateOrder("Wali Kota", now.AddDays(-1), now.AddDays(30)));
        using var key = certificate.GetRSAPrivateKey()!;
        var file = TestPdf.Table();
        var hash = SHA256.HashData(file);
        var order = new SignatureOrder { At = now, Mark = new SignatureMark(1, 72, 100, 180, 50, ["Wali Kota", "Kota Pagar Alam"]) };
        var signer = new SigningKey(certificate, []);
        var raw = await PerSecondAsync(() => Task.FromResult(key.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        var signed = await PerSecondAsync(async () => (await PdfSigner.SignAsync(file, order, signer, CancellationToken.None)).File!);
        var document = (await PdfSigner.SignAsync(file, order, signer, CancellationToken.None)).File!;
        var trust = new CheckTrust([authority.Root], [], now);
        var judged = await PerSecondAsync(() =>
        {
            Check.That(SignatureCheck.Check(document, trust).Verdict == Verdict.Valid);
            return Task.FromResult(document);
        });
        Print("RSA-2048 alone", raw, raw);
        Print("PAdES B-B with a visible mark", signed, raw, "  (target 100 /s)");
        Print("check of one signature", judged, raw);
    }

    /// <summary>Seconds for so many signatures in memory, which no way of issuing documents can save.</summary>
    public static async Task<double> SecondsAsync(int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authority = LocalAuthority.Make("Bench", now.AddDays(-1), now.AddDays(30));
        using var certificate = authority.Issue(new CertificateOrder("Segel", now.AddDays(-1), now.AddDays(30)));
        var signer = new SigningKey(certificate, []);
        var file = TestPdf.Table();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            Check.That((await PdfSigner.SignAsync(file, new SignatureOrder { At = now }, signer, CancellationToken.None)).File is not null);
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> PerSecondAsync(Func<Task<byte[]>> run)
    {
        await run();
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.Elapsed < Duration; count++)
        {
            await run();
        }

        return count / watch.Elapsed.TotalSeconds;
    }

    private static void Print(string name, double perSecond, double raw, string target = "") => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-48} {perSecond,9:0} /s  {perSecond / raw,6:0.00} of RSA alone{target}"));
}

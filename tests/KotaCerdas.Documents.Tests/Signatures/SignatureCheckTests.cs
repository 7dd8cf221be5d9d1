using System.Security.Cryptography.X509Certificates;
using System.Text;
using KotaCerdas.Documents.Signatures;

namespace KotaCerdas.Documents.Tests.Signatures;

public sealed class SignatureCheckTests
{
    private static async Task<byte[]> SignedAsync() => await TestSigners.SignAsync(TestPdf.Table(), TestSigners.Mayor);

    private static Verdict? Judge(byte[] file, CheckTrust? trust = null) => SignatureCheck.Check(file, trust ?? TestSigners.Trust).Verdict;

    [Fact]
    public async Task CT_SIG_03_One_byte_changed_is_an_alteration_to_us_and_a_digest_mismatch_to_pdfsig()
    {
        var signed = await SignedAsync();
        signed[signed.AsSpan().IndexOf("NOTA"u8)] ^= 1;

        Assert.Equal(Verdict.Altered, Judge(signed));
        Assert.Contains("Digest Mismatch.", await PdfSig.CheckAsync(signed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CT_SIG_04_A_page_replaced_by_a_later_revision_is_an_alteration_that_pdfsig_does_not_see()
    {
        var shadow = TestPdf.Append(await SignedAsync(), (4, TestPdf.Content("NOTA PALSU")));

        Assert.Equal(Verdict.Altered, Judge(shadow));
        var text = await PdfSig.CheckAsync(shadow);
        Assert.Contains("Signature is Valid.", text, StringComparison.Ordinal);
        Assert.Contains("Not total document signed", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\n\n\n")]
    [InlineData("% nothing to see\n%%EOF\n")]
    [InlineData("startxref\n0\n%%EOF\n")]
    public async Task CT_SIG_04_Bytes_appended_are_an_alteration(string appended)
    {
        byte[] file = [.. await SignedAsync(), .. Encoding.Latin1.GetBytes(appended)];
        Assert.Equal(Verdict.Altered, Judge(file));
        Assert.Contains("Not total document signed", await PdfSig.CheckAsync(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 9 0 R /OpenAction << /S /JavaScript /JS (x) >> >>")]
    [InlineData(2, "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>")]
    [InlineData(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 842] /Contents 4 0 R /Annots [7 0 R] >>")]
    [InlineData(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>")]
    [InlineData(6, "<< /Title (Nota Lain) >>")]
    [InlineData(7, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /F 132 /P 3 0 R /Rect [0 0 500 500] /V 8 0 R >>")]
    [InlineData(9, "<< /Fields [] /SigFlags 3 >>")]
    public async Task A_changed_object_is_an_alteration(int number, string body)
    {
        var signed = await SignedAsync();
        Assert.Equal(Verdict.Valid, Judge(signed));
        Assert.Equal(Verdict.Altered, Judge(TestPdf.Append(signed, (number, body))));
    }

    [Fact]
    public async Task An_unsigned_mark_laid_over_the_page_is_an_alteration()
    {
        var file = TestPdf.Append(
            await SignedAsync(),
            (3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [7 0 R 40 0 R] >>"),
            (40, "<< /Type /Annot /Subtype /Stamp /Rect [0 0 595 842] >>"));
        Assert.Equal(Verdict.Altered, Judge(file));
    }

    [Fact]
    public async Task An_object_that_stands_twice_in_a_later_revision_is_an_alteration()
    {
        var signed = await SignedAsync();
        byte[] hidden = [.. signed, .. "4 0 obj\n"u8, .. Encoding.Latin1.GetBytes(TestPdf.Content("NOTA PALSU")), .. "\nendobj\n"u8];
        (int, string)[] evidence =
        [
            (1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 9 0 R /DSS 40 0 R >>"), (40, "<< /Type /DSS >>"),
        ];
        Assert.Equal(Verdict.Valid, Judge(TestPdf.Append(signed, evidence)));
        Assert.Equal(Verdict.Altered, Judge(TestPdf.Append(hidden, evidence)));
    }

    [Fact]
    public async Task An_object_that_nothing_refers_to_is_an_alteration() =>
        Assert.Equal(Verdict.Altered, Judge(TestPdf.Append(await SignedAsync(), (40, TestPdf.Content("NOTA PALSU")))));

    [Fact]
    public async Task An_object_that_the_signed_revision_left_open_may_not_appear_later()
    {
        var prepared = Encoding.Latin1.GetString(TestPdf.Table()).Replace("/Contents 4 0 R", "/Contents 41 0 R", StringComparison.Ordinal);
        var file = TestPdf.Append(
            Encoding.Latin1.GetBytes(prepared.Replace("/Contents 41 0 R ", "/Contents 41 0 R", StringComparison.Ordinal)),
            (3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 45 0 R >>"));
        var signed = await TestSigners.SignAsync(file, TestSigners.Mayor);
        Assert.Equal(Verdict.Valid, Judge(signed));
        Assert.Equal(Verdict.Altered, Judge(TestPdf.Append(signed, (45, TestPdf.Content("NOTA PALSU")))));
    }

    [Fact]
    public async Task An_alteration_between_two_signatures_is_laid_to_the_first()
    {
        var shadow = TestPdf.Append(await SignedAsync(), (4, TestPdf.Content("NOTA PALSU")));
        var report = SignatureCheck.Check(await TestSigners.SignAsync(shadow, TestSigners.Director), TestSigners.Trust);
        Assert.Equal([Verdict.Altered, Verdict.Valid], report.Signatures.Select(s => s.Verdict));
        Assert.Equal(Verdict.Altered, report.Verdict);
    }

    [Fact]
    public async Task CT_SIG_07_Expired_revoked_and_unknown_are_three_verdicts()
    {
        var old = await TestSigners.SignAsync(TestPdf.Table(), TestSigners.Of("Pejabat Lama", null, -20, -5));
        Assert.Equal(Verdict.Expired, Judge(old));

        var gone = TestSigners.Of("Pejabat Berhenti");
        var signed = await TestSigners.SignAsync(TestPdf.Table(), gone);
        Assert.Equal(Verdict.Valid, Judge(signed));
        var list = ListOf(TestSigners.Authority, gone);
        Assert.Equal(Verdict.Revoked, Judge(PdfSigner.AddEvidence(signed, [], [list]).File!));
        Assert.Equal(Verdict.Revoked, Judge(signed, TestSigners.Trust with { RevocationLists = [list] }));
        var earlier = TestSigners.Trust with { RevocationLists = [list], At = TestSigners.Now.AddDays(-5) };
        Assert.Equal(Verdict.Valid, Judge(signed, earlier));

        var foreign = await TestSigners.SignAsync(TestPdf.Table(), TestSigners.Of("Wali Kota Pagar Alam", TestSigners.Stranger));
        Assert.Equal(Verdict.UnknownIssuer, Judge(foreign));
        Assert.DoesNotContain("Certificate is Trusted.", await PdfSig.CheckAsync(foreign), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_revoked_certificates_counts_only_from_the_issuer()
    {
        var key = TestSigners.Of("Pejabat");
        var signed = await TestSigners.SignAsync(TestPdf.Table(), key);
        Assert.Equal(Verdict.Valid, Judge(signed, TestSigners.Trust with { RevocationLists = [ListOf(TestSigners.Stranger, key)] }));
    }

    [Fact]
    public void A_file_without_signature_is_unsigned_and_a_file_of_another_kind_unreadable()
    {
        Assert.Equal(CheckState.Unsigned, SignatureCheck.Check(TestPdf.Table(), TestSigners.Trust).State);
        Assert.Equal(CheckState.Unsigned, SignatureCheck.Check(TestPdf.Streams(), TestSigners.Trust).State);
        Assert.Equal(CheckState.Unreadable, SignatureCheck.Check(Array.Empty<byte>(), TestSigners.Trust).State);
        Assert.Equal(CheckState.Unreadable, SignatureCheck.Check("PK\u0003\u0004"u8.ToArray(), TestSigners.Trust).State);
    }

    [Fact]
    public async Task What_pdfsig_signs_is_valid_to_us()
    {
        using var folder = new TestFolder();
        var store = await PdfSig.StoreAsync(folder);
        var cancel = TestContext.Current.CancellationToken;
        using var key = TestSigners.Mayor.Certificate.GetRSAPrivateKey()!;
        await File.WriteAllTextAsync(folder.PathOf("key.pem"), key.ExportPkcs8PrivateKeyPem(), cancel);
        await File.WriteAllTextAsync(folder.PathOf("cert.pem"), TestSigners.Mayor.Certificate.ExportCertificatePem(), cancel);
        await Shell.RunAsync("openssl", "pkcs12", "-export", "-inkey", folder.PathOf("key.pem"), "-in", folder.PathOf("cert.pem"),
            "-out", folder.PathOf("key.p12"), "-passout", "pass:uji", "-name", "uji");
        await Shell.RunAsync("pk12util", "-i", folder.PathOf("key.p12"), "-d", store, "-W", "uji", "-K", string.Empty);
        await Shell.RunAsync("pdfsig", "-nssdir", store, "-add-signature", "-nick", "uji",
            folder.Write("in.pdf", TestPdf.Table()), folder.PathOf("out.pdf"));

        var signed = await File.ReadAllBytesAsync(folder.PathOf("out.pdf"), cancel);
        var report = SignatureCheck.Check(signed, TestSigners.Trust);
        Assert.Equal(Verdict.Valid, report.Verdict);
        var both = await TestSigners.SignAsync(signed, TestSigners.Director);
        Assert.Equal(Verdict.Valid, Judge(both));
        Assert.Equal(2, (await PdfSig.CheckAsync(both)).Split("Signature is Valid.").Length - 1);
    }

    private static byte[] ListOf(LocalAuthority authority, SigningKey key) => authority.RevocationList(
        [(key.Certificate, TestSigners.Now.AddDays(-1))], 1, TestSigners.Now.AddDays(-1), TestSigners.Now.AddDays(30));
}

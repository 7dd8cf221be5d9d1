using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text.RegularExpressions;
using KotaCerdas.Documents.Signatures;

namespace KotaCerdas.Documents.Tests.Signatures;

public sealed class PdfSignerTests
{
    public static TheoryData<string> Bases => ["table", "streams"];

    private static byte[] Base(string kind) => kind == "table" ? TestPdf.Table() : TestPdf.Streams();

    [Theory, MemberData(nameof(Bases))]
    public async Task CT_SIG_01_A_file_signed_under_the_test_authority_is_valid_to_us_and_to_pdfsig(string kind)
    {
        var signed = await TestSigners.SignAsync(Base(kind), TestSigners.Mayor);

        var text = await PdfSig.CheckAsync(signed);
        Assert.Contains("Signature is Valid.", text, StringComparison.Ordinal);
        Assert.Contains("Total document signed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Not total document signed", text, StringComparison.Ordinal);
        Assert.Contains("Certificate is Trusted.", text, StringComparison.Ordinal);
        Assert.Contains("ETSI.CAdES.detached", text, StringComparison.Ordinal);
        var report = SignatureCheck.Check(signed, TestSigners.Trust);
        Assert.Equal(Verdict.Valid, report.Verdict);
        var finding = Assert.Single(report.Signatures);
        Assert.Null(finding.Objection);
        Assert.Equal("Wali Kota Pagar Alam", finding.Signer);
        Assert.Equal("Otoritas Uji KotaCerdas", finding.Issuer);
        Assert.Equal(TestSigners.Mayor.Certificate.SerialNumber, finding.Serial);
        Assert.Equal(TestSigners.Now.ToUnixTimeSeconds(), finding.ClaimedAt!.Value.ToUnixTimeSeconds());
        Assert.Equal("Penandatanganan", finding.Reason);
        Assert.True(finding.CoversWholeFile);
    }

    [Theory, MemberData(nameof(Bases))]
    public async Task CT_SIG_02_Two_people_sign_one_after_the_other_and_both_signatures_hold(string kind)
    {
        var first = await TestSigners.SignAsync(Base(kind), TestSigners.Mayor);
        var second = await TestSigners.SignAsync(first, TestSigners.Director);

        Assert.True(second.AsSpan().StartsWith(first));
        var parts = (await PdfSig.CheckAsync(second)).Split("Signature #2:");
        Assert.Equal(2, parts.Length);
        Assert.All(parts, p => Assert.Contains("Signature is Valid.", p, StringComparison.Ordinal));
        Assert.Contains("Not total document signed", parts[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Not total document signed", parts[1], StringComparison.Ordinal);
        var report = SignatureCheck.Check(second, TestSigners.Trust);
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal([false, true], report.Signatures.Select(s => s.CoversWholeFile));
        Assert.Equal(["Signature1", "Signature2"], report.Signatures.Select(s => s.Field));
    }

    [Fact]
    public async Task Five_people_sign_one_file_with_visible_marks()
    {
        var file = TestPdf.Table();
        for (var i = 0; i < 5; i++)
        {
            var mark = new SignatureMark(1, 72, 100 + (i * 60), 180, 50,
                ["Wali Kota (Pagar Alam)", "Kantor Wali Kota", "15 September 2025"]);
            file = await TestSigners.SignAsync(file, TestSigners.Mayor, TestSigners.Order with { Mark = mark });
        }

        Assert.Equal(Verdict.Valid, SignatureCheck.Check(file, TestSigners.Trust).Verdict);
        var text = await PdfSig.CheckAsync(file);
        Assert.Equal(5, text.Split("Signature is Valid.").Length - 1);
        using var folder = new TestFolder();
        var words = await Shell.RunAsync("pdftotext", folder.Write("marks.pdf", file), "-");
        Assert.Equal(5, words.Split("Wali Kota (Pagar Alam)").Length - 1);
    }

    [Fact]
    public async Task A_long_office_is_broken_between_words_and_stays_readable_in_its_frame()
    {
        string[] lines =
        [
            "Ditandatangani secara elektronik oleh", "a.n. Wali Kota Pagar Alam, Sekretaris Daerah Kota Pagar Alam",
            "8 Juni 2026, 10.00 WIB",
        ];
        var mark = new SignatureMark(1, 72, 100, 180, 50, lines);
        var file = await TestSigners.SignAsync(TestPdf.Table(), TestSigners.Mayor, TestSigners.Order with { Mark = mark });

        using var folder = new TestFolder();
        var words = await Shell.RunAsync("pdftotext", "-bbox", folder.Write("mark.pdf", file), "-");
        const string Word =
            "<word xMin=\"[0-9.]+\" yMin=\"(?<top>[0-9.]+)\" xMax=\"(?<right>[0-9.]+)\" yMax=\"(?<bottom>[0-9.]+)\">(?<word>[^<]*)</word>";
        var found = Regex.Matches(words, Word, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).Select(m => m.Groups)
            .Select(g => (Word: g["word"].Value, Right: Number(g["right"]), High: Number(g["bottom"]) - Number(g["top"]))).ToList();
        var drawn = lines.SelectMany(l => l.Split(' ')).Select(w => found.LastOrDefault(f => f.Word == w)).ToList();
        Assert.All(drawn, w => Assert.InRange(w.Right, 72, 252));
        Assert.All(drawn, w => Assert.True(w.High >= 6, $"'{w.Word}' is {w.High} points high: too small to read"));
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [Fact]
    public async Task CT_SIG_05_A_signature_larger_than_its_place_is_refused_and_the_file_untouched()
    {
        var file = TestPdf.Table();
        var copy = file.ToArray();
        var crowd = Enumerable.Range(0, 40).Select(i => TestSigners.IssueEcdsa($"Pejabat {i}")).ToList();

        var result = await PdfSigner.SignAsync(
            file, TestSigners.Order, TestSigners.Mayor with { Intermediates = crowd }, TestContext.Current.CancellationToken);

        Assert.Equal(SigningFailure.TooLarge, result.Failure);
        Assert.Null(result.File);
        Assert.Equal(copy, file);
    }

    [Fact]
    public async Task CT_SIG_06_The_message_binds_its_certificate_and_claims_no_time()
    {
        var signed = await TestSigners.SignAsync(TestPdf.Table(), TestSigners.Mayor);

        var signer = Message(signed).SignerInfos[0];
        var attributes = signer.SignedAttributes.Cast<CryptographicAttributeObject>().Select(a => a.Oid.Value).ToList();
        Assert.DoesNotContain("1.2.840.113549.1.9.5", attributes);
        Assert.Contains(SignatureMessage.SigningCertificateV2, attributes);
        Assert.Equal(SHA256.HashData(TestSigners.Mayor.Certificate.RawData), SignatureMessage.BoundHash(signer));
    }

    [Fact]
    public async Task A_file_that_is_no_PDF_and_a_page_that_does_not_exist_are_refused()
    {
        var cancel = TestContext.Current.CancellationToken;
        var garbage = await PdfSigner.SignAsync("%PDF-1.7 nothing"u8.ToArray(), TestSigners.Order, TestSigners.Mayor, cancel);
        Assert.Equal(SigningFailure.Unreadable, garbage.Failure);

        var mark = new SignatureMark(2, 0, 0, 100, 40, ["Wali Kota"]);
        var second = await PdfSigner.SignAsync(TestPdf.Table(), TestSigners.Order with { Mark = mark }, TestSigners.Mayor, cancel);
        Assert.Equal(SigningFailure.NoSuchPage, second.Failure);
    }

    [Fact]
    public async Task What_openssl_reads_is_what_was_signed()
    {
        var signed = await TestSigners.SignAsync(TestPdf.Table(), TestSigners.Mayor);
        var file = PdfFile.Read(signed);
        var range = SignedRange.Of(file, SignatureField.AllOf(file)[0].Value!)!;
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(
            folder.PathOf("root.pem"), TestSigners.Authority.Root.ExportCertificatePem(), TestContext.Current.CancellationToken);

        var text = await Shell.RunAsync("openssl", "cms", "-verify", "-inform", "DER", "-in", folder.Write("message", range.Message),
            "-content", folder.Write("content", range.Content(signed)), "-CAfile", folder.PathOf("root.pem"), "-purpose", "any",
            "-binary", "-out", folder.PathOf("out"));

        Assert.Contains("CMS Verification successful", text, StringComparison.Ordinal);
    }

    internal static SignedCms Message(byte[] signed)
    {
        var file = PdfFile.Read(signed);
        var message = new SignedCms();
        message.Decode(SignedRange.Of(file, SignatureField.AllOf(file)[0].Value!)!.Message);
        return message;
    }
}

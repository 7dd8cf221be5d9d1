using KotaCerdas.Documents.Signatures;

namespace KotaCerdas.Documents.Tests.Signatures;

public sealed class TimestampTests
{
    [Fact]
    public async Task A_signature_with_a_timestamp_proves_its_time_and_outlives_its_certificate()
    {
        await using var server = await TimestampServer.StartAsync();
        var key = TestSigners.Mayor with { Timestamps = server.Client };
        var signed = await TestSigners.SignAsync(TestPdf.Table(), key);

        var later = TestSigners.Trust with { At = TestSigners.Now.AddYears(3) };
        var report = SignatureCheck.Check(signed, later);
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal(SignatureLevel.Timestamped, report.Signatures[0].Level);
        Assert.InRange(report.Signatures[0].ProvenAt!.Value, TestSigners.Now.AddMinutes(-1), TestSigners.Now.AddMinutes(30));

        var bare = await TestSigners.SignAsync(TestPdf.Table(), TestSigners.Mayor);
        Assert.Equal(Verdict.Expired, SignatureCheck.Check(bare, later).Verdict);
        Assert.Contains("Signature is Valid.", await PdfSig.CheckAsync(signed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timestamp_of_an_authority_that_nobody_trusts_proves_no_time()
    {
        await using var server = await TimestampServer.StartAsync(TestSigners.Stranger);
        var signed = await TestSigners.SignAsync(TestPdf.Table(), TestSigners.Mayor with { Timestamps = server.Client });

        var report = SignatureCheck.Check(signed, TestSigners.Trust with { At = TestSigners.Now.AddYears(3) });

        Assert.Equal(Verdict.Expired, report.Verdict);
        Assert.Null(report.Signatures[0].ProvenAt);
    }

    [Fact]
    public async Task CT_SIG_08_A_token_over_another_imprint_is_refused_when_signing_and_when_checking()
    {
        await using var server = await TimestampServer.StartAsync();
        var cancel = TestContext.Current.CancellationToken;
        var key = TestSigners.Mayor with { Timestamps = server.Client };
        var donor = await TestSigners.SignAsync(TestPdf.Table("LAIN"), key);
        server.FixedAnswer = server.LastAnswer;
        var refused = await PdfSigner.SignAsync(TestPdf.Table(), TestSigners.Order, key, cancel);
        Assert.Equal(SigningFailure.NoTimestamp, refused.Failure);

        var token = PdfSignerTests.Message(donor).SignerInfos[0].UnsignedAttributes[0].Values[0].RawData;
        var forged = await ForgeAsync(token);
        var report = SignatureCheck.Check(forged, TestSigners.Trust);
        Assert.Equal(Verdict.Altered, report.Verdict);
        Assert.Equal("the timestamp is of another signature", report.Signatures[0].Objection);
    }

    [Fact]
    public async Task An_authority_that_is_silent_or_talks_nonsense_fails_the_signature()
    {
        await using var server = await TimestampServer.StartAsync();
        server.FixedAnswer = "nonsense"u8.ToArray();
        var cancel = TestContext.Current.CancellationToken;
        var nonsense = await PdfSigner.SignAsync(
            TestPdf.Table(), TestSigners.Order, TestSigners.Mayor with { Timestamps = server.Client }, cancel);
        Assert.Equal(SigningFailure.NoTimestamp, nonsense.Failure);

        using var http = new HttpClient();
        var nobody = new TimestampClient(http, new Uri("http://127.0.0.1:9/"));
        var silent = await PdfSigner.SignAsync(TestPdf.Table(), TestSigners.Order, TestSigners.Mayor with { Timestamps = nobody }, cancel);
        Assert.Equal(SigningFailure.NoTimestamp, silent.Failure);
    }

    [Fact]
    public async Task Evidence_and_a_timestamp_over_the_document_may_follow_a_signature()
    {
        await using var server = await TimestampServer.StartAsync();
        var list = TestSigners.Authority.RevocationList([], 1, TestSigners.Now.AddDays(-1), TestSigners.Now.AddDays(30));
        var signed = await TestSigners.SignAsync(TestPdf.Streams(), TestSigners.Mayor with { Timestamps = server.Client });
        var withEvidence = PdfSigner.AddEvidence(signed, [TestSigners.Authority.Root], [list]).File!;
        var stamped = await PdfSigner.StampAsync(withEvidence, server.Client, TestContext.Current.CancellationToken);

        var report = SignatureCheck.Check(stamped.File!, TestSigners.Trust);

        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal([SignatureLevel.Timestamped, SignatureLevel.DocumentTimestamp], report.Signatures.Select(s => s.Level));
        Assert.Contains("Signature is Valid.", await PdfSig.CheckAsync(stamped.File!), StringComparison.Ordinal);
    }

    /// <summary>A signature that carries somebody else's token.</summary>
    private static async Task<byte[]> ForgeAsync(byte[] token)
    {
        var prepared = PreparedSignature.Make(PdfFile.Read(TestPdf.Table()), TestSigners.Order)!;
        var message = SignatureMessage.Sign(prepared.SignedBytes(), TestSigners.Mayor);
        message.SignerInfos[0].AddUnsignedAttribute(
            new System.Security.Cryptography.AsnEncodedData(
                new System.Security.Cryptography.Oid(SignatureMessage.TimestampToken), token));
        return await Task.FromResult(prepared.Embed(message.Encode())!);
    }
}

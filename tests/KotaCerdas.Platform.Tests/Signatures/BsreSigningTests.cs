using KotaCerdas.Documents.Signatures;
using KotaCerdas.Documents.Tests.Signatures;
using KotaCerdas.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KotaCerdas.Platform.Tests.Signatures;

/// <summary>The conformance list of the BSrE client API v2 against the simulator.</summary>
public sealed class BsreSigningTests : IAsyncLifetime
{
    private const string Passphrase = "frasa-sandi-rahasia";

    private readonly LogLines _log = new();
    private BsreSimulator _bsre = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private BsreSigning Client => _services.GetRequiredService<BsreSigning>();

    public async ValueTask InitializeAsync()
    {
        _bsre = await BsreSimulator.StartAsync();
        _bsre.People[Signing.Mayor.Identity!] = new BsrePerson("Wali Kota Pagar Alam", Passphrase);
        _bsre.People[Signing.Director.Identity!] = new BsrePerson("Direktur Jenderal", "lain", "EXPIRED");
        _services = ServicesWith(_bsre.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _bsre.DisposeAsync();
    }

    [Fact]
    public async Task CT_BSRE_01_An_invisible_signature_comes_back_byte_for_byte_and_passes_pdfsig()
    {
        var signed = await Client.SignAsync(Request(Passphrase), Cancel);

        Assert.Equal(_bsre.Signed[^1], signed.Value);
        var text = await PdfSigTool.CheckAsync(signed.Value, _bsre.Authority.Root);
        Assert.Contains("Signature is Valid.", text, StringComparison.Ordinal);
        Assert.Contains("Certificate is Trusted.", text, StringComparison.Ordinal);
        var (path, body) = _bsre.Requests[^1];
        Assert.Equal("sign/pdf", path);
        Assert.Equal(["nik", "passphrase", "signatureProperties", "file"], body.Select(p => p.Key));
        Assert.Equal("INVISIBLE", body["signatureProperties"]![0]!["tampilan"]!.GetValue<string>());
    }

    [Fact]
    public async Task CT_BSRE_01_A_visible_signature_stands_at_its_place()
    {
        var mark = new SignatureMark(1, 72, 120, 180, 60, ["Wali Kota Pagar Alam"]);
        var signed = await Client.SignAsync(Request(Passphrase, mark), Cancel);

        Assert.Contains("Signature is Valid.", await PdfSigTool.CheckAsync(signed.Value, _bsre.Authority.Root), StringComparison.Ordinal);
        var property = _bsre.Requests[^1].Body["signatureProperties"]![0]!;
        Assert.Equal(("VISIBLE", 1, 72d, 120d, 180d, 60d), (
            property["tampilan"]!.GetValue<string>(), property["page"]!.GetValue<int>(), property["originX"]!.GetValue<double>(),
            property["originY"]!.GetValue<double>(), property["width"]!.GetValue<double>(), property["height"]!.GetValue<double>()));
    }

    [Fact]
    public async Task CT_BSRE_01_Mass_documents_are_sealed_in_batches_each_with_its_own_code()
    {
        var files = Enumerable.Range(0, 25).Select(i => (ReadOnlyMemory<byte>)TestPdf.Table($"KUITANSI {i}")).ToList();
        var done = await Client.SealAsync(files, Cancel);

        Assert.Equal(25, done.Value.Count);
        Assert.Equal(
            ["seal/get/totp", "seal/pdf", "seal/get/totp", "seal/pdf"], _bsre.Requests.Select(r => r.Path));
        Assert.Equal([20, 5], _bsre.Requests.Where(r => r.Path == "seal/pdf").Select(r => r.Body["file"]!.AsArray().Count));
        var trust = new CheckTrust([_bsre.Authority.Root], [], TimeProvider.System.GetUtcNow());
        Assert.All(files.Zip(done.Value), pair =>
        {
            Assert.True(pair.Second.AsSpan().StartsWith(pair.First.Span));
            Assert.Equal(Verdict.Valid, SignatureCheck.Check(pair.Second, trust).Verdict);
        });
        Assert.False((await Client.ActivateSealAsync(Cancel)).Failed);
    }

    [Fact]
    public async Task CT_BSRE_01_A_one_time_code_takes_the_place_of_the_passphrase()
    {
        Assert.False((await Client.SendCodeAsync(Signing.Mayor, 1, Cancel)).Failed);
        Assert.Equal(1, _bsre.Requests[^1].Body["data"]!.GetValue<int>());
        var request = Request(Passphrase) with { Secret = new SigningSecret("654321", oneTime: true) };
        Assert.False((await Client.SignAsync(request, Cancel)).Failed);
        Assert.False(_bsre.Requests[^1].Body.ContainsKey("passphrase"));
    }

    [Fact]
    public async Task CT_BSRE_01_A_wrong_passphrase_is_refused_in_the_words_of_the_service()
    {
        var refused = await Client.SignAsync(Request("salah-sekali"), Cancel);

        Assert.Equal("Platform.Signing.Refused", refused.Problem.Code);
        Assert.Equal(["Passphrase anda salah"], refused.Problem.Args);
    }

    [Fact]
    public async Task CT_BSRE_01_Only_the_status_ISSUE_can_sign()
    {
        Assert.False((await Client.StatusAsync(Signing.Mayor, Cancel)).Failed);
        var ended = await Client.StatusAsync(Signing.Director, Cancel);
        Assert.Equal(("Platform.Signing.StateExpired", "EXPIRED"), (ended.Problem.Code, ended.Problem.Args[0]));
        Assert.Equal(Signing.Director.Identity, _bsre.Requests[^1].Body["email"]!.GetValue<string>());
        var unknown = await Client.StatusAsync(Signing.Mayor with { Identity = "1672010101700009" }, Cancel);
        Assert.Equal(("Platform.Signing.StateUnknownPerson", "NOT_REGISTERED"), (unknown.Problem.Code, unknown.Problem.Args[0]));
    }

    [Fact]
    public async Task CT_BSRE_01_The_answer_of_verify_is_read_with_its_misspelt_key()
    {
        var signed = await Client.SignAsync(Request(Passphrase), Cancel);
        var verdict = await Client.VerifyAsync(signed.Value, Cancel);
        Assert.Equal(("VALID", 1), (verdict.Value.Conclusion, verdict.Value.SignatureCount));
        Assert.True(verdict.Value.SignatureInformations![0] is { IntegrityValid: true, CertificateTrusted: true, Timestamp: null });

        _bsre.Fault = (200, """
            {"conclusion":"VALID","description":"ok","documentName":"a.pdf","signatureCount":1,"signatureInformations":[{"signerName":"A",
            "signatureFormat":"PAdES-BASELINE-LT","integrityValid":true,"certificateTrusted":true,
            "timestampInfomation":{"signerName":"TSA BSrE","timestampDate":"2025-09-15 14:05:00"}}]}
            """);
        var known = await Client.VerifyAsync(signed.Value, Cancel);
        Assert.Equal("TSA BSrE", known.Value.SignatureInformations![0].Timestamp!.SignerName);
    }

    [Theory]
    [InlineData(500, "{\"error\":\"Server sibuk\",\"status_code\":500}", "Platform.Signing.Refused")]
    [InlineData(502, "<html>Bad gateway</html>", "Platform.Signing.BadAnswer")]
    [InlineData(200, "not json", "Platform.Signing.BadAnswer")]
    [InlineData(200, "{\"time\":1,\"file\":[]}", "Platform.Signing.BadAnswer")]
    [InlineData(200, "{\"time\":1,\"file\":[\"%%%\"]}", "Platform.Signing.BadAnswer")]
    [InlineData(401, "{}", "Platform.Signing.ApplicationRefused")]
    public async Task A_service_that_fails_gives_a_problem_and_no_file(int status, string text, string code)
    {
        _bsre.Fault = (status, text);
        Assert.Equal(code, (await Client.SignAsync(Request(Passphrase), Cancel)).Problem.Code);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_silent()
    {
        var settings = _bsre.Settings;
        settings["Signing:BsreAddress"] = "http://127.0.0.1:9";
        await using var services = ServicesWith(settings);
        var silent = await services.GetRequiredService<BsreSigning>().SignAsync(Request(Passphrase), Cancel);
        Assert.Equal("Platform.Signing.Silent", silent.Problem.Code);
    }

    [Fact]
    public async Task Passphrases_and_passwords_are_in_no_log_and_no_text()
    {
        await Client.SignAsync(Request(Passphrase), Cancel);
        await Client.SignAsync(Request("salah-sekali"), Cancel);

        Assert.NotEmpty(_log.Lines);
        Assert.DoesNotContain(_log.Lines, l => l.Contains(Passphrase, StringComparison.Ordinal)
            || l.Contains("salah-sekali", StringComparison.Ordinal) || l.Contains(BsreSimulator.Password, StringComparison.Ordinal)
            || l.Contains(Signing.Mayor.Identity!, StringComparison.Ordinal));
        var request = Request(Passphrase);
        Assert.DoesNotContain(Passphrase, request.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Signing.Mayor.Identity!, request.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Signing:BsreAddress", "")]
    [InlineData("Signing:BsreUser", "")]
    [InlineData("Signing:BsreActivation", "")]
    [InlineData("Signing:TrustFolder", "no-such-folder")]
    [InlineData("Signing:TimestampAddress", "tsa")]
    [InlineData("Signing:Seconds", "0")]
    public void A_wrong_setting_is_named(string setting, string value)
    {
        var settings = _bsre.Settings;
        settings[setting] = value;
        var failure = Assert.Throws<SettingsException>(() => ServicesWith(settings));
        var texts = new Texts([typeof(Texts).Assembly]);
        Assert.Contains(setting, texts.Of(Assert.Single(failure.Problems)), StringComparison.Ordinal);
    }

    private static SigningRequest Request(string passphrase, SignatureMark? mark = null) => new(
        TestPdf.Table(), Signing.Mayor, new SigningSecret(passphrase),
        new SignatureOrder { At = TimeProvider.System.GetUtcNow(), Reason = "Uji", Mark = mark });

    private ServiceProvider ServicesWith(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        services.AddSingleton(TimeProvider.System);
        SignatureSetup.Add(services, configuration);
        return services.BuildServiceProvider();
    }
}

using System.Net;
using System.Security.Cryptography.X509Certificates;
using KotaCerdas.Documents.Signatures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KotaCerdas.Documents.Tests.Signatures;

/// <summary>A time-stamping authority that we did not write: <c>openssl ts</c> behind a small HTTP server.</summary>
internal sealed class TimestampServer : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    /// <summary>Answers instead of the authority; null lets it answer.</summary>
    public byte[]? FixedAnswer { get; set; }

    public byte[] LastAnswer { get; private set; } = [];

    public TimestampClient Client => new(_http, new Uri(_app.Urls.First()));

    private TimestampServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/", AnswerAsync);
    }

    public static async Task<TimestampServer> StartAsync(LocalAuthority? authority = null)
    {
        var server = new TimestampServer();
        var (now, issuer) = (TestSigners.Now, authority ?? TestSigners.Authority);
        using var certificate = issuer.Issue(
            new CertificateOrder("Penanda Waktu Uji", now.AddDays(-1), now.AddDays(100), CertificatePurpose.Timestamping));
        using var key = certificate.GetRSAPrivateKey()!;
        await File.WriteAllTextAsync(server._folder.PathOf("tsa.key"), key.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(server._folder.PathOf("tsa.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(server._folder.PathOf("serial"), "01");
        await File.WriteAllTextAsync(server._folder.PathOf("tsa.conf"), $"""
            [tsa]
            default_tsa = tsa1
            [tsa1]
            serial = {server._folder.PathOf("serial")}
            signer_cert = {server._folder.PathOf("tsa.pem")}
            signer_key = {server._folder.PathOf("tsa.key")}
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            ess_cert_id_alg = sha256
            """);
        await server._app.StartAsync();
        return server;
    }

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (FixedAnswer is null)
        {
            var query = _folder.Write("query", body.ToArray());
            await Shell.RunAsync("openssl", "ts", "-reply", "-config", _folder.PathOf("tsa.conf"), "-queryfile", query,
                "-out", _folder.PathOf("reply"));
            LastAnswer = await File.ReadAllBytesAsync(_folder.PathOf("reply"));
        }

        return Results.Bytes(FixedAnswer ?? LastAnswer, "application/timestamp-reply");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }
}

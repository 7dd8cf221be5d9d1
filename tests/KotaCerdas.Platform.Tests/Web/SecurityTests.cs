using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KotaCerdas.TestKit;
using Microsoft.Net.Http.Headers;

namespace KotaCerdas.Platform.Tests.Web;

/// <summary>What every answer says to the browser, over plain HTTP on the machine itself and over HTTPS.</summary>
public sealed class SecurityTests
{
    private const string Password = "uji";

    private static readonly string[] Answers =
        ["/", "/masuk", "/periksa", "/tidak-ada", "/dokumen", "/health/live", "/api/v1/measures", "/api/v1/tidak-ada", "/openapi/v1.json"];

    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        ["Content-Security-Policy"] =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
        ["X-Content-Type-Options"] = "nosniff",
        ["Referrer-Policy"] = "same-origin",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()",
    };

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Every_answer_has_the_policy_and_no_name_of_a_server(string scheme)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var app = await StartAsync(database, scheme);
        using var client = Browser(app);
        var page = await client.PageAsync("/");
        var assets = page.QuerySelectorAll("link[rel=stylesheet], script[src]")
            .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).ToList();
        Assert.NotEmpty(assets);
        Assert.Empty(page.QuerySelectorAll("script:not([src]), style, [style], [onclick]"));
        foreach (var path in Answers.Concat(assets))
        {
            using var answer = await client.GetAsync(path);
            foreach (var (name, value) in Headers)
            {
                Assert.True(answer.Headers.TryGetValues(name, out var given), $"{path} has no {name}");
                Assert.Equal(value, Assert.Single(given));
            }

            Assert.False(answer.Headers.Contains("Server"), path);
        }
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Cookies_are_out_of_reach_of_scripts_and_other_sites_and_over_https_of_plain_connections(string scheme)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var app = await StartAsync(database, scheme);
        var account = await app.AccountAsync("ministry-officer");
        using var client = Browser(app);
        var cookies = new List<SetCookieHeaderValue>();
        Keep(await client.GetAsync("/masuk?bahasa=en"));
        Keep(await client.SubmitAsync("/masuk", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Name"] = account.Email, ["Password"] = account.Password,
        }));
        Keep(await client.GetAsync("/akun"));

        Assert.Contains(cookies, c => c.Name == (scheme == "https" ? "__Host-" : string.Empty) + "kotacerdas-sesi");
        Assert.Contains(cookies, c => c.Name == "kotacerdas-formulir");
        Assert.All(cookies, c =>
        {
            Assert.True(c.SameSite is SameSiteMode.Lax or SameSiteMode.Strict, $"{c.Name} is sent along by other sites");
            Assert.True(c.Secure == (scheme == "https"), $"{c.Name} has the wrong Secure");
            Assert.True(c.HttpOnly, $"{c.Name} can be read by scripts");
            Assert.Null(c.Domain.Value);
        });

        void Keep(HttpResponseMessage answer)
        {
            if (answer.Headers.TryGetValues("Set-Cookie", out var given))
            {
                cookies.AddRange(given.Select(g => SetCookieHeaderValue.Parse(g)));
            }
        }
    }

    private static Task<TestApp> StartAsync(TestDatabase database, string scheme)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["urls"] = $"{scheme}://127.0.0.1:0" };
        if (scheme == "https")
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var now = TimeProvider.System.GetUtcNow();
            using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            var file = Path.Combine(database.Folder, "uji.pfx");
            File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, Password));
            settings["Kestrel:Certificates:Default:Path"] = file;
            settings["Kestrel:Certificates:Default:Password"] = Password;
        }

        return TestApp.OverAsync(database, settings);
    }

    private static HttpClient Browser(TestApp app)
    {
#pragma warning disable CA2000 // the client owns the handler
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
#pragma warning restore CA2000
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=127.0.0.1";
        return new HttpClient(handler) { BaseAddress = app.Address };
    }
}

using System.Net;
using KotaCerdas.TestKit;
using KotaCerdas.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform.Tests.Documents;

/// <summary>What is printed leads back to the installation that printed it.</summary>
public sealed class PublicAddressTests
{
    [Theory, OnEachDatabase]
    public async Task The_code_on_a_printed_document_read_by_another_program_opens_its_check(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await TestApp.OverAsync(database);
        database.Settings[SiteOptions.AddressSetting] = app.Address.ToString();
        var (document, bytes) = await database.WithAsync<IServiceProvider, (IssuedDocument, byte[])>(async services =>
        {
            var (db, register) = (services.GetRequiredService<KotaDb>(), services.GetRequiredService<DocumentRegister>());
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Memoranda.PagarAlam), default);
            var made = (await register.PrepareAsync(Memoranda.Office, write, Memoranda.Request(), default)).Value;
            await write.CommitAsync(default);
            return (made, await register.ReadAsync(made, default));
        });

        var code = await QrReader.ReadAsync(bytes, document.Pages);

        Assert.Equal($"{app.Address.GetLeftPart(UriPartial.Authority)}/periksa/{document.CheckCode}", code);
        using var phone = new HttpClient();
        using var opened = await phone.GetAsync(new Uri(code!));
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Contains(document.Number, await opened.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Site:Address", "https://kota.example.go.id/", "", "", "https://kota.example.go.id")]
    [InlineData("Smtp:SiteAddress", "https://lama.example.go.id", "", "", "https://lama.example.go.id")]
    [InlineData("Smtp:SiteAddress", "https://lama.go.id", "Site:Address", "https://baru.example.go.id", "https://baru.example.go.id")]
    [InlineData("Demo:SignIn", "true", "urls", "http://127.0.0.1:5099", "http://127.0.0.1:5099")]
    [InlineData("Demo:SignIn", "true", "urls", "http://0.0.0.0:8080;http://127.0.0.1:5099", "http://localhost:8080")]
    [InlineData("Demo:SignIn", "true", "urls", "https://*:443", "https://localhost")]
    [InlineData("Demo:SignIn", "true", "Site:Address", "https://kota.example.go.id", "https://kota.example.go.id")]
    [InlineData("Demo:SignIn", "true", "urls", "http://127.0.0.1:0", "")]
    [InlineData("Demo:SignIn", "false", "urls", "http://127.0.0.1:5099", "")]
    public async Task The_address_is_the_setting_by_its_new_or_former_name_and_in_a_demo_where_it_listens(
        string first, string value, string second, string other, string address)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { [first] = value };
        if (second.Length > 0)
        {
            settings[second] = other;
        }

        await using var services = KotaApp.Services(settings);
        await using var scope = services.CreateAsyncScope();
        Assert.Equal(
            address + "/periksa/X", scope.ServiceProvider.GetRequiredService<DocumentSurroundings>().CheckAddress("X"));
        Assert.Equal(address, services.GetRequiredService<IOptions<SmtpOptions>>().Value.SiteAddress.TrimEnd('/'));
    }

    [Fact]
    public void A_demo_that_is_played_by_a_verb_of_its_own_leads_to_where_the_product_listens_by_itself() =>
        Assert.Equal("http://127.0.0.1:5080", DemoSite.AddressFor(new ConfigurationBuilder().Build()));

    [Theory]
    [InlineData("Site:Address", "kota.example.go.id")]
    [InlineData("Site:Address", "ftp://kota.example.go.id")]
    [InlineData("Smtp:SiteAddress", "kota.example.go.id")]
    public void What_is_no_address_stops_the_start_and_is_named(string name, string value)
    {
        var wrong = Assert.Throws<SettingsException>(() => KotaApp.Services(new Dictionary<string, string?> { [name] = value }));
        Assert.Equal($"Platform.Settings.{name.Replace(":", "", StringComparison.Ordinal)}", Assert.Single(wrong.Problems).Code);
    }

    [Fact]
    public async Task Without_an_address_the_start_warns_and_health_says_what_is_missing_and_with_one_neither_does()
    {
        var (silent, told) = await StartAsync(null);
        Assert.Contains(told.Lines, l => l.Contains("Site:Address is not set", StringComparison.Ordinal));
        Assert.StartsWith("Degraded\nsite: Site:Address is not set", silent, StringComparison.Ordinal);
        var (known, quiet) = await StartAsync("https://kota.example.go.id");
        Assert.DoesNotContain(quiet.Lines, l => l.Contains("Site:Address", StringComparison.Ordinal));
        Assert.Equal("Healthy", known);
    }

    private static async Task<(string Health, LogLines Lines)> StartAsync(string? address)
    {
        using var lines = new LogLines();
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var app = await TestApp.OverAsync(
            database, new Dictionary<string, string?> { [SiteOptions.AddressSetting] = address },
            services => services.AddSingleton<ILoggerProvider>(lines));
        using var visitor = app.Client();
        using var ready = await visitor.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        return (await ready.Content.ReadAsStringAsync(), lines);
    }
}

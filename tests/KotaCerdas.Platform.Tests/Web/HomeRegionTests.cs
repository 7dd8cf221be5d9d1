using System.Net;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Web;

/// <summary>An installation that serves one region starts there.</summary>
public sealed class HomeRegionTests
{
    [Theory, OnEachDatabase]
    public async Task The_public_starts_lead_to_the_region_that_is_served_and_with_a_query_stay(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.WithAsync<IServiceProvider>(async services =>
        {
            foreach (var step in services.GetServices<IPreparationStep>())
            {
                await step.RunAsync(default); // a database that another test emptied has lost the rules that are shipped
            }
        });
        await using var app = await TestApp.OverAsync(
            database, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Site:Region"] = "16.72" });
        using var client = app.Client();
        foreach (var (from, to) in new[]
        {
            ("/", "/daerah/kota-pagar-alam"), ("/tagihan", "/tagihan/kota-pagar-alam"), ("/tarif", "/tarif/kota-pagar-alam"),
        })
        {
            using var led = await client.GetAsync(from);
            Assert.Equal((HttpStatusCode.Found, to), (led.StatusCode, led.Headers.Location?.OriginalString));
            using var there = await client.GetAsync(to);
            Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        }

        using var country = await client.GetAsync("/?jenis=semua");
        Assert.Equal(HttpStatusCode.OK, country.StatusCode);
    }

    [Fact]
    public async Task Without_the_setting_the_country_is_home()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        using var client = app.Client();
        using var home = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
    }
}

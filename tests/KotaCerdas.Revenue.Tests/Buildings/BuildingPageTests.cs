using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Buildings;

public sealed class BuildingPageTests
{
    private const string Question = "?hitung=1&use=01&type=sedang&area=90&floors=1&built=2010&condition=baik&wall=bata&floor=keramik"
        + "&roof=genteng&ceiling=gipsum";

    private static readonly RegionScope Region = RegionScope.Of(Home);

    [Theory, OnEachDatabase]
    public async Task An_officer_values_a_building_sees_every_step_and_records_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        await BuildingRoom.ApproveRulesAsync(app.Services);
        var owner = (await RegisterAsync(app.Services, Person("Contoh Satu"))).Value;
        var nop = (await RegisterAsync(app.Services, "16.72.010.001.001-0001.0", Land(owner, new DateOnly(2025, 1, 1)))).Value;
        using var client = app.Client(Officer);
        var thing = $"/pendapatan/16.72/objek/{nop.Value}";
        var path = thing + "/bangunan/1";

        using (var wrong = await client.GetAsync(new Uri(path + "?hitung=1&use=03&area=90&floors=1&built=2010&condition=baik",
            UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            Assert.Contains("cara nonstandar. Pilih kelasnya", (await wrong.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        }

        var computed = await client.PageAsync(path + Question);
        Assert.Contains("Rp85.702.500", computed.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(6, computed.QuerySelectorAll(".k-ladder > li").Length);
        using var recorded = await client.SubmitAsync(path + Question, Fields(
            ("Form.ValidFrom.Day", "1"), ("Form.ValidFrom.Month", "1"), ("Form.ValidFrom.Year", "2026"), ("Form.Reason", "LSPOP 1")),
            "main form[method=post]");
        Assert.Equal(HttpStatusCode.SeeOther, recorded.StatusCode);

        // The value stays explained after the object changes in another place.
        using var changed = await client.SubmitAsync(thing + "/ubah", Fields(
            ("Form.ValidFrom.Day", "2"), ("Form.ValidFrom.Month", "1"), ("Form.ValidFrom.Year", "2026"), ("Form.Address", "Jalan Lain 3"),
            ("Form.Reason", "SPOP 2")));
        Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        var page = await client.PageAsync(path);
        Assert.Contains("Nilai yang tercatat", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Rp85.702.500", page.Body.TextContent, StringComparison.Ordinal);
        await app.Database.WithAsync(async (KotaDb db) =>
        {
            var versions = await db.In<TaxObject>(Region).Where(o => o.Nop == nop).OrderBy(o => o.Version).ToListAsync();
            Assert.Equal([0, 85_702_500, 85_702_500], versions.Select(v => v.BuildingValue));
            var valuation = await db.In<BuildingValuation>(Region).SingleAsync();
            Assert.Equal((2, 1, 2026, 85_702_500L), (valuation.Version, valuation.Number, valuation.TaxYear, valuation.Value));
        });
    }

    [Fact]
    public async Task Without_tables_in_force_the_page_says_why()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        await OpenAsync(app.Services);
        var owner = (await RegisterAsync(app.Services, Person("Contoh Satu"))).Value;
        var nop = (await RegisterAsync(app.Services, "16.72.010.001.001-0001.0", Land(owner, new DateOnly(2025, 1, 1)))).Value;
        using var client = app.Client(Officer);
        var page = await client.PageAsync($"/pendapatan/16.72/objek/{nop.Value}/bangunan/1");
        Assert.Contains("Nilai tidak dapat dihitung dengan tabel", page.Body!.TextContent, StringComparison.Ordinal);
    }
}

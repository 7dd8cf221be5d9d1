using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using KotaCerdas.Movement.Measures;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Measures;

public sealed class MeasurePageTests
{
    private static readonly Dictionary<string, string?> NoWorker = new(StringComparer.Ordinal) { ["Operations:Worker"] = "false" };

    [Theory, OnEachDatabase]
    public async Task A_visitor_opens_a_figure_down_to_its_rows(DatabaseEngine engine)
    {
        await using var app = await PublishedAsync(engine);
        var client = app.Client();
        var list = await client.PageAsync("/ukuran");
        var listed = list.QuerySelectorAll("tbody tr").Select(r => r.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal(new MovementModule().Measures.Count, listed.Count(h => h.StartsWith("/ukuran/movement.", StringComparison.Ordinal)));

        var code = MovementMeasures.Completeness.Code;
        var table = await client.PageAsync($"/ukuran/{code}?periode=2026");
        Assert.Equal(["80,0", "100,0"], [.. Values(table, 16), .. Values(table, 34)]);

        var country = await client.PageAsync($"/ukuran/{code}/00/2026");
        Assert.Equal("90,0", country.QuerySelector(".k-ladder li.is-total .k-ladder__result b")!.TextContent);
        Assert.Contains("90,0", country.QuerySelector(".k-stat__value")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, country.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(2, country.QuerySelectorAll(".k-ladder dd").Take(2).Select(d => d.TextContent).Count());
        var down = country.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href"))
            .First(h => h!.EndsWith("/16.72/2026", StringComparison.Ordinal))!;
        Assert.Equal("80,0", (await client.PageAsync(down)).QuerySelector(".k-ladder li.is-total .k-ladder__result b")!.TextContent);
    }

    [Theory, OnEachDatabase]
    public async Task A_figure_leads_to_its_proof_which_tells_it_in_words_and_leads_back(DatabaseEngine engine)
    {
        await using var app = await PublishedAsync(engine);
        var client = app.Client();
        var path = $"/ukuran/{MovementMeasures.Completeness.Code}/16.72/2026";
        Assert.Empty((await client.PageAsync(path)).QuerySelectorAll("main a[href^='/log/']"));
        await using var working = await TestApp.OverAsync(app.Database);
        var proof = await client.ProofAsync(path);
        var main = (await client.PageAsync(proof)).QuerySelector("main")!;
        Assert.Contains(path, main.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        var told = main.QuerySelectorAll("dt").ToDictionary(d => d.TextContent.Trim(), d => d.NextElementSibling!.TextContent.Trim());
        var texts = app.Services.GetRequiredService<Texts>();
        Assert.Equal((texts[MovementMeasures.Completeness.NameKey], "2026"), (told["Ukuran"], told["Periode"]));
        Assert.Equal("80", told["Nilai"]);
    }

    [Theory, OnEachDatabase]
    public async Task A_page_says_when_the_rows_have_changed_since(DatabaseEngine engine)
    {
        await using var app = await PublishedAsync(engine);
        var path = $"/ukuran/{MovementMeasures.Verified.Code}/00/2026";
        Assert.NotNull((await app.Client().PageAsync(path)).QuerySelector(".k-tag--positive"));
        var call = await app.Database.WithAsync<KotaDb, Contracts.CallId>(db => db.Shared<Model.Call>().Where(c => c.Year == 2026)
            .Select(c => c.Id).SingleAsync());
        await MeasuredCall.VerifyLateAsync(app.Database, call);
        Assert.NotNull((await app.Client().PageAsync(path)).QuerySelector(".k-tag--warning"));
    }

    [Theory, OnEachDatabase]
    public async Task The_download_is_the_table(DatabaseEngine engine)
    {
        await using var app = await PublishedAsync(engine);
        var path = $"/ukuran/{MovementMeasures.Submitted.Code}?periode=2026";
        var shown = (await app.Client().PageAsync(path)).QuerySelectorAll("tbody tr")
            .Select(r => (Name: r.Children[0].TextContent.Trim(), Value: r.Children[1].TextContent.Trim())).ToList();
        var csv = (await app.Client().GetStringAsync(path + "&handler=Csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(l => l.Split(',')).Select(c => (Name: c[1].Trim('"'), Value: c[3])).ToList();
        Assert.Equal(4, shown.Count);
        Assert.Equal(shown, csv);
    }

    [Theory, OnEachDatabase]
    public async Task The_interface_gives_definitions_figures_page_by_page_and_traces(DatabaseEngine engine)
    {
        await using var app = await PublishedAsync(engine);
        var client = app.Client();
        var code = MovementMeasures.Submitted.Code;
        var all = await JsonAsync(client, "/api/v1/measures");
        Assert.Equal(new MovementModule().Measures.Select(m => m.Code).Order(StringComparer.Ordinal), all.EnumerateArray()
            .Select(m => m.GetProperty("code").GetString()).Where(c => c!.StartsWith("movement.", StringComparison.Ordinal)));

        var regions = new List<string>();
        string? next = $"/api/v1/measures/{code}?period=2026&limit=3";
        for (; next is not null; next = (await JsonAsync(client, next)).GetProperty("next").GetString())
        {
            regions.AddRange((await JsonAsync(client, next)).GetProperty("regions").EnumerateArray()
                .Select(r => r.GetProperty("region").GetString()!));
        }

        Assert.Equal([MeasuredCall.Complete, MeasuredCall.Drafting, MeasuredCall.Late, MeasuredCall.Returned], regions);
        var province = await JsonAsync(client, $"/api/v1/measures/{code}?period=2026&region=16");
        Assert.Equal([MeasuredCall.Complete], province.GetProperty("regions").EnumerateArray()
            .Select(r => r.GetProperty("region").GetString()!));

        var one = await JsonAsync(client, $"/api/v1/measures/{MovementMeasures.Completeness.Code}/00/2026");
        Assert.Equal("90", one.GetProperty("value").GetString());
        Assert.Equal("90", one.GetProperty("trace").EnumerateArray().Last().GetProperty("result").GetString());
        Assert.Equal(3, one.GetProperty("rows").GetArrayLength());
    }

    [Theory]
    [InlineData("/api/v1/measures/tidak.ada", 404)]
    [InlineData("/api/v1/measures/movement.invited?period=kemarin", 400)]
    [InlineData("/api/v1/measures/movement.invited?region=xx", 400)]
    [InlineData("/api/v1/measures/movement.invited/00/1999", 404)]
    [InlineData("/api/v1/measures/movement.invited/zz/2026", 404)]
    [InlineData("/ukuran/tidak.ada", 404)]
    [InlineData("/ukuran/movement.invited?periode=1999", 404)]
    [InlineData("/ukuran/movement.invited/zz/2026", 404)]
    public async Task What_does_not_exist_is_said(string path, int status)
    {
        await using var app = await PublishedAsync(DatabaseEngine.Sqlite);
        using var answer = await app.Client().GetAsync(path);
        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
    }

    [Fact]
    public async Task Only_who_may_publish_can_start_it()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite, NoWorker);
        Assert.Null((await app.Client().PageAsync("/ukuran")).QuerySelector("#terbitkan"));
        Assert.Null((await app.Client(TestPeople.Office("diskominfo", "16.72")).PageAsync("/ukuran")).QuerySelector("#terbitkan"));
        using var answer = await app.Client(TestPeople.Office("ministry-officer")).SubmitAsync("/ukuran", [], "#terbitkan");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(1, await app.Database.WithAsync<KotaDb, int>(db => db.In<OperationRow>(RegionScope.Of(RegionCode.National))
            .CountAsync()));
    }

    private static IEnumerable<string> Values(IParentNode page, int province) => page.QuerySelectorAll("tbody tr")
        .Where(r => r.QuerySelector("a")!.GetAttribute("href")!.Contains($"/{province}.", StringComparison.Ordinal))
            .Select(r => r.Children[1].TextContent.Trim());

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync(path));
        return document.RootElement.Clone();
    }

    private static async Task<TestApp> PublishedAsync(DatabaseEngine engine)
    {
        var app = await TestApp.StartAsync(engine, NoWorker);
        await MeasuredCall.StoreAsync(app.Database);
        await MeasuredCall.PublishAsync(app.Services);
        return app;
    }
}

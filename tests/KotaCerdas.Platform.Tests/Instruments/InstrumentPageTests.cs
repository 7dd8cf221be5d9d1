using System.Net;
using AngleSharp.Html.Dom;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.TestKit;

namespace KotaCerdas.Platform.Tests.Instruments;

public sealed class InstrumentPageTests
{
    private static readonly Actor Officer = TestPeople.Office("ministry-officer");

    [Theory, OnEachDatabase]
    public async Task A_visitor_sees_an_instrument_only_once_it_is_published(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        const string Path = "/instrumen/aplikasi-2018/1";
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client().GetAsync(Path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client().GetAsync(Path + "?handler=Xlsx")).StatusCode);
        Assert.Empty((await app.Client().PageAsync("/instrumen")).QuerySelectorAll("tbody tr"));
        Assert.Equal(3, (await app.Client(Officer).PageAsync("/instrumen")).QuerySelectorAll("tbody tr").Length);

        await app.Database.PublishInstrumentAsync("aplikasi-2018", 1);
        var page = await app.Client().PageAsync(Path);
        Assert.NotNull(page.QuerySelector(".k-tag--positive"));
        Assert.Null(page.QuerySelector("#terbitkan"));
        var engineOf = InstrumentFile.Load(await app.Client().GetByteArrayAsync(Path + "?handler=Xlsx"));
        Assert.Equal("aplikasi-2018", engineOf.Value.Instrument.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Every_shipped_instrument_opens_and_can_be_tried_out(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var client = app.Client(Officer);
        var links = (await client.PageAsync("/instrumen")).QuerySelectorAll("tbody th a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(3, links.Count);
        foreach (var link in links)
        {
            await client.PageAsync(link);
            using var empty = await client.SubmitAsync(link + "/uji", [], "#uji");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
            Assert.NotEmpty((await empty.DocumentAsync()).QuerySelectorAll(".govuk-error-summary a[href^='#a_']"));
            var parts = link.Split('/');
            var stored = await app.Database.WithAsync<InstrumentStore, InstrumentVersion?>(
                s => s.FindAsync(parts[2], int.Parse(parts[3], System.Globalization.CultureInfo.InvariantCulture), default));
            using var tried = await client.SubmitAsync(link + "/uji", Typed(InstrumentStore.EngineOf(stored!).Instrument), "#uji");
            Assert.Equal(HttpStatusCode.OK, tried.StatusCode);
            Assert.NotEmpty((await tried.DocumentAsync()).QuerySelectorAll(".k-ladder li"));
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_draft_is_loaded_tried_out_with_its_trace_and_published_in_the_browser(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var client = app.Client(Officer);
        using var loaded = await LoadAsync(client, InstrumentFile.WriteXlsx(Samples.Small));
        Assert.Equal("/instrumen/contoh/1", loaded.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.SubmitAsync("/instrumen/contoh/1", [], "#terbitkan")).StatusCode);

        using var wrong = await client.SubmitAsync("/instrumen/contoh/1/uji", Typed("banyak"), "#uji");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var again = await wrong.DocumentAsync();
        Assert.NotNull(again.QuerySelector("a[href='#a_a']"));
        Assert.Equal("banyak", ((IHtmlInputElement)again.QuerySelector("input[name=a_a]")!).Value);

        using var tried = await client.SubmitAsync("/instrumen/contoh/1/uji", Typed("4"), "#uji");
        var results = await tried.DocumentAsync();
        Assert.Equal("4", results.QuerySelector("tbody tr")!.Children[1].TextContent.Trim());
        using var published = await client.SubmitAsync("/instrumen/contoh/1", [], "#terbitkan");
        Assert.Equal(HttpStatusCode.SeeOther, published.StatusCode);
        using var late = await LoadAsync(client, InstrumentFile.WriteXlsx(Samples.Small));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_wrong_cell_is_named_by_sheet_row_and_column_and_nothing_is_loaded(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var broken = Samples.Small with { Criteria = [.. Samples.Small.Criteria.Select((c, i) => i == 0 ? c with { Weight = 300_000 }
            : c)] };
        using var answer = await LoadAsync(app.Client(Officer), InstrumentFile.WriteXlsx(broken));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var row = (await answer.DocumentAsync()).QuerySelector("tbody tr")!;
        Assert.All(row.Children, cell => Assert.NotEqual("–", cell.TextContent.Trim()));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(Officer).GetAsync("/instrumen/contoh/1")).StatusCode);
    }

    [Fact]
    public async Task What_is_no_instrument_is_refused_and_regions_may_not_load()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        foreach (var bytes in (byte[][])[[], [1, 2, 3], "PK\u0003\u0004rusak"u8.ToArray()])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await LoadAsync(app.Client(Officer), bytes)).StatusCode);
        }

        var region = app.Client(TestPeople.Office("diskominfo", "16.72"));
        Assert.Equal(HttpStatusCode.Forbidden, (await region.GetAsync("/instrumen/muat")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await region.GetAsync("/instrumen/aplikasi-2018/1/uji")).StatusCode);
    }

    private static Task<HttpResponseMessage> LoadAsync(HttpClient client, byte[] file) =>
        client.UploadAsync("/instrumen/muat", "Upload", ("instrumen.xlsx", file));

    private static IEnumerable<KeyValuePair<string, string>> Typed(Instrument instrument) => SampleAnswers.Of(instrument)
        .Select(a => KeyValuePair.Create("a_" + a.Key, a.Value.Kind == ValueKind.Text ? a.Value.Text : a.Value.ToString()));

    private static Dictionary<string, string> Typed(string a) => new(StringComparer.Ordinal) { ["a_a"] = a, ["a_ladder"] = "2" };
}

using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Country;

public sealed class CountryPageTests
{
    [Theory, OnEachDatabase]
    public async Task The_home_page_says_the_computed_sum_in_both_languages(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var visitor = app.Client();
        Assert.Contains("251 dari 514", (await visitor.PageAsync("/")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("251 of 514", (await visitor.PageAsync("/?bahasa=en")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paging_shows_every_region_once_forwards_and_backwards()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var visitor = app.Client();
        var (codes, path, last) = (new List<string>(), "/?jenis=kota", "/");
        for (string? next = path; next is not null; next = Link(await visitor.PageAsync(next), "next"))
        {
            last = next;
            codes.AddRange(Codes(await visitor.PageAsync(next)));
        }

        Assert.Equal(98, codes.Count);
        Assert.Equal(98, codes.Distinct().Count());
        var before = Link(await visitor.PageAsync(last), "prev")!;
        var page = Codes(await visitor.PageAsync(before));
        Assert.Equal(codes.SkipLast(98 % 25).TakeLast(25), page);
    }

    [Theory]
    [InlineData("tahun=2024", 10)]
    [InlineData("tahun=2018", 1)]
    [InlineData("tahun=2023&jenis=provinsi", 2)]
    [InlineData("keadaan=anggota", 48)]
    [InlineData("keadaan=dievaluasi", 11)]
    [InlineData("pulau=papua&keadaan=anggota", 2)]
    [InlineData("provinsi=34", 5)]
    [InlineData("cari=pagar+alam", 1)]
    [InlineData("tahun=1945", 0)]
    [InlineData("jenis=desa", 0)]
    public async Task A_filter_leaves_the_same_rows_in_table_csv_json_and_api(string query, int rows)
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var visitor = app.Client();
        var csv = TableFile.Csv(new StringReader(await visitor.GetStringAsync($"/negara/daerah.csv?{query}"))).ToList();
        Assert.Equal(rows, csv.Count);
        using var json = JsonDocument.Parse(await visitor.GetStringAsync($"/negara/daerah.json?{query}"));
        Assert.Equal(rows, json.RootElement.GetProperty("total").GetInt32());
        Assert.NotEmpty(json.RootElement.GetProperty("attribution").EnumerateArray());
        Assert.Equal(csv.Take(25).Select(r => r["code"]), Codes(await visitor.PageAsync($"/?{query}")));
        Assert.All(csv, row => Assert.Contains("ODbL", row["attribution"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Members_without_names_are_said_to_be_unknown()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var text = (await app.Client().PageAsync("/?tahun=2018")).QuerySelector("#daftar")!.TextContent;
        Assert.Contains("1 dari 50", text, StringComparison.Ordinal);
        Assert.Contains("49 dari 50 daerah terpilih angkatan ini belum diketahui namanya", text, StringComparison.Ordinal);
        Assert.Contains("grid.id", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_view_stays_below_60_kB_on_the_wire()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var visitor = app.Client();
        var page = await visitor.PageAsync("/");
        var assets = page.QuerySelectorAll("link[rel=stylesheet], link[rel=preload]").Select(e => e.GetAttribute("href")!)
            .Concat(page.QuerySelectorAll("script[src]").Select(e => e.GetAttribute("src")!)).Append("/negara/peta.svg").Append("/");
        var total = 0;
        foreach (var path in assets.Distinct())
        {
            total += await WireAsync(visitor, path);
        }

        Assert.InRange(total, 30_000, 60_000);
    }

    [Fact]
    public async Task Every_link_to_a_region_on_the_map_leads_to_a_page()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var visitor = app.Client();
        var marks = (await visitor.PageAsync("/")).QuerySelectorAll(".k-atlas a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(48 + 2 + 11, marks.Count);
        var sleman = await visitor.PageAsync("/daerah/kabupaten-sleman");
        Assert.Contains("/daerah/kabupaten-sleman", marks);
        Assert.Contains("sejak angkatan 2017", sleman.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2021", sleman.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_region_shows_what_is_not_known_as_missing_and_never_as_zero(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var page = await app.Client().PageAsync("/daerah/kota-pagar-alam");
        Assert.Equal(5, page.QuerySelectorAll(".k-stat__value.k-missing").Length);
        var facts = page.QuerySelectorAll(".k-summary").Single(l => l.TextContent.Contains("WIB", StringComparison.Ordinal)).TextContent;
        Assert.Contains("16.72", facts, StringComparison.Ordinal);
        Assert.Contains("Sumatera Selatan", facts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_province_lists_its_regions()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var page = await app.Client().PageAsync("/daerah/provinsi-di-yogyakarta");
        Assert.Equal(5, Codes(page).Count);
        Assert.Contains("Anggota gerakan sejak angkatan 2023", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_all_members_are_named_the_others_have_not_joined()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var province = await app.Client().PageAsync("/daerah/provinsi-papua-selatan");
        Assert.Contains("Belum ikut", province.QuerySelector(".k-head .k-tag")!.TextContent, StringComparison.Ordinal);
        var city = await app.Client().PageAsync("/daerah/kota-pagar-alam");
        Assert.Contains("Belum diketahui", city.QuerySelector(".k-head .k-tag")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_region_is_404_with_what_was_meant_and_a_search()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var answer = await app.Client().GetAsync("/daerah/kota-pagaralam");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Contains(page.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "/daerah/kota-pagar-alam");
        Assert.NotNull(page.QuerySelector("input[name=cari]"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client().GetAsync("/negara/rahasia.csv")).StatusCode);
    }

    [Fact]
    public async Task The_api_pages_through_all_regions()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var (codes, after) = (new HashSet<string>(), string.Empty);
        do
        {
            using var json = JsonDocument.Parse(await app.Client().GetStringAsync("/api/v1/regions?after=" + after));
            Assert.Equal(514, json.RootElement.GetProperty("total").GetInt32());
            var items = json.RootElement.GetProperty("items").EnumerateArray();
            Assert.All(items, i => Assert.True(codes.Add(i.GetProperty("code").GetString()!)));
            after = json.RootElement.GetProperty("next").GetString() ?? string.Empty;
        }
        while (after.Length > 0);
        Assert.Equal(514, codes.Count);
        using var cohorts = JsonDocument.Parse(await app.Client().GetStringAsync("/api/v1/cohorts"));
        Assert.Equal(251, cohorts.RootElement.GetProperty("joined").GetInt32());
    }

    [Theory]
    [InlineData("regions?year=abc", "year")]
    [InlineData("regions?year=-1", "year")]
    [InlineData("regions?province=99", "province")]
    [InlineData("regions?island_group=mars", "island_group")]
    [InlineData("regions?kind=desa", "kind")]
    [InlineData("regions?standing=9", "standing")]
    [InlineData("regions?standing=anggota", "standing")]
    [InlineData("regions?after=zzz", "after")]
    [InlineData("regions?provinsi=16", "provinsi")]
    [InlineData("cohorts?year=2022", "year")]
    [InlineData("measures/movement.invited?wilayah=16", "wilayah")]
    [InlineData("measures?texts=1", "texts")]
    [InlineData("measures/movement.invited?limit=abc", "limit")]
    [InlineData("measures/movement.invited?limit=0", "limit")]
    [InlineData("measures/movement.invited?limit=501", "limit")]
    [InlineData("measures/movement.invited?after=zz", "after")]
    [InlineData("measures/movement.invited?region=zz", "region")]
    [InlineData("measures/movement.invited?period=kemarin", "period")]
    public async Task The_api_names_the_parameter_that_stands_for_nothing(string path, string field)
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        using var answer = await app.Client().GetAsync("/api/v1/" + path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(field, json.RootElement.GetProperty("field").GetString());
        Assert.StartsWith($"Parameter {field} ", json.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("year=2023&standing=member&kind=kota", 1)]
    [InlineData("kind=province", 38)]
    [InlineData("year=1999", 0)]
    [InlineData("province=16&island_group=sumatera&year=", 17)]
    [InlineData("bahasa=en&province=16", 17)]
    public async Task The_api_filters_by_what_it_knows(string query, int total)
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        using var json = JsonDocument.Parse(await app.Client().GetStringAsync("/api/v1/regions?" + query));
        Assert.Equal(total, json.RootElement.GetProperty("total").GetInt32());
    }

    [Theory, OnEachDatabase]
    public async Task An_officer_checks_a_file_and_then_imports_exactly_that_file(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var officer = app.Client(TestPeople.Office("ministry-officer"));
        var wrong = await UploadAsync(officer, "2018,city,,Kota Pagaralam,found,S\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("Kota Pagar Alam (16.72)", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var page = await (await UploadAsync(officer, "2018,city,,Kota Pagar Alam,found,surat B-1/2018\n")).DocumentAsync();
        var commit = (IHtmlFormElement)page.QuerySelector("form[action*=handler]")!;
        using var fields = new FormUrlEncodedContent(commit.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>()
            .Select(i => KeyValuePair.Create(i.Name!, i.Value)));
        var done = await officer.PostAsync(commit.GetAttribute("action"), fields);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);

        var region = await app.Client().PageAsync("/daerah/kota-pagar-alam");
        Assert.Contains("surat B-1/2018", region.QuerySelector(".k-timeline")!.TextContent, StringComparison.Ordinal);
        var outsider = app.Client(TestPeople.Office("diskominfo", "16.72"));
        Assert.Equal(HttpStatusCode.Forbidden, (await outsider.GetAsync("/negara/impor")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await app.Client().GetAsync("/negara/impor")).StatusCode);
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, string row)
    {
        var form = (await client.PageAsync("/negara/impor")).QuerySelector("#berkas")!;
        var token = ((IHtmlInputElement)form.QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("cohort-members"), "Kind" },
            {
                new ByteArrayContent(Encoding.UTF8.GetBytes("year,track,region_code,region_name,status,sources\n" + row)), "Upload", "a.csv"
            },
        };
        return await client.PostAsync("/negara/impor", content);
    }

    private static async Task<int> WireAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (answer.Content.Headers.ContentEncoding.Contains("gzip"))
        {
            await using var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            await unpacked.CopyToAsync(Stream.Null);
        }

        return bytes.Length;
    }

    private static List<string> Codes(IHtmlDocument page) =>
        [.. page.QuerySelectorAll(".k-table--cards tbody tr td[data-label=Kode]").Select(cell => cell.TextContent)];

    private static string? Link(IHtmlDocument page, string rel) => page.QuerySelector($".k-pages a[rel={rel}]")?.GetAttribute("href");
}

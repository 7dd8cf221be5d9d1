using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.TestKit;

namespace KotaCerdas.Revenue.Tests.Rules;

public sealed class RulePageTests
{
    [Fact]
    public async Task Anyone_reads_tariffs_and_computes_every_kind()
    {
        await using var app = await StartAsync();
        using var visitor = app.Client();
        var list = await visitor.PageAsync("/tarif");
        Assert.Equal(4, list.QuerySelectorAll("main table tbody tr").Length);
        Assert.Contains("Perda Kabupaten Sidoarjo 1/2024", list.Body!.TextContent, StringComparison.Ordinal);

        var sidoarjo = await visitor.PageAsync("/tarif/kabupaten-sidoarjo/pbb");
        Assert.Contains("Perda Kabupaten Sidoarjo 1/2024 Pasal 10 ayat (1) huruf e", sidoarjo.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("belum disetujui daerah", sidoarjo.Body.TextContent, StringComparison.Ordinal);
        foreach (var slug in Sets.Slugs)
        {
            await visitor.PageAsync($"/tarif/{slug}");
            await visitor.PageAsync($"/hitung/{slug}");
            foreach (var kind in Sets.Of(slug).Kinds)
            {
                Assert.True((await visitor.GetStringAsync(Path($"/tarif/{slug}/{kind.Code}"))).Length < 120_000);
                var form = await visitor.PageAsync($"/hitung/{slug}/{kind.Code}");
                Assert.NotNull(form.QuerySelector("main form[method=get]"));
            }
        }

        foreach (var missing in new[] { "/tarif/kota-tidak-ada", "/tarif/kota-bekasi/pbb", "/hitung/kota-bekasi/pbb", "/hitung/x/y" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(Path(missing))).StatusCode);
        }
    }

    [Theory]
    [InlineData("/hitung/kabupaten-sidoarjo/pbb?hitung=1&land_area=120&land_value=2.650.000&use=umum"
        + "&building_area=90&building_value=700.000&njoptkp=yes",
        "Rp369.800", "Asumsi")]
    [InlineData("/hitung/kota-pagar-alam/bphtb?hitung=1&price=Rp350.000.000&njop=300.000.000&case=pertama&relief=0",
        "Rp13.500.000", "BPHTB")]
    [InlineData("/hitung/kota-bekasi/reklame?hitung=1&width=4&height=6&faces=1&days=365&road=1&elevation=15,1&tobacco=no&indoor=no",
        "Rp34.755.300", "Kelas jalan I")]
    [InlineData("/hitung/kota-bau-bau/mblb?hitung=1&volume=500&price=90.000", "Rp6.750.000", "Rp1.687.500")]
    public async Task The_answer_is_a_sentence_and_the_ladder_ends_in_it(string path, string amount, string also)
    {
        await using var app = await StartAsync();
        using var visitor = app.Client();
        var page = await visitor.PageAsync(path);
        Assert.Contains(amount, page.QuerySelector("#hasil")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Contains(also, page.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
        var steps = page.QuerySelectorAll(".k-ladder > li");
        Assert.True(steps.Length > 1);
        if (!path.Contains("mblb", StringComparison.Ordinal))
        {
            Assert.Contains(amount, steps[^1].TextContent, StringComparison.Ordinal);
        }

        Assert.True((await visitor.GetStringAsync(Path(path))).Length < 60_000);
    }

    [Theory]
    [InlineData("/hitung/kota-bau-bau/reklame?hitung=1&width=4&height=6&faces=1&type=papan", "Papan dan billboard")]
    [InlineData("/hitung/kota-bekasi/reklame?hitung=1&width=4&height=6&faces=1&days=1&road=2&elevation=0&tobacco=no&indoor=no",
        "Kelas jalan II")]
    [InlineData("/hitung/kota-bau-bau/pbb?hitung=1&use=umum&land_area=100&land_value=1000", "NJOPTKP")]
    [InlineData("/hitung/kabupaten-sidoarjo/pbb?hitung=1&use=umum", "tidak ada objek")]
    [InlineData("/hitung/kabupaten-sidoarjo/pbb?hitung=1&use=umum&land_area=0&land_value=2650000&building_area=0", "tidak ada objek")]
    [InlineData("/hitung/kota-pagar-alam/bphtb?hitung=1&price=abc&njop=-1&case=lain", "bukan angka")]
    [InlineData("/hitung/kota-pagar-alam/bphtb?hitung=1", "Isi")]
    [InlineData("/hitung/kota-pagar-alam/pbb?hitung=1&use=umum&land_area=1&land_value=99999999", "kelas tertinggi")]
    public async Task What_is_missing_or_wrong_is_named(string path, string words)
    {
        await using var app = await StartAsync();
        using var visitor = app.Client();
        using var answer = await visitor.GetAsync(Path(path));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Null(page.QuerySelector("#hasil"));
        Assert.Contains(words, page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Officials_load_try_and_approve_on_pages()
    {
        await using var app = await StartAsync();
        using var drafter = app.Client(TestPeople.Office("revenue-assessor", "16.72"));
        using var first = app.Client(TestPeople.Office("revenue-head", "16.72"));
        using var second = app.Client(TestPeople.Office("region-head", "16.72"));
        using var stranger = app.Client(TestPeople.Office("revenue-head", "16.71"));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(Path("/pendapatan/16.72/aturan/1"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await first.GetAsync(Path("/pendapatan/16.72/aturan/muat"))).StatusCode);

        // The downloaded zip with another version number is a new version.
        var zip = await first.GetByteArrayAsync(Path("/pendapatan/16.72/aturan/1?handler=Zip"));
        using var bad = await UploadAsync(drafter, Zip(zip, ("set.csv", "version,1", "version,2"), ("tiers.csv", ",0.1,", ",0.9,")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        Assert.Contains("tiers", (await bad.DocumentAsync()).QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
        using var loaded = await UploadAsync(drafter, Zip(zip, ("set.csv", "version,1", "version,2")));
        Assert.Equal("/pendapatan/16.72/aturan/2", loaded.Headers.Location!.ToString());

        using var tried = await first.SubmitAsync("/pendapatan/16.72/aturan/2", [], "form[action*=Try]");
        Assert.Equal(HttpStatusCode.SeeOther, tried.StatusCode);
        using var noDecree = await first.SubmitAsync("/pendapatan/16.72/aturan/2", [], "form[action*=Approve]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, noDecree.StatusCode);
        foreach (var approver in new[] { first, second })
        {
            using var approved = await approver.SubmitAsync(
                "/pendapatan/16.72/aturan/2", [new("Decree", "Perda 1/2026")], "form[action*=Approve]");
            Assert.Equal(HttpStatusCode.SeeOther, approved.StatusCode);
        }

        var done = await drafter.PageAsync("/pendapatan/16.72/aturan/2");
        Assert.Contains("Berlaku", done.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(done.QuerySelector("form[action*=Approve]"));
        var compared = await drafter.PageAsync("/pendapatan/16.72/aturan/2/banding/1");
        Assert.Contains("version", compared.QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await drafter.PageAsync("/pendapatan/16.72/aturan")).QuerySelectorAll("main table tbody tr").Length);
        Assert.Equal(2, (await drafter.PageAsync("/pendapatan/aturan")).QuerySelectorAll("main table tbody tr").Length);
    }

    [Theory]
    [InlineData("1.234.567", true, "1234567")]
    [InlineData("1.234.567", false, "1234567")]
    [InlineData("1,234,567.5", false, "1234567.5")]
    [InlineData("1.234.567,5", true, "1234567.5")]
    [InlineData("12,5", true, "12.5")]
    [InlineData("12.5", true, "12.5")]
    [InlineData("12,5", false, "12.5")]
    [InlineData("12.500", true, "12500")]
    [InlineData("12.500", false, "12.500")]
    [InlineData("12,500", true, "12.500")]
    [InlineData("12,500", false, "12500")]
    [InlineData("Rp 350.000.000", true, "350000000")]
    [InlineData("0,15 %", true, "0.15")]
    [InlineData("abc", true, "abc")]
    public void Numbers_are_read_as_people_type_them(string typed, bool indonesian, string plain)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(indonesian ? "id-ID" : "en");
            Assert.Equal(plain, RuleText.Typed(typed));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void A_formula_reads_as_a_sentence()
    {
        var set = Sets.Of("kota-bekasi");
        var texts = new Texts([typeof(RevenueModule).Assembly]);
        Assert.Equal("Luas bidang reklame × Jumlah muka × Lama pemasangan (hari) × nilai menurut Kelas jalan",
            FormulaWords.Of(set, set.Steps[1], texts));
        Assert.Equal("Lebar × Tinggi bidang", FormulaWords.Of(set, set.Steps[0], texts));
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);

    private static async Task<TestApp> StartAsync()
    {
        var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        app.Database.Clock.Set(new DateTimeOffset(2026, 6, 1, 3, 0, 0, TimeSpan.Zero));
        Assert.NotNull(RevenueKinds.Find(RevenueKinds.Pbb));
        return app;
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, byte[] zip)
    {
        var page = await client.PageAsync("/pendapatan/16.72/aturan/muat");
        using var content = new MultipartFormDataContent();
        using var file = new ByteArrayContent(zip);
        using var token = new StringContent(page.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!);
        content.Add(file, "Upload", "aturan.zip");
        content.Add(token, "__RequestVerificationToken");
        return await client.PostAsync(Path("/pendapatan/16.72/aturan/muat"), content);
    }

    private static byte[] Zip(byte[] zip, params (string File, string Old, string New)[] changes)
    {
        using var from = new ZipArchive(new MemoryStream(zip));
        using var into = new MemoryStream();
        using (var changed = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                var text = changes.Where(c => c.File == entry.Name)
                    .Aggregate(reader.ReadToEnd(), (t, c) => t.Replace(c.Old, c.New, StringComparison.Ordinal));
                using var written = changed.CreateEntry(entry.Name).Open();
                written.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return into.ToArray();
    }
}

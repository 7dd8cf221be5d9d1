using System.Net;
using KotaCerdas.Movement.Features.Objections;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Assessment;

/// <summary>What a region and the public read once a decision is announced.</summary>
public sealed class ResultPageTests
{
    private const string Grounds = "Nilai tata kelola tidak memperhitungkan peraturan wali kota yang baru.";

    [Theory, OnEachDatabase]
    public async Task A_region_reads_its_result_its_right_to_object_and_what_comes_next(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        var region = season.Regions[3];
        var head = TestPeople.Office("region-head", region.Value);

        var page = await app.Client(head).PageAsync("/daerah-saya");
        var card = page.QuerySelector("main .k-card")!;
        Assert.Contains("Tidak terpilih", card.TextContent);
        Assert.DoesNotContain("Penilaian berlangsung", card.TextContent);
        Assert.Contains("dapat mengajukan keberatan sampai", card.TextContent);
        Assert.Contains("mendaftar lagi", card.TextContent);
        Assert.NotNull(card.QuerySelector($"a[href^='/panggilan/{season.Call}/hasil/']"));
        Assert.NotNull(card.QuerySelector($"a[href='/panggilan/{season.Call}/keberatan']"));

        Season.Ok(await season.AsAsync(head, (FileObjection o) => o.RunAsync(new(season.Call, region, new string('a', 40)), default)));
        Assert.Contains("menunggu jawaban", (await app.Client(head).PageAsync("/daerah-saya")).QuerySelector("main .k-card")!.TextContent);

        app.Database.Clock.Advance(TimeSpan.FromDays(60));
        var late = await app.Client(TestPeople.Office("region-head", season.Regions[0].Value)).PageAsync("/daerah-saya");
        Assert.Contains("Masa keberatan berakhir", late.QuerySelector("main .k-card")!.TextContent);
        Assert.Null(late.QuerySelector($"main a[href='/panggilan/{season.Call}/keberatan']"));
    }

    [Theory, OnEachDatabase]
    public async Task The_document_of_an_objection_is_read_by_its_region_and_the_ministry_only(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        var region = season.Regions[3];
        using var head = app.Client(TestPeople.Office("region-head", region.Value));
        var path = $"/panggilan/{season.Call}/keberatan";
        using var refused = await head.UploadAsync(path, "Upload", ("surat.pdf", "MZ bukan PDF"u8.ToArray()), ("Grounds", Grounds));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.NotNull((await refused.DocumentAsync()).QuerySelector(".govuk-error-summary a[href='#Upload']"));

        using var filed = await head.UploadAsync(path, "Upload", ("surat.pdf", "%PDF-1.7 surat"u8.ToArray()), ("Grounds", Grounds));
        Assert.Equal(HttpStatusCode.SeeOther, filed.StatusCode);
        var link = (await head.PageAsync(path)).QuerySelector("main a[href$='/berkas']")!.GetAttribute("href")!;
        using var ministry = app.Client(season.Officer);
        Assert.Contains(link, (await ministry.PageAsync(path)).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
        foreach (var reader in new[] { head, ministry })
        {
            using var file = await reader.GetAsync(link);
            Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal("%PDF-1.7 surat", await file.Content.ReadAsStringAsync());
        }

        using var stranger = app.Client(TestPeople.Office("region-head", season.Regions[2].Value));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(link)).StatusCode);
        Assert.Empty((await stranger.PageAsync(path)).QuerySelectorAll("main a[href$='/berkas']"));
    }

    [Fact]
    public async Task Anyone_finds_a_region_among_the_results_by_province_result_and_name()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        async Task<List<string>> Found(string query) =>
        [
            .. (await app.Client().PageAsync($"/panggilan/{season.Call}/hasil?{query}")).QuerySelectorAll("main tbody th")
                .Select(h => h.TextContent.Trim()),
        ];

        Assert.Equal(4, (await Found("")).Count);
        Assert.Equal(["Kabupaten Sleman"], await Found("cari=SLEMAN"));
        Assert.Equal(["Kota Pagar Alam"], await Found("provinsi=16"));
        Assert.Equal(2, (await Found("hasil=Selected")).Count);
        Assert.Empty(await Found("hasil=Selected&cari=tidak-ada"));
        var all = await Found("");
        Assert.Equal(all[2..], await Found("sesudah=" + Slug(all[1])));
        Assert.Equal(all[..2], await Found("sebelum=" + Slug(all[2])));
    }

    private static string Slug(string name) => name.ToLowerInvariant().Replace(' ', '-');
}

using KotaCerdas.Movement.Features.Objections;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Assessment;

/// <summary>What a region and the public read once a decision is announced.</summary>
public sealed class ResultPageTests
{
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

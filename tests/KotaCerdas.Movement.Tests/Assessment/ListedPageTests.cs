using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Assessment;

public sealed class ListedPageTests
{
    private const int All = 27;
    private const int Page = 25;

    [Theory, OnEachDatabase]
    public async Task The_lists_of_a_call_show_a_few_regions_at_a_time_and_download_all(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var codes = await app.Database.WithAsync<KotaDb, List<RegionCode>>(db => db.Shared<Region>()
            .Where(r => r.Kind != RegionKind.Province).OrderBy(r => r.Code).Select(r => r.Code).Take(All).ToListAsync());
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database, regions: codes.ConvertAll(c => c.Value));
        using var client = app.Client(season.Officer);

        foreach (var path in new[] { "keselarasan", "simulasi?bobot=40", "penugasan", "keputusan", "surat" })
        {
            var address = $"/panggilan/{season.Call}/{path}";
            var first = await client.PageAsync(address);
            var shown = Regions(first);
            var next = first.QuerySelector("main .k-pages a[rel=next]")!.GetAttribute("href")!;
            var second = await client.PageAsync(next);
            Assert.Equal((Page, All), (shown.Count, shown.Union(Regions(second)).Count()));
            var back = second.QuerySelector("main .k-pages a[rel=prev]")!.GetAttribute("href")!;
            Assert.Equal(shown, Regions(await client.PageAsync(back)));
            Assert.Equal(path.Contains("bobot", StringComparison.Ordinal), next.Contains("bobot=40", StringComparison.Ordinal));
            var csv = await client.GetStringAsync(address + (address.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "bentuk=csv");
            Assert.Equal(All, csv.TrimEnd().Split("\r\n").Length - 1);
        }

        var change = (await client.PageAsync($"/panggilan/{season.Call}/penugasan?sesudah={codes[Page - 1]}"))
            .QuerySelector("main a[href$='#ganti']")!.GetAttribute("href")!;
        var opened = await client.PageAsync(change);
        Assert.NotNull(opened.QuerySelector("#ganti"));
        Assert.Equal(All - Page, Regions(opened).Count);
        var before = opened.QuerySelector("main .k-pages a[rel=prev]")!.GetAttribute("href")!;
        Assert.DoesNotContain("wilayah", before, StringComparison.Ordinal);
    }

    /// <summary>The rows of the list that has pages: the last one before the paging.</summary>
    private static List<string> Regions(IHtmlDocument page)
    {
        var paging = page.QuerySelector("main .k-pages")!;
        var table = page.QuerySelectorAll("main table")
            .Last(t => t.CompareDocumentPosition(paging).HasFlag(DocumentPositions.Following));
        return [.. table.QuerySelectorAll("tbody th").Select(h => h.TextContent.Trim())];
    }
}

using AngleSharp.Dom;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Boards;

public sealed class MinePageTests
{
    [Theory, OnEachDatabase]
    public async Task Figures_stand_on_the_page_of_who_looks_after_up_to_three_regions_and_links_on_that_of_others(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        string[] regions = ["16.71", "16.72", "33.22", "34.04"];
        foreach (var count in new[] { 3, 4 })
        {
            var main = await MainAsync(app, regions[..count]);
            Assert.Equal(count, main.QuerySelectorAll("a[href^='/daerah/']").Length);
            var figures = main.QuerySelectorAll("h2").Count(h => h.TextContent.StartsWith("Angka tentang ", StringComparison.Ordinal));
            Assert.Equal(count > 3 ? 0 : count, figures);
        }
    }

    private static async Task<IElement> MainAsync(TestApp app, string[] regions)
    {
        var officer = TestPeople.Office("region-head", regions[0]);
        using var client = app.Client(officer with
        {
            Grants = [.. regions.SelectMany(r => TestPeople.Office("region-head", r).Grants)],
        });
        return (await client.PageAsync("/daerah-saya")).QuerySelector("main")!;
    }
}

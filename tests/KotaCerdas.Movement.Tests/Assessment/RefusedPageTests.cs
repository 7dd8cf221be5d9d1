using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Assessment;

public sealed class RefusedPageTests
{
    [Fact]
    public async Task A_page_that_lacks_its_rule_says_which_and_where_it_is_put_right()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var season = await Season.PreparedAsync(app.Database, [], assessors: 0, call => call.AssessmentVersion = 9);
        var client = app.Client(season.Officer);
        foreach (var path in new[] { "keselarasan", "peringkat", "simulasi", "peringkat/16.72", "peringkat?bentuk=csv" })
        {
            using var answer = await client.GetAsync($"/panggilan/{season.Call}/{path}");
            var page = await answer.DocumentAsync();
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Equal("Belum dapat dihitung", page.QuerySelector("h1")!.TextContent.Trim());
            Assert.Contains("asesmen@9", page.QuerySelector("main .k-notice")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector($"main a[href='/panggilan/{season.Call}']"));
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_download_has_the_rows_and_words_of_the_table_on_the_page(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        var client = app.Client(season.Officer);
        foreach (var (path, table) in new[] { ("peringkat", 1), ("keputusan", 0) })
        {
            var page = await client.PageAsync($"/panggilan/{season.Call}/{path}");
            var shown = page.QuerySelectorAll("main table")[table].QuerySelectorAll("tr")
                .Select(r => string.Join(',', r.Children.Select(c => $"\"{c.TextContent.Trim()}\"")));
            var csv = await client.GetStringAsync($"/panggilan/{season.Call}/{path}?bentuk=csv");
            Assert.Equal(shown, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        }
    }
}

using AngleSharp.Html.Dom;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

public sealed class DraftChangesTests
{
    [Theory, OnEachDatabase]
    public async Task Two_versions_of_a_text_are_compared_word_by_word(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await MentoredRegions.OpenAsync(app.Database);
        foreach (var text in new[] { "Kota kopi yang cerdas", "Kota kopi yang lestari", "Kota teh yang lestari" })
        {
            Ok(await regions.AddAsync("vision-draft", text));
        }

        using var mentor = app.Client(regions.Mentor);
        var path = $"/pendampingan/{regions.Call}/16.72/luaran/vision-draft";
        var page = await mentor.PageAsync(path);
        Assert.Empty(page.QuerySelectorAll("main del, main ins"));
        var neighbours = await mentor.PageAsync(page.QuerySelector("#versi-3 a[href*='dari=2']")!.GetAttribute("href")!);
        Assert.Equal("-kopi +teh", Changes(neighbours));
        Assert.Equal("-kopi +teh", Changes(await mentor.PageAsync(path + "?ke=3")));
        Assert.Equal("-kopi +teh -cerdas +lestari", Changes(await mentor.PageAsync(path + "?dari=1&ke=3")));
        Assert.Empty((await mentor.PageAsync(path + "?dari=1&ke=9")).QuerySelectorAll("main del, main ins"));
    }

    [Theory, OnEachDatabase]
    public async Task Of_files_the_name_the_size_and_the_content_are_told_apart(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await MentoredRegions.OpenAsync(app.Database);
        foreach (var content in new[] { "satu", "tiga", "satu" })
        {
            Ok(await regions.AddAsync("readiness", content));
        }

        using var mentor = app.Client(regions.Mentor);
        var path = $"/pendampingan/{regions.Call}/16.72/luaran/readiness";
        Assert.Equal(["Sama", "Sama", "Berbeda"], await ComparedAsync("?dari=1&ke=2"));
        Assert.Equal(["Sama", "Sama", "Sama"], await ComparedAsync("?dari=1&ke=3"));

        async Task<IEnumerable<string>> ComparedAsync(string query) => (await mentor.PageAsync(path + query))
            .QuerySelectorAll("main table tbody tr").Select(r => r.LastElementChild!.TextContent.Trim());
    }

    private static string Changes(IHtmlDocument page) => string.Join(' ', page.QuerySelectorAll("main del, main ins")
        .Select(c => (c.LocalName == "del" ? "-" : "+") + c.LastChild!.TextContent));
}

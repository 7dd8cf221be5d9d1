using System.Net;
using KotaCerdas.Movement.Tests.Assessment;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Letters;

/// <summary>Decision letters on pages: the officer sends them, a region reads its own, anyone checks one by its code.</summary>
public sealed class LetterPageTests
{
    private const string Form = "main form[action$='/surat']";

    [Theory, OnEachDatabase]
    public async Task The_officer_sends_the_letters_and_sees_each_with_its_number(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        var path = $"/panggilan/{season.Call}/surat";
        using var officer = app.Client(season.Officer);
        Assert.NotNull((await officer.PageAsync($"/panggilan/{season.Call}/keputusan")).QuerySelector($"main a[href='{path}']"));
        using var reader = app.Client(season.Director);
        Assert.Null((await reader.PageAsync(path)).QuerySelector(Form));

        using var posted = await officer.SubmitAsync(path, [], Form);
        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        // The application's own worker takes it up.
        for (var i = 0; i < 300 && !(await MainAsync(officer, path)).Contains("4 dari 4 surat", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100);
        }

        var page = await officer.PageAsync(path);
        Assert.Contains("4 dari 4 surat terkirim", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(4, page.QuerySelectorAll("main td a[href^='/periksa/']").Length);
        Assert.Null(page.QuerySelector(Form));
    }

    [Theory, OnEachDatabase]
    public async Task A_region_takes_its_own_letter_and_no_other(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        await LetterBox.SendAsync(app.Database, season.Call);
        var (own, other) = (season.Regions[3], season.Regions[0]);
        using var head = app.Client(TestPeople.Office("region-head", own.Value));

        var main = (await head.PageAsync("/daerah-saya")).QuerySelector("main")!;
        Assert.NotNull(main.QuerySelector($"a[href='/panggilan/{season.Call}/surat/{own}/berkas']"));
        var check = main.QuerySelector("a[href^='/periksa/']")!.GetAttribute("href")!;
        Assert.Contains("asli", await MainAsync(app.Client(), check), StringComparison.Ordinal);

        using var file = await head.GetAsync($"/panggilan/{season.Call}/surat/{own}/berkas");
        Assert.Equal("application/pdf", file.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("%PDF", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var foreign = await head.GetAsync($"/panggilan/{season.Call}/surat/{other}/berkas");
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var visitor = await app.Client().GetAsync($"/panggilan/{season.Call}/surat/{own}/berkas");
        Assert.NotEqual(HttpStatusCode.OK, visitor.StatusCode);
    }

    private static async Task<string> MainAsync(HttpClient client, string path) =>
        (await client.PageAsync(path)).QuerySelector("main")!.TextContent;
}

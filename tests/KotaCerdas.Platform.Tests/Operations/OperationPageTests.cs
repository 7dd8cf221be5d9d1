using System.Net;
using System.Net.Http.Json;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Operations;

public sealed class OperationPageTests
{
    private static readonly Dictionary<string, string?> NoWorker = new(StringComparer.Ordinal) { ["Operations:Worker"] = "false" };

    [Theory, OnEachDatabase]
    public async Task A_person_follows_an_operation_to_its_end_without_script(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, NoWorker);
        var admin = TestPeople.Office("administrator");
        var client = app.Client(admin);
        var id = await StartAsync(app, admin);
        Assert.Contains(id.ToString(), (await client.PageAsync("/operasi")).QuerySelector("main table")!.InnerHtml,
            StringComparison.Ordinal);

        using (var waiting = await client.GetAsync($"/operasi/{id}"))
        {
            Assert.Equal("3", waiting.Headers.GetValues("Refresh").Single());
            Assert.NotNull((await waiting.DocumentAsync()).QuerySelector("form[action*='handler=Cancel']"));
        }

        Assert.True(await app.Services.GetRequiredService<OperationRunner>().RunNextAsync(default));
        using var ended = await client.GetAsync($"/operasi/{id}");
        Assert.False(ended.Headers.Contains("Refresh"));
        var page = await ended.DocumentAsync();
        Assert.Contains("3 langkah tertulis", page.QuerySelector("main .k-notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("3", page.QuerySelector("main progress")!.GetAttribute("value"));

        var view = await client.GetFromJsonAsync<OperationView>($"/api/v1/operations/{id}");
        Assert.Equal(("Done", 3L, 3L), (view!.State, view.Done, view.Total));
        var told = await client.PageAsync("/pemberitahuan");
        Assert.Equal($"/operasi/{id}", told.QuerySelector("main .unread a")!.GetAttribute("href"));
        Assert.Equal("1", told.QuerySelector(".k-top .k-count")!.TextContent);
        using var read = await client.SubmitAsync("/pemberitahuan", []);
        Assert.Equal(HttpStatusCode.SeeOther, read.StatusCode);
        Assert.Null((await client.PageAsync("/pemberitahuan")).QuerySelector("main .unread"));
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_is_answered_in_the_readers_language_and_a_schedule_in_words()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite, NoWorker);
        var client = app.Client(TestPeople.Office("administrator"));
        using var answer = await client.GetAsync("/operasi?status=zz");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Contains("Nilai “zz” tidak dapat dibaca", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("is not valid", page.Body!.TextContent, StringComparison.Ordinal);

        var id = await StartAsync(app, Actor.Platform("platform.publish-measures-soon"));
        var detail = (await client.PageAsync($"/operasi/{id}")).QuerySelector("main")!.TextContent;
        Assert.DoesNotContain("publish-measures-soon", detail, StringComparison.Ordinal);
        Assert.Contains("Jadwal otomatis", detail, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task The_page_that_starts_work_leads_to_its_progress_and_the_progress_back(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, NoWorker);
        var client = app.Client(TestPeople.Office("administrator"));
        const string Link = "main .k-notice a[href^='/operasi/']";
        Assert.Null((await client.PageAsync("/ukuran")).QuerySelector(Link));
        using var started = await client.SubmitAsync("/ukuran", [], "#terbitkan");
        var operation = started.Headers.Location!.ToString();
        Assert.Equal(operation, (await client.PageAsync("/ukuran")).QuerySelector(Link)!.GetAttribute("href"));
        Assert.Null((await client.PageAsync("/kalender")).QuerySelector(Link));
        using var visitor = app.Client(TestPeople.Office("auditor"));
        Assert.Null((await visitor.PageAsync("/ukuran")).QuerySelector(Link));
        Assert.NotNull((await client.PageAsync(operation)).QuerySelector("main a[href='/ukuran']"));
        while (await app.Services.GetRequiredService<OperationRunner>().RunNextAsync(default))
        {
            // Schedules that are due run as well.
        }

        Assert.Null((await client.PageAsync("/ukuran")).QuerySelector(Link));
    }

    [Theory, OnEachDatabase]
    public async Task An_operation_is_cancelled_and_repeated_by_buttons(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, NoWorker);
        var admin = TestPeople.Office("administrator");
        var client = app.Client(admin);
        var id = await StartAsync(app, admin);
        using var cancelled = await client.SubmitAsync($"/operasi/{id}", [], "form[action*='handler=Cancel']");
        Assert.Equal(HttpStatusCode.SeeOther, cancelled.StatusCode);
        using var retried = await client.SubmitAsync($"/operasi/{id}", [], "form[action*='handler=Retry']");
        Assert.Equal(HttpStatusCode.SeeOther, retried.StatusCode);
        Assert.True(await app.Services.GetRequiredService<OperationRunner>().RunNextAsync(default));
        Assert.Contains("Selesai", (await client.PageAsync("/operasi?status=Done&milik=semua")).QuerySelector("main tbody")!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_of_somebody_else_is_not_there()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite, NoWorker);
        var id = await StartAsync(app, TestPeople.Office("administrator"));
        var other = app.Client(TestPeople.Office("opd-officer", "16.72"));
        foreach (var path in new[] { $"/operasi/{id}", $"/api/v1/operations/{id}" })
        {
            using var answer = await other.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Null((await other.PageAsync("/operasi?milik=semua")).QuerySelector("main tbody tr"));
        foreach (var path in new[] { "/operasi/kejadian", "/operasi/surel" })
        {
            using var answer = await other.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Lists_are_paged_by_key_without_gaps(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, NoWorker);
        var admin = TestPeople.Office("administrator");
        var client = app.Client(admin);
        var started = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            started.Add((await StartAsync(app, admin)).ToString());
        }

        var seen = new List<string>();
        for (var next = "/operasi"; next is not null;)
        {
            var page = await client.PageAsync(next);
            seen.AddRange(page.QuerySelectorAll("main tbody th a").Select(a => a.GetAttribute("href")!.Split('/')[^1]));
            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        started.Reverse();
        Assert.Equal(started, seen);
    }

    [Theory, OnEachDatabase]
    public async Task A_mail_that_was_not_sent_is_seen_and_sent_again(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, NoWorker);
        var admin = TestPeople.Office("administrator");
        var client = app.Client(admin);
        await StartAsync(app, admin);
        await app.Services.GetRequiredService<OperationRunner>().RunNextAsync(default);
        await app.Services.GetRequiredService<Mailer>().SendNextAsync(default);
        var mail = (await client.PageAsync("/operasi/surel?status=NotConfigured")).QuerySelector("main button[name=id]")!;
        using var again = await client.SubmitAsync(
            "/operasi/surel?status=NotConfigured", [KeyValuePair.Create("id", mail.GetAttribute("value")!)], "#lagi");
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.NotNull((await client.PageAsync("/operasi/surel?status=Queued")).QuerySelector("main tbody tr"));
    }

    private static async Task<OperationId> StartAsync(TestApp app, Actor actor)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<Platform.Operations>()
            .StartAsync(actor, PlatformModule.SelfCheck, RegionCode.National, new SelfCheckInput(3, 0), null, default)).Value;
    }
}

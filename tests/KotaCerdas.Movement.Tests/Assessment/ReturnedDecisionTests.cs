using System.Net;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Objections;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Assessment;

/// <summary>An approver says no with a reason: the draft is void, its drafter is told, and a new one goes the whole way.</summary>
public sealed class ReturnedDecisionTests
{
    private const string Why = "Batas wilayah belum dihitung";

    private static readonly Action<Call> TwoOfFour = call => (call.Quota, call.ReserveSize) = (2, 1);

    [Theory, OnEachDatabase]
    public async Task A_returned_draft_is_void_its_drafter_is_told_and_a_new_one_is_approved(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var notices = new Notices(database);
        var season = await Season.ScoredAsync(database, (region, _, _) => 4 - region, TwoOfFour);
        var drafter = season.Officer with { User = await notices.AccountAsync("ministry-officer", "00") };
        var draft = Season.Ok(await season.AsAsync(drafter, (DraftDecision o) => o.RunAsync(season.Call, new(""), default)));

        Assert.Equal("Movement.Decision.ReturnReasonLength", (await ReturnAsync(season, season.Director, draft, "tidak")).Problem.Code);
        Assert.Equal("Movement.Decision.NotYourStep", (await ReturnAsync(season, season.General, draft, Why)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await ReturnAsync(season, season.Officer, draft, Why)).Problem.Code);
        Season.Ok(await DecisionTests.ApproveAsync(season, season.Director, draft));
        Assert.Equal(ApprovalStep.DirectorGeneral, Season.Ok(await ReturnAsync(season, season.General, draft, Why)));
        Assert.Equal("Movement.Decision.Returned", (await DecisionTests.ApproveAsync(season, season.General, draft)).Problem.Code);
        Assert.Equal("Movement.Decision.Returned", (await ReturnAsync(season, season.General, draft, Why)).Problem.Code);
        Assert.Equal("Movement.Decision.NotApproved", (await DecisionTests.AnnounceAsync(season, draft)).Problem.Code);
        Assert.Equal(["Movement.Next.Redraft"], await StepsAsync(season));

        await notices.DeliverTwiceAsync();
        Assert.Single(await notices.ToldAsync(drafter.User!.Value), "DecisionReturned");
        Assert.Contains(await notices.SentencesAsync(drafter.User!.Value, "id"), s => s.EndsWith(Why, StringComparison.Ordinal));

        database.Clock.Advance(TimeSpan.FromHours(1));
        await DecisionTests.PublishAsync(season, await DecisionTests.DraftAsync(season));
    }

    [Theory, OnEachDatabase]
    public async Task The_page_offers_to_return_a_draft_and_keeps_the_reason_in_the_history_of_the_next(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.ScoredAsync(app.Database, (region, _, _) => 4 - region, TwoOfFour);
        await DecisionTests.DraftAsync(season);
        var path = $"/panggilan/{season.Call}/keputusan";
        using var director = app.Client(season.Director);
        using var officer = app.Client(season.Officer);
        const string Form = "main form[action$='handler=Return']";

        using var refused = await director.SubmitAsync(path, [new("ReturnReason", "tidak")], Form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var wrong = await refused.DocumentAsync();
        Assert.NotNull(wrong.QuerySelector(".govuk-error-summary a[href='#ReturnReason']"));
        Assert.True(wrong.QuerySelector($"{Form} details")!.HasAttribute("open"));
        using var returned = await director.SubmitAsync(path, [new("ReturnReason", Why)], Form);
        Assert.Equal(HttpStatusCode.SeeOther, returned.StatusCode);

        var main = (await officer.PageAsync(path)).QuerySelector("main")!;
        Assert.Contains(Why, main.QuerySelector(".k-timeline")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Susun rancangan baru", main.TextContent, StringComparison.Ordinal);
        Assert.Null((await director.PageAsync(path)).QuerySelector("main form[action*='handler=']"));
        await DecisionTests.DraftAsync(season);
        main = (await director.PageAsync(path)).QuerySelector("main")!;
        Assert.Contains("Rancangan nomor 1 dikembalikan", main.QuerySelector(".k-timeline")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Why, main.QuerySelector(".k-timeline")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(main.QuerySelector(Form));
    }

    [Theory, OnEachDatabase]
    public async Task Where_the_correction_after_an_objection_is_returned_the_objection_is_answered_again(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, draft) = await DecisionTests.AnnouncedAsync(app.Database);
        var region = season.Regions[3];
        var head = TestPeople.Office("region-head", region.Value);
        var objection = Season.Ok(await season.AsAsync(
            head, (FileObjection o) => o.RunAsync(new(season.Call, region, new string('a', 40)), default)));
        Season.Ok(await AnswerAsync(season, objection, ObjectionResult.Changed));
        Assert.Equal("Movement.Objection.Answered", (await AnswerAsync(season, objection, ObjectionResult.Upheld)).Problem.Code);
        var correction = await NewestAsync(app.Database, season);
        Season.Ok(await ReturnAsync(season, season.Director, correction.Id, Why));
        Assert.Contains("Movement.Next.Objections", await StepsAsync(season));
        Assert.Contains("menunggu jawaban", await MineAsync(app, head), StringComparison.Ordinal);
        var path = $"/panggilan/{season.Call}/keberatan?keberatan={objection}";
        Assert.Contains(Why, (await app.Client(season.Officer).PageAsync(path)).QuerySelector("main")!.TextContent);

        Season.Ok(await AnswerAsync(season, objection, ObjectionResult.Changed));
        var second = await NewestAsync(app.Database, season);
        Assert.Equal(draft, second.CorrectsId);
        app.Database.Clock.Advance(TimeSpan.FromHours(1));
        await DecisionTests.PublishAsync(season, second.Id);
        Assert.Contains("keputusan diubah", await MineAsync(app, head), StringComparison.Ordinal);
        Assert.Equal("Movement.Decision.Returned", (await DecisionTests.ApproveAsync(season, season.Director, correction.Id)).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_proposed_change_is_no_result_for_the_region_until_it_is_announced(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        var (region, path) = (season.Regions[3], $"/panggilan/{season.Call}/keberatan");
        var head = TestPeople.Office("region-head", region.Value);
        var objection = Season.Ok(await season.AsAsync(
            head, (FileObjection o) => o.RunAsync(new(season.Call, region, new string('a', 40)), default)));
        Season.Ok(await AnswerAsync(season, objection, ObjectionResult.Changed));

        var card = await MineAsync(app, head);
        Assert.Contains("perubahan diusulkan, menunggu dua persetujuan", card, StringComparison.Ordinal);
        Assert.DoesNotContain("keputusan diubah", card, StringComparison.Ordinal);
        Assert.DoesNotContain("mendaftar lagi", card, StringComparison.Ordinal);
        var own = (await app.Client(head).PageAsync(path)).QuerySelector("main table")!.TextContent;
        Assert.Contains("Perubahan diusulkan", own, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('b', 40), own, StringComparison.Ordinal);
        Assert.Contains(new string('b', 40), (await app.Client(season.Officer).PageAsync(path)).QuerySelector("main table")!.TextContent);

        app.Database.Clock.Advance(TimeSpan.FromHours(1));
        var correction = await NewestAsync(app.Database, season);
        Season.Ok(await DecisionTests.ApproveAsync(season, season.Director, correction.Id));
        Season.Ok(await DecisionTests.ApproveAsync(season, season.General, correction.Id));
        var decision = await app.Client(season.Officer).PageAsync($"/panggilan/{season.Call}/keputusan");
        var confirm = decision.QuerySelector("main form[action$='handler=Announce'] button")!.OuterHtml;
        Assert.Contains("hanya bagi daerah yang hasilnya diubah", confirm, StringComparison.Ordinal);
        Season.Ok(await DecisionTests.AnnounceAsync(season, correction.Id));
        Assert.Contains("keputusan diubah", await MineAsync(app, head), StringComparison.Ordinal);
        Assert.Contains(new string('b', 40), (await app.Client(head).PageAsync(path)).QuerySelector("main table")!.TextContent);
        var places = (await app.Client(season.Officer).PageAsync($"/panggilan/{season.Call}/keputusan")).QuerySelector("main")!.TextContent;
        Assert.Contains("3 daerah terpilih pada kuota 2: 1 lebih banyak", places, StringComparison.Ordinal);
        Assert.DoesNotContain("Tempat yang kosong", places, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task The_public_result_says_until_when_one_can_object_only_while_that_is_so(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        var objection = Season.Ok(await season.AsAsync(TestPeople.Office("region-head", season.Regions[3].Value), (FileObjection o) =>
            o.RunAsync(new(season.Call, season.Regions[3], new string('a', 40)), default)));
        Season.Ok(await AnswerAsync(season, objection, ObjectionResult.Upheld));
        var links = (await app.Client().PageAsync($"/panggilan/{season.Call}/hasil")).QuerySelectorAll("main a[href*='/hasil/']")
            .Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(3, await CountAsync("dapat mengajukan keberatan sampai"));
        app.Database.Clock.Advance(TimeSpan.FromDays(60));
        Assert.Equal(0, await CountAsync("dapat mengajukan keberatan"));
        Assert.Equal(3, await CountAsync("Masa keberatan daerah ini berakhir pada"));

        async Task<int> CountAsync(string text)
        {
            var count = 0;
            foreach (var link in links)
            {
                var main = (await app.Client().PageAsync(link)).QuerySelector("main")!;
                count += main.TextContent.Contains(text, StringComparison.Ordinal) ? 1 : 0;
            }

            return count;
        }
    }

    private static async Task<string> MineAsync(TestApp app, Actor head) =>
        (await app.Client(head).PageAsync("/daerah-saya")).QuerySelector("main .k-card")!.TextContent;

    private static Task<Decision> NewestAsync(TestDatabase database, Season season) => database.WithAsync<KotaDb, Decision>(
        db => db.Shared<Decision>().Where(d => d.CallId == season.Call).OrderByDescending(d => d.Number).FirstAsync());

    private static Task<Outcome<Nothing>> AnswerAsync(Season season, Guid objection, ObjectionResult result) =>
        season.AsAsync(season.Officer, (AnswerObjection o) => o.RunAsync(
            new(season.Call, season.Regions[3], objection, result, SelectionResult.Selected, new string('b', 40)), default));

    private static Task<Outcome<ApprovalStep>> ReturnAsync(Season season, Actor actor, Guid draft, string reason) =>
        season.AsAsync(actor, (ApproveDecision o) => o.ReturnAsync(season.Call, draft, reason, default));

    private static async Task<List<string>> StepsAsync(Season season) => await season.AsAsync(season.Officer, async (IServiceProvider s) =>
    {
        var call = await ((CallRows)s.GetService(typeof(CallRows))!).FindAsync(season.Call, default);
        var steps = await ((CallSteps)s.GetService(typeof(CallSteps))!).OfAsync(call!, new(0, 0, 0, 0, 0, 0), default);
        return steps.Select(x => x.TextKey).ToList();
    });
}

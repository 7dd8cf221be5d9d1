using System.Net;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Features.Boards;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Panels;
using KotaCerdas.Movement.Measures;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using AssessedSeason = KotaCerdas.Movement.Tests.Assessment.Season;

namespace KotaCerdas.Movement.Tests.Calls;

/// <summary>What the ministry may still change about a call: extend it, withdraw it, delete its draft.</summary>
public sealed class ChangedCallTests
{
    private static readonly CallDays Later = new(new(2026, 4, 10), new(2026, 4, 20), new(2026, 4, 22));
    private static readonly MinistryReason Why = new("Gangguan jaringan di beberapa daerah.", "B-7/2026", new(2026, 3, 30));

    [Theory, OnEachDatabase]
    public async Task The_last_day_moves_later_also_after_it_has_passed_and_each_time_is_a_fact(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        database.Clock.Set(new(2026, 4, 2, 2, 0, 0, TimeSpan.Zero));
        Assert.Equal("Movement.Application.TooLate", (await season.SaveAsync(season.Head, Season.Complete)).Problem.Code);

        Assert.Empty((await ExtendAsync(season, Later, Why)).Problems);
        Assert.False((await season.SaveAsync(season.Head, Season.Complete)).Failed);
        Assert.Empty((await ExtendAsync(season, Later with { SubmitBy = new(2026, 4, 12) }, Why with
        {
            LetterNumber = "", LetterDate = null,
        })).Problems);

        var call = await season.CallAsync();
        Assert.Equal((new DateOnly(2026, 4, 12), Later.AssessFrom, Later.AssessTo), (call!.SubmitBy, call.AssessFrom, call.AssessTo));
        var facts = await season.AsAsync(season.Ministry, (CallRows rows) => rows.ExtensionsAsync(season.Call, default));
        Assert.Equal(
            [(1, new DateOnly(2026, 3, 31), Later.SubmitBy), (2, Later.SubmitBy, new(2026, 4, 12))],
            facts.Select(f => (f.Number, f.OldSubmitBy, f.NewSubmitBy)));
        Assert.Equal((Why.Text, "B-7/2026", season.Ministry.User), (facts[0].Reason, facts[0].LetterNumber, facts[0].ByUser));
        await Assert.ThrowsAnyAsync<Exception>(() => database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), default);
            await db.Shared<CallExtension>().ExecuteDeleteAsync();
            await write.CommitAsync(default);
        }));
    }

    [Theory, OnEachDatabase]
    public async Task What_is_wrong_with_an_extension_is_named_at_its_field_and_nothing_changes(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        async Task<IEnumerable<(string Code, string? Field)>> WrongAsync(CallDays days, MinistryReason why) =>
            (await ExtendAsync(season, days, why)).Problems.Select(p => (p.Code, p.Field));

        Assert.Equal([("Movement.Call.ExtendEarlier", "SubmitBy")], await WrongAsync(Later with { SubmitBy = new(2026, 3, 31) }, Why));
        Assert.Equal(
            [("Movement.Call.AssessBeforeSubmit", "AssessFrom"), ("Movement.Call.AssessOrder", "AssessTo")],
            await WrongAsync(new(new(2026, 4, 20), new(2026, 4, 20), new(2026, 4, 15)), Why));
        Assert.Equal(
            [("Movement.Call.FarFromYear", "AssessTo")], await WrongAsync(Later with { AssessTo = new(2062, 4, 22) }, Why));
        Assert.Equal([("Movement.Call.NoCalendar", null)], await WrongAsync(Later with { AssessTo = new(2027, 4, 22) }, Why));
        Assert.Equal(
            [("Movement.Application.ReasonNeeded", "Reason"), ("Movement.Call.LetterNumberNeeded", "LetterNumber")],
            await WrongAsync(Later, new("", "", new(2026, 3, 30))));
        database.Clock.Set(new(2026, 4, 12, 2, 0, 0, TimeSpan.Zero));
        Assert.Equal([("Movement.Call.ExtendPast", "SubmitBy")], await WrongAsync(Later, Why));
        Assert.Equal(new DateOnly(2026, 3, 31), (await season.CallAsync())!.SubmitBy);

        Assert.Empty((await season.AsAsync(season.Ministry, (CloseCall o) => o.RunAsync(season.Call, 2, default))).Problems);
        Assert.Equal([("Movement.Call.ExtendNotOpen", null)], await WrongAsync(Later with { SubmitBy = new(2026, 4, 13) }, Why));
        var head = await season.AsAsync(season.Head, (ExtendCall o) => o.RunAsync(season.Call, 3, Later, Why, default));
        Assert.Equal("Platform.Access.NotAllowed", head.Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Who_takes_part_is_told_of_an_extension_and_of_a_withdrawal_and_others_are_not(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var notices = new Notices(database);
        var head = await notices.AccountAsync("region-head", "16.72");
        var neighbour = await notices.AccountAsync("region-head", "34.04");
        var assessor = await notices.AccountAsync("assessor", "00");
        var season = await Season.OpenAsync(database);
        var invited = new InviteMemberInput(season.Call, assessor, "Asesor A1", SectorKind.University, "Universitas", "", null);
        Assert.Empty((await season.AsAsync(season.Ministry, (InviteMember o) => o.RunAsync(invited, default))).Problems);
        Assert.Empty((await ExtendAsync(season, Later, Why)).Problems);
        Assert.Empty((await WithdrawAsync(season)).Problems);

        await notices.DeliverTwiceAsync();

        Assert.Equal(["CallExtended", "CallWithdrawn"], (await notices.ToldAsync(head)).Where(t => t is "CallExtended" or "CallWithdrawn"));
        Assert.DoesNotContain(await notices.ToldAsync(neighbour), t => t is "CallExtended" or "CallWithdrawn");
        Assert.Contains("CallWithdrawnPanel", await notices.ToldAsync(assessor));
        Assert.Contains(
            "Panggilan 2026: masa pendaftaran diperpanjang sampai 10 April 2026. Alasan: " + Why.Text,
            await notices.SentencesAsync(head, "id"));
        Assert.Contains("Call 2026 is withdrawn. The application of your region stays readable and is not processed any more. Reason: "
            + Why.Text, await notices.SentencesAsync(head, "en"));
    }

    [Theory, OnEachDatabase]
    public async Task A_withdrawn_call_takes_no_change_asks_for_nothing_and_lets_another_be_opened(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        Assert.False((await season.SaveAsync(season.Head, Season.Complete)).Failed);
        Assert.False((await season.SubmitAsync(season.Head)).Failed);

        Assert.Empty((await WithdrawAsync(season)).Problems);

        var call = (await season.CallAsync())!;
        Assert.Equal((CallStatus.Withdrawn, Why.Text, "B-7/2026"), (call.Status, call.WithdrawReason, call.WithdrawLetter));
        var file = await season.DossierAsync();
        Assert.Equal("Kota cerdas", file.Answers["visi"].Value);
        var withdrawn = "Movement.Call.IsWithdrawn";
        Assert.Equal(withdrawn, (await season.SaveAsync(season.Head, new TypedAnswer("visi", "lain", "", 1))).Problem.Code);
        Assert.Equal(withdrawn, (await season.AsAsync(
            season.Ministry, (CheckApplication o) => o.VerifyAsync(Season.PagarAlam, season.Call, default))).Problem.Code);
        Assert.Equal(withdrawn, (await season.AsAsync(
            season.Head, (WithdrawApplication o) => o.RunAsync(Season.PagarAlam, season.Call, "tidak jadi", default))).Problem.Code);
        Assert.Equal("Movement.Invite.NotOpen", (await season.InviteAsync(Season.Sleman)).Problem.Code);
        Assert.Equal("Movement.Call.AlreadyWithdrawn", (await WithdrawAsync(season)).Problem.Code);
        await database.WithAsync<IServiceProvider>(async services =>
        {
            Assert.Empty(await services.GetRequiredService<CallSteps>().OfAsync(call, CallCounts.None, default));
            var board = services.GetRequiredService<BoardRows>();
            Assert.Empty(await board.RunningAsync(default));
            Assert.Empty(await board.SteppingAsync(default));
            Assert.Empty(await board.CompletenessAsync(default));
            Assert.Empty(await board.ToVerifyAsync(default));
            Assert.Empty(await services.GetServices<IMeasureSource>().OfType<CallMeasures>().Single().PeriodsAsync(default));
        });
        Assert.Empty((await season.OpenCallAsync(await season.DraftAsync(SomeCall.Input()))).Problems);
    }

    [Theory, OnEachDatabase]
    public async Task A_call_is_withdrawn_during_its_assessment_and_its_draft_but_not_once_it_is_decided(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await AssessedSeason.ScoredAsync(
            database, (region, _, _) => 4 - region, call => (call.Quota, call.ReserveSize) = (2, 1));
        var draft = AssessedSeason.Ok(await season.AsAsync(season.Officer, (DraftDecision o) => o.RunAsync(season.Call, new(""), default)));
        AssessedSeason.Ok(await season.AsAsync(season.Director, (ApproveDecision o) => o.RunAsync(season.Call, draft, default)));
        AssessedSeason.Ok(await season.AsAsync(season.Officer, (IServiceProvider s) => WithdrawAsync(s, season.Call)));

        var approved = await season.AsAsync(season.General, (ApproveDecision o) => o.RunAsync(season.Call, draft, default));
        Assert.Equal("Movement.Call.IsWithdrawn", approved.Problem.Code);
        var declared = await season.AsAsync(season.Assessors[0], (DeclareConflicts o) => o.RunAsync(season.Call, [], default));
        Assert.Equal("Movement.Call.IsWithdrawn", declared.Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task What_is_decided_stands(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await AssessedSeason.ScoredAsync(
            database, (region, _, _) => 4 - region, call => (call.Quota, call.ReserveSize) = (2, 1));
        var draft = AssessedSeason.Ok(await season.AsAsync(season.Officer, (DraftDecision o) => o.RunAsync(season.Call, new(""), default)));
        AssessedSeason.Ok(await season.AsAsync(season.Director, (ApproveDecision o) => o.RunAsync(season.Call, draft, default)));
        AssessedSeason.Ok(await season.AsAsync(season.General, (ApproveDecision o) => o.RunAsync(season.Call, draft, default)));

        var late = await season.AsAsync(season.Officer, (IServiceProvider s) => WithdrawAsync(s, season.Call));

        Assert.Equal("Movement.Call.WithdrawDecided", late.Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_draft_is_deleted_after_a_confirmation_and_an_opened_call_is_not(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        var draft = await season.DraftAsync(SomeCall.Input() with { Year = 2027 });
        using var ministry = app.Client(season.Ministry);

        var asks = await ministry.PageAsync($"/panggilan/{draft}");
        Assert.NotNull(asks.QuerySelector($"main a[href='/panggilan/{draft}/hapus']"));
        var deleted = await ministry.SubmitAsync($"/panggilan/{draft}/hapus", []);

        Assert.Equal((HttpStatusCode.SeeOther, "/panggilan"), (deleted.StatusCode, deleted.Headers.Location!.ToString()));
        using var gone = await ministry.GetAsync($"/panggilan/{draft}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var opened = await ministry.GetAsync($"/panggilan/{season.Call}/hapus");
        Assert.Equal(HttpStatusCode.NotFound, opened.StatusCode);
        Assert.Equal("Movement.Call.DeleteOpened",
            (await season.AsAsync(season.Ministry, (DeleteCall o) => o.RunAsync(season.Call, 2, default))).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await season.AsAsync(season.Head, (DeleteCall o) => o.RunAsync(season.Call, 2, default))).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Everybody_reads_that_a_call_was_extended_and_why_and_that_it_was_withdrawn(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        using var ministry = app.Client(season.Ministry);
        using var visitor = app.Client();
        using var head = app.Client(season.Head);
        var path = $"/panggilan/{season.Call}";

        var wrong = await ministry.SubmitAsync(path + "/perpanjang", [.. Date("SubmitBy", 31, 3), Field("Reason", Why.Text)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.NotNull((await wrong.DocumentAsync()).QuerySelector(".govuk-error-summary__list a[href^='#SubmitBy']"));
        var moved = await ministry.SubmitAsync(path + "/perpanjang", [.. Date("SubmitBy", 10, 4), Field("Reason", Why.Text)]);
        Assert.Equal((HttpStatusCode.SeeOther, path), (moved.StatusCode, moved.Headers.Location!.ToString()));
        foreach (var page in new[] { await visitor.PageAsync(path), await head.PageAsync($"/pendaftaran/{season.Call}/16.72") })
        {
            var main = page.QuerySelector("main")!.TextContent;
            Assert.Contains("31 Maret 2026 menjadi 10 April 2026", main, StringComparison.Ordinal);
            Assert.Contains(Why.Text, main, StringComparison.Ordinal);
            Assert.DoesNotContain(season.Ministry.Name, main, StringComparison.Ordinal);
        }

        Assert.Contains("Diperpanjang; semula 31 Maret 2026.", (await visitor.PageAsync("/")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);

        var withdrawn = await ministry.SubmitAsync(
            path + "/cabut", [Field("Reason", Why.Text), Field("LetterNumber", "B-8/2026"), .. Date("LetterDate", 2, 4)]);
        Assert.Equal((HttpStatusCode.SeeOther, path), (withdrawn.StatusCode, withdrawn.Headers.Location!.ToString()));
        var told = (await visitor.PageAsync(path)).QuerySelector("main")!.TextContent;
        Assert.Contains("Panggilan ini dicabut pada 2 Maret 2026", told, StringComparison.Ordinal);
        Assert.Contains(Why.Text, told, StringComparison.Ordinal);
        Assert.Contains("Dicabut", (await visitor.PageAsync("/panggilan")).QuerySelector("main table")!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("Kementerian mencabut panggilan ini", (await head.PageAsync("/daerah-saya")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Null((await head.PageAsync($"/pendaftaran/{season.Call}/16.72")).QuerySelector("main a[href$='/periksa']"));
    }

    private static KeyValuePair<string, string> Field(string name, string value) => KeyValuePair.Create(name, value);

    private static IEnumerable<KeyValuePair<string, string>> Date(string field, int day, int month) =>
        [Field(field + ".Day", $"{day}"), Field(field + ".Month", $"{month}"), Field(field + ".Year", "2026")];

    private static Task<Outcome<Nothing>> ExtendAsync(Season season, CallDays days, MinistryReason why) =>
        season.AsAsync(season.Ministry, async (IServiceProvider services) => await services.GetRequiredService<ExtendCall>()
            .RunAsync(season.Call, await VersionAsync(services, season.Call), days, why, default));

    private static Task<Outcome<Nothing>> WithdrawAsync(Season season) =>
        season.AsAsync(season.Ministry, (IServiceProvider services) => WithdrawAsync(services, season.Call));

    private static async Task<Outcome<Nothing>> WithdrawAsync(IServiceProvider services, CallId call) =>
        await services.GetRequiredService<WithdrawCall>().RunAsync(call, await VersionAsync(services, call), Why, default);

    private static async Task<int> VersionAsync(IServiceProvider services, CallId call) =>
        (await services.GetRequiredService<CallRows>().FindAsync(call, default))!.Version;
}

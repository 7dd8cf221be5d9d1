using KotaCerdas.Movement.Features;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Objections;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Assessment;

public sealed class DecisionTests
{
    private static readonly Action<Call> TwoOfFour = call => (call.Quota, call.ReserveSize) = (2, 1);

    [Theory, OnEachDatabase]
    public async Task A_draft_selects_by_rank_and_keeps_the_reserve_in_order(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.ScoredAsync(database, (region, _, _) => 4 - region, TwoOfFour);
        var draft = await DraftAsync(season);

        var lines = await LinesAsync(database, draft);
        Assert.Equal([SelectionResult.Selected, SelectionResult.Selected, SelectionResult.Reserve, SelectionResult.Rejected],
            lines.Select(l => l.Result));
        Assert.Equal(season.Regions, lines.Select(l => l.RegionCode));
        Assert.Equal([100_000_000, 75_000_000, 50_000_000, 25_000_000], lines.Select(l => l.Total));
    }

    [Theory, OnEachDatabase]
    public async Task No_draft_is_made_while_a_panel_is_open(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.AssignedAsync(database, adjust: TwoOfFour);
        var refused = await season.AsAsync(season.Officer, (DraftDecision o) => o.RunAsync(season.Call, new(""), default));
        Assert.Equal("Movement.Decision.PanelsOpen", refused.Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_decision_needs_the_director_and_then_the_director_general(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.ScoredAsync(database, (region, _, _) => 4 - region, TwoOfFour);
        var draft = await DraftAsync(season);
        var both = season.Director with { Grants = [.. season.Director.Grants, .. season.General.Grants] };

        Assert.Equal("Platform.Access.NotAllowed", (await ApproveAsync(season, season.Officer, draft)).Problem.Code);
        Assert.Equal("Movement.Decision.NotYourStep", (await ApproveAsync(season, season.General, draft)).Problem.Code);
        Assert.Equal("Movement.Decision.NotApproved", (await AnnounceAsync(season, draft)).Problem.Code);
        Assert.Equal(ApprovalStep.Director, Season.Ok(await ApproveAsync(season, both, draft)));
        Assert.Equal("Movement.Decision.SamePerson", (await ApproveAsync(season, both, draft)).Problem.Code);
        Assert.Equal("Movement.Decision.NotApproved", (await AnnounceAsync(season, draft)).Problem.Code);
        Assert.Equal(ApprovalStep.DirectorGeneral, Season.Ok(await ApproveAsync(season, season.General, draft)));
        Season.Ok(await AnnounceAsync(season, draft));
    }

    [Theory, OnEachDatabase]
    public async Task Who_drafted_cannot_approve_and_a_replaced_draft_cannot_be_approved(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.ScoredAsync(database, (region, _, _) => 4 - region, TwoOfFour);
        var drafter = season.Officer with { Grants = [.. season.Officer.Grants, .. season.Director.Grants] };
        var first = Season.Ok(await season.AsAsync(drafter, (DraftDecision o) => o.RunAsync(season.Call, new(""), default)));
        Assert.Equal("Movement.Decision.DrafterCannotApprove", (await ApproveAsync(season, drafter, first)).Problem.Code);

        await DraftAsync(season);
        Assert.Equal("Movement.Decision.Replaced", (await ApproveAsync(season, season.Director, first)).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Announcing_twice_announces_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (season, draft) = await AnnouncedAsync(database);
        database.Clock.Advance(TimeSpan.FromDays(1));
        Season.Ok(await AnnounceAsync(season, draft));

        var (windows, events) = await database.WithAsync<KotaDb, (int, int)>(async db => (
            await db.In<ObjectionWindow>(AssessmentDesk.AllRegions).CountAsync(),
            await db.In<OutboxRow>(AssessmentDesk.AllRegions).CountAsync(o => o.Name == "movement.selection-announced.v1")));
        Assert.Equal((4, 1), (windows, events));
    }

    [Theory, OnEachDatabase]
    public async Task Facts_of_assessment_and_selection_cannot_be_changed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await AnnouncedAsync(database);
        string[] forgeries =
        [
            "update movement_score set level = 4", "delete from movement_conflict", "update movement_assignment set reason = 'x'",
            "update movement_decision set quota = 4", "update movement_decision_line set result = 'Selected'",
                "delete from movement_decision_approval",
            "delete from movement_announcement", "update movement_objection_window set last_on = '2030-01-01'",
        ];
        foreach (var sql in forgeries)
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.WithAsync<KotaDb>(async db =>
            {
                db.Declare(AssessmentDesk.AllRegions);
                await db.Database.ExecuteSqlRawAsync(sql);
            }));
        }
    }

    [Theory, OnEachDatabase]
    public async Task An_objection_is_filed_once_within_the_window_of_the_region(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (season, _) = await AnnouncedAsync(database);
        var (region, other) = (season.Regions[3], season.Regions[2]);
        var head = TestPeople.Office("region-head", region.Value);
        Task<Outcome<Guid>> File(RegionCode code) =>
            season.AsAsync(head, (FileObjection o) => o.RunAsync(new(season.Call, code, new string('a', 40)), default));

        Assert.Equal("Platform.Access.NotAllowed", (await File(other)).Problem.Code);
        Season.Ok(await File(region));
        Assert.Equal("Movement.Objection.Already", (await File(region)).Problem.Code);

        database.Clock.Advance(TimeSpan.FromDays(30));
        var late = await season.AsAsync(
            TestPeople.Office("region-head", other.Value), (FileObjection o) =>
                o.RunAsync(new(season.Call, other, new string('a', 40)), default));
        Assert.Equal("Movement.Objection.Late", late.Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_changed_decision_points_to_the_old_and_needs_two_approvals_again(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (season, draft) = await AnnouncedAsync(database);
        var region = season.Regions[3];
        var objection = Season.Ok(await season.AsAsync(
            TestPeople.Office("region-head", region.Value), (FileObjection o) =>
                o.RunAsync(new(season.Call, region, new string('a', 40)), default)));
        Season.Ok(await season.AsAsync(season.Officer, (AnswerObjection o) => o.RunAsync(
            new(season.Call, region, objection, ObjectionResult.Changed, SelectionResult.Selected, new string('b', 40)), default)));

        var correction = await database.WithAsync<KotaDb, Decision>(db => db.Shared<Decision>().SingleAsync(d => d.CorrectsId == draft));
        Assert.Equal(SelectionResult.Rejected, await PublicAsync(region));
        database.Clock.Advance(TimeSpan.FromHours(1));
        await PublishAsync(season, correction.Id);
        Assert.Equal(SelectionResult.Selected, await PublicAsync(region));
        Assert.Equal(SelectionResult.Rejected, (await LinesAsync(database, draft)).Single(l => l.RegionCode == region).Result);
        Assert.Equal(
            (SelectionReason.ByObjection, new string('b', 40)), await WhyAsync(season, region));

        async Task<SelectionResult> PublicAsync(RegionCode code) =>
            (await season.AsAsync(Actor.Visitor, (DecisionReader r) => r.AnnouncedAsync(season.Call, default))).Rows
                .Single(r => r.Region.Code == code).Line.Result;
    }

    [Theory, OnEachDatabase]
    public async Task A_region_that_gives_its_place_up_is_replaced_from_the_reserve_list_by_a_decision_of_its_own(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (season, draft) = await AnnouncedAsync(database);
        var before = await LinesAsync(database, draft);
        var leaves = before.First(l => l.Result == SelectionResult.Selected).RegionCode;
        var next = before.Single(l => l.ReservePlace == 1).RegionCode;
        var (reason, none) = (new string('c', 40), before.Single(l => l.Result == SelectionResult.Rejected).RegionCode);
        Assert.Equal(["Movement.Place.None", "Movement.Place.Reason"], await RefusedAsync(season, null, "pendek"));
        Assert.Equal(["Movement.Place.NotThere"], await RefusedAsync(season, none, reason));

        var wrong = Season.Ok(await FillAsync(season, next, reason));
        var replacing = Season.Ok(await FillAsync(season, leaves, reason));
        Assert.Equal("Movement.Decision.Replaced", (await ApproveAsync(season, season.Director, wrong)).Problem.Code);
        Assert.Equal(SelectionResult.Selected, (await AnnouncedLineAsync(season, leaves)).Line.Result);
        database.Clock.Advance(TimeSpan.FromHours(1));
        await PublishAsync(season, replacing);
        Assert.Equal(SelectionResult.Rejected, (await AnnouncedLineAsync(season, leaves)).Line.Result);
        Assert.Equal(SelectionResult.Selected, (await AnnouncedLineAsync(season, next)).Line.Result);
        Assert.Equal((SelectionReason.Withdrew, reason), await WhyAsync(season, leaves));
        Assert.Equal((SelectionReason.FromReserve, reason), await WhyAsync(season, next));
        var places = (await season.AsAsync(season.Officer, (FillPlace o) => o.OfAsync(season.Call, default)))!;
        Assert.Equal((places.Quota, 0), (places.Selected.Count, places.Free));
    }

    [Theory, OnEachDatabase]
    public async Task A_draft_that_fills_a_place_is_not_announced_after_what_it_rests_on_has_changed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (season, draft) = await AnnouncedAsync(database);
        var lines = await LinesAsync(database, draft);
        var (leaves, other) = (lines[0].RegionCode, lines.Single(l => l.Result == SelectionResult.Rejected).RegionCode);
        var fill = Season.Ok(await FillAsync(season, leaves, new string('c', 40)));
        Season.Ok(await ApproveAsync(season, season.Director, fill));
        Season.Ok(await ApproveAsync(season, season.General, fill));

        var objection = Season.Ok(await season.AsAsync(
            TestPeople.Office("region-head", other.Value), (FileObjection o) =>
                o.RunAsync(new(season.Call, other, new string('a', 40)), default)));
        Season.Ok(await season.AsAsync(season.Officer, (AnswerObjection o) => o.RunAsync(
            new(season.Call, other, objection, ObjectionResult.Changed, SelectionResult.Selected, new string('b', 40)), default)));
        Assert.Equal("Movement.Place.Open", (await AnnounceAsync(season, fill)).Problem.Code);

        var correction = await database.WithAsync<KotaDb, Decision>(
            db => db.Shared<Decision>().SingleAsync(d => d.CorrectsId == draft && d.Id != fill));
        database.Clock.Advance(TimeSpan.FromHours(1));
        await PublishAsync(season, correction.Id);
        Assert.Equal("Movement.Place.Stale", (await AnnounceAsync(season, fill)).Problem.Code);
    }

    private static async Task<string[]> RefusedAsync(Season season, RegionCode? leaves, string reason) =>
        [.. (await FillAsync(season, leaves, reason)).Problems.Select(p => p.Code).Order(StringComparer.Ordinal)];

    private static Task<Outcome<Guid>> FillAsync(Season season, RegionCode? leaves, string reason) =>
        season.AsAsync(season.Officer, (FillPlace o) => o.RunAsync(new(season.Call, leaves, reason), default));

    private static async Task<DecisionRow> AnnouncedLineAsync(Season season, RegionCode region) =>
        (await season.AsAsync(Actor.Visitor, (DecisionReader r) => r.AnnouncedAsync(season.Call, default))).Rows
            .Single(r => r.Region.Code == region);

    private static async Task<(SelectionReason, string?)> WhyAsync(Season season, RegionCode region)
    {
        var reasons = (await AnnouncedLineAsync(season, region)).Reasons;
        return (reasons.Reason, reasons.Because);
    }

    internal static async Task<(Season Season, Guid Draft)> AnnouncedAsync(
        TestDatabase database, Func<Season, Guid, Task>? whileDrafted = null, IReadOnlyList<string>? regions = null)
    {
        var season = await Season.ScoredAsync(database, (region, _, _) => 4 - (region % 4), TwoOfFour, regions);
        var draft = await DraftAsync(season);
        await (whileDrafted?.Invoke(season, draft) ?? Task.CompletedTask);
        await PublishAsync(season, draft);
        return (season, draft);
    }

    /// <summary>Both approvals and the announcement.</summary>
    internal static async Task PublishAsync(Season season, Guid draft)
    {
        Season.Ok(await ApproveAsync(season, season.Director, draft));
        Season.Ok(await ApproveAsync(season, season.General, draft));
        Season.Ok(await AnnounceAsync(season, draft));
    }

    internal static async Task<Guid> DraftAsync(Season season) =>
        Season.Ok(await season.AsAsync(season.Officer, (DraftDecision o) => o.RunAsync(season.Call, new(""), default)));

    internal static Task<Outcome<ApprovalStep>> ApproveAsync(Season season, Actor actor, Guid draft) =>
        season.AsAsync(actor, (ApproveDecision o) => o.RunAsync(season.Call, draft, default));

    internal static Task<Outcome<Nothing>> AnnounceAsync(Season season, Guid draft) =>
        season.AsAsync(season.Officer, (AnnounceDecision o) => o.RunAsync(season.Call, draft, default));

    private static Task<List<DecisionLine>> LinesAsync(TestDatabase database, Guid draft) => database.WithAsync<KotaDb, List<DecisionLine>>(
        db => db.In<DecisionLine>(AssessmentDesk.AllRegions).Where(l => l.DecisionId == draft).OrderBy(l => l.Place).ToListAsync());
}

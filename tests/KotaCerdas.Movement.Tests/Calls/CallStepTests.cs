using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Objections;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Tests.Assessment;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;
using AssessedSeason = KotaCerdas.Movement.Tests.Assessment.Season;

namespace KotaCerdas.Movement.Tests.Calls;

/// <summary>What the page of a call and the board say comes next.</summary>
public sealed class CallStepTests
{
    [Theory, OnEachDatabase]
    public async Task Before_the_panel_it_is_to_invite_then_to_close_and_then_to_gather_the_panel(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var clock = database.Clock;
        var call = SomeCall.Draft(clock);
        var officer = TestPeople.Office("ministry-officer");
        var now = clock.GetUtcNow().UtcDateTime;
        Assert.Equal(["Draft"], await StepsAsync(database, call, CallCounts.None));
        Assert.Null(call.Advance(CallStatus.Open, officer, now));
        Assert.Equal(["Invite", "Open"], await StepsAsync(database, call, CallCounts.None));
        var counts = CallCounts.None with { Invited = 3, Submitted = 2 };
        Assert.Equal(["Verify", "Open"], await StepsAsync(database, call, counts));
        clock.Set(new(2026, 4, 1, 2, 0, 0, TimeSpan.Zero));
        Assert.Equal(["Verify", "Close"], await StepsAsync(database, call, counts));
        Assert.Null(call.Advance(CallStatus.Closed, officer, now));
        Assert.Equal(["Panel"], await StepsAsync(database, call, CallCounts.None));
    }

    [Theory, OnEachDatabase]
    public async Task From_the_panel_to_the_objection_each_state_names_who_has_to_act(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await AssessedSeason.ScoredAsync(
            database, (region, _, _) => 4 - region, call => (call.Quota, call.ReserveSize) = (2, 1));
        Assert.Equal(["DraftDecision"], await StepsAsync(database, season));
        var draft = AssessedSeason.Ok(await season.AsAsync(season.Officer, (DraftDecision o) => o.RunAsync(season.Call, new(""), default)));
        Assert.Equal(["Director"], await StepsAsync(database, season));
        AssessedSeason.Ok(await season.AsAsync(season.Director, (ApproveDecision o) => o.RunAsync(season.Call, draft, default)));
        Assert.Equal(["General"], await StepsAsync(database, season));
        AssessedSeason.Ok(await season.AsAsync(season.General, (ApproveDecision o) => o.RunAsync(season.Call, draft, default)));
        Assert.Equal(["Announce"], await StepsAsync(database, season));
        AssessedSeason.Ok(await season.AsAsync(season.Officer, (AnnounceDecision o) => o.RunAsync(season.Call, draft, default)));
        Assert.Equal(["Letters", "Memoranda"], await StepsAsync(database, season));
        AssessedSeason.Ok(await season.AsAsync(
            TestPeople.Office("region-head", season.Regions[3].Value),
            (FileObjection o) => o.RunAsync(new(season.Call, season.Regions[3], new string('a', 40)), default)));
        Assert.Equal(["Objections", "Letters", "Memoranda"], await StepsAsync(database, season));
    }

    [Fact]
    public async Task Sheets_that_are_not_handed_in_are_urgent_only_after_the_last_day()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var season = await AssessedSeason.AssignedAsync(database);
        Assert.False((await ReadAsync(database, season)).Single().Urgent);
        database.Clock.Set(new(2026, 4, 16, 2, 0, 0, TimeSpan.Zero));
        var step = (await ReadAsync(database, season)).Single();
        Assert.Equal(("Movement.Next.Sheets", true), (step.TextKey, step.Urgent));
    }

    private static async Task<IEnumerable<string>> StepsAsync(TestDatabase database, AssessedSeason season) =>
        (await ReadAsync(database, season)).Select(Name);

    private static async Task<IEnumerable<string>> StepsAsync(TestDatabase database, Call call, CallCounts counts) =>
        (await database.WithAsync((CallSteps steps) => steps.OfAsync(call, counts, default))).Select(Name);

    private static Task<IReadOnlyList<CallStep>> ReadAsync(TestDatabase database, AssessedSeason season) =>
        database.WithAsync(async (IServiceProvider services) =>
        {
            var call = await services.GetRequiredService<CallRows>().FindAsync(season.Call, default);
            return await services.GetRequiredService<CallSteps>().OfAsync(call!, CallCounts.None, default);
        });

    private static string Name(CallStep step) => step.TextKey.Split('.')[^1];
}

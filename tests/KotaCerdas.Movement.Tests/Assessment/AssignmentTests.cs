using KotaCerdas.Movement.Features;
using KotaCerdas.Movement.Features.Assignments;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Assessment;

public sealed class AssignmentTests
{
    [Theory, OnEachDatabase]
    public async Task An_accepted_proposal_gives_every_region_two_assessors_of_different_sectors(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.AssignedAsync(database);

        foreach (var region in season.Regions)
        {
            var panel = await season.PanelAsync(region);
            Assert.Equal(2, panel.Count);
            Assert.Equal(2, panel.Select(a => season.Assessors.IndexOf(a) % 3).Distinct().Count());
        }

        Assert.Equal(8, await CountFactsAsync(database, AssignmentKind.Assigned));
        var status = await database.WithAsync<KotaDb,
            CallStatus>(db => db.Shared<Call>().Where(c => c.Id == season.Call).Select(c => c.Status).SingleAsync());
        Assert.Equal(CallStatus.Assessing, status);
    }

    [Theory, OnEachDatabase]
    public async Task A_member_with_a_conflict_is_never_assigned_to_that_region(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.PreparedAsync(database, Season.FourRegions, assessors: 6);
        Season.Ok(await season.DeclareAsync(0, conflict: "16.72"));

        for (var seed = 0; seed < 5; seed++)
        {
            var proposal = await ProposeAsync(database, season, seed);
            Assert.True(proposal.Feasible);
            Assert.DoesNotContain(season.Assessors[0].User!.Value.ToString(), proposal.Panels["16.72"]);
        }
    }

    [Theory, OnEachDatabase]
    public async Task An_impossible_assignment_names_the_rule_and_cannot_be_accepted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.PreparedAsync(database, Season.FourRegions, assessors: 2);
        Season.Ok(await season.DeclareAsync(1, conflict: "34.04"));

        var run = Season.Ok(await season.AsAsync(season.Officer, (ProposeAssignment o) => o.RunAsync(season.Call, 1, default)));
        var obstacles = (await ReadAsync(database, run)).Obstacles;
        Assert.Equal(["Movement.Panel.TooFewFree", "Movement.Panel.ByConflict"], obstacles.Select(o => o.Code));
        Assert.All(obstacles, o => Assert.Equal("34.04", o.Args[0]));
        Assert.Equal("Asesor 2", obstacles[1].Args[1]);

        var accepted = await season.AsAsync(season.Officer, (AcceptAssignment o) => o.RunAsync(season.Call, run, default));
        Assert.Equal("Movement.Assess.NotFeasible", accepted.Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_proposal_is_checked_again_where_a_conflict_was_declared_since(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.PreparedAsync(database, Season.FourRegions);
        var run = Season.Ok(await season.AsAsync(season.Officer, (ProposeAssignment o) => o.RunAsync(season.Call, 1, default)));
        var proposal = await ReadAsync(database, run);
        var assigned = season.Assessors.FindIndex(a => proposal.Panels["16.72"].Contains(a.User!.Value.ToString()));
        Season.Ok(await season.DeclareAsync(assigned, conflict: "16.72"));

        var accepted = await season.AsAsync(season.Officer, (AcceptAssignment o) => o.RunAsync(season.Call, run, default));
        Assert.Equal("Movement.Assess.ProposalOutdated", accepted.Problem.Code);
        Assert.Equal(0, await CountFactsAsync(database, AssignmentKind.Assigned));
    }

    [Theory, OnEachDatabase]
    public async Task A_conflict_after_the_assignment_takes_the_sheet_away(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.AssignedAsync(database);
        var region = season.Regions[0];
        var assessor = (await season.PanelAsync(region))[0];
        Season.Ok(await season.DeclareAsync(season.Assessors.IndexOf(assessor), conflict: region.Value));

        Assert.Single(await season.PanelAsync(region));
        Assert.Equal(1, await CountFactsAsync(database, AssignmentKind.Removed));
        Assert.Equal("Movement.Score.NotYours", (await season.SaveAsync(assessor, region, _ => 2)).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_swap_keeps_all_rules_or_changes_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.AssignedAsync(database, assessors: 6);
        var region = season.Regions[0];
        var panel = await season.PanelAsync(region);
        var (leaves, stays) = (panel[0], panel[1]);
        var sameSector = season.Assessors.First(a => !panel.Contains(a) && Sector(season, a) == Sector(season, stays));
        var other = season.Assessors.First(a => !panel.Contains(a) && Sector(season, a) != Sector(season, stays));

        var refused = await SwapAsync(season, region, leaves, sameSector);
        Assert.Equal("Movement.Assess.PanelKinds", refused.Problem.Code);
        Assert.Contains(leaves, await season.PanelAsync(region));

        Season.Ok(await SwapAsync(season, region, leaves, other));
        Assert.Equal(new HashSet<Actor> { stays, other }, [.. await season.PanelAsync(region)]);
    }

    [Theory, OnEachDatabase]
    public async Task Only_the_ministry_officer_assigns(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.PreparedAsync(database, Season.FourRegions);
        foreach (var actor in new[] { season.Assessors[0], season.Director, TestPeople.Office("diskominfo", "16.72"), Actor.Visitor })
        {
            var outcome = await season.AsAsync(actor, (ProposeAssignment o) => o.RunAsync(season.Call, 1, default));
            Assert.Equal("Platform.Access.NotAllowed", outcome.Problem.Code);
        }
    }

    private static int Sector(Season season, Actor actor) => season.Assessors.IndexOf(actor) % 3;

    private static Task<Outcome<Nothing>> SwapAsync(Season season, RegionCode region, Actor leaves, Actor enters) => season.AsAsync(
        season.Officer,
        (SwapAssessor o) => o.RunAsync(new(season.Call, region, leaves.User, enters.User!.Value, "Berhalangan hadir"), default));

    private static async Task<AssignmentProposal> ProposeAsync(TestDatabase database, Season season, int seed) =>
        await ReadAsync(database,
            Season.Ok(await season.AsAsync(season.Officer, (ProposeAssignment o) => o.RunAsync(season.Call, seed, default))));

    private static Task<AssignmentProposal> ReadAsync(TestDatabase database, Guid run) => database.WithAsync<KotaDb, AssignmentProposal>(
        async db => AssignmentProposal
            .Read(await db.Shared<AssignmentRun>().Where(r => r.Id == run).Select(r => r.Proposal).SingleAsync()));

    private static Task<int> CountFactsAsync(TestDatabase database, AssignmentKind kind) => database.WithAsync<KotaDb, int>(
        db => db.In<AssignmentFact>(AssessmentDesk.AllRegions).CountAsync(a => a.Kind == kind));
}

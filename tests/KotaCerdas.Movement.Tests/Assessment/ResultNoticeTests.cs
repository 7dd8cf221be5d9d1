using KotaCerdas.Movement.Features.Assignments;
using KotaCerdas.Movement.Features.Objections;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Assessment;

public sealed class ResultNoticeTests
{
    [Theory, OnEachDatabase]
    public async Task Each_region_is_told_its_own_result_and_the_answer_to_its_objection_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var notices = new Notices(database);
        var (season, _) = await DecisionTests.AnnouncedAsync(database);
        var winner = await notices.AccountAsync("region-head", season.Regions[0].Value);
        var reserve = await notices.AccountAsync("diskominfo", season.Regions[2].Value);
        var loser = await notices.AccountAsync("region-head", season.Regions[3].Value);
        var outside = await notices.AccountAsync("region-head", "35.07");
        var officer = await notices.AccountAsync("ministry-officer", "00");
        var director = await notices.AccountAsync("ministry-director", "00");
        var objection = Season.Ok(await season.AsAsync(
            TestPeople.Office("region-head", season.Regions[3].Value),
            (FileObjection o) => o.RunAsync(new(season.Call, season.Regions[3], new string('a', 40)), default)));
        Season.Ok(await season.AsAsync(season.Officer, (AnswerObjection o) => o.RunAsync(
            new(season.Call, season.Regions[3], objection, ObjectionResult.Upheld, null, new string('b', 40)), default)));

        await notices.DeliverTwiceAsync();

        Assert.Equal(["Selected"], await notices.ToldAsync(winner));
        Assert.Equal(["Reserve"], await notices.ToldAsync(reserve));
        Assert.Equal(["NotSelected", "ObjectionUpheld"], (await notices.ToldAsync(loser)).Order(StringComparer.Ordinal));
        Assert.Empty(await notices.ToldAsync(outside));
        foreach (var assessor in season.Assessors)
        {
            Assert.Equal(
                ["Assigned", "PanelInvited"], (await notices.ToldAsync(assessor.User!.Value)).Order(StringComparer.Ordinal));
        }

        Assert.Equal(["ObjectionFiled", "ToAnnounce"], (await notices.ToldAsync(officer)).Order(StringComparer.Ordinal));
        Assert.Equal(["ToApprove"], await notices.ToldAsync(director));
    }

    [Theory, OnEachDatabase]
    public async Task A_timetable_is_told_to_each_region_and_its_assessors_and_again_only_where_the_place_is_new(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var notices = new Notices(database);
        var season = await Season.AssignedAsync(database);
        var head = await notices.AccountAsync("region-head", season.Regions[0].Value);
        var outside = await notices.AccountAsync("region-head", "35.07");
        for (var time = 0; time < 2; time++)
        {
            Season.Ok(await season.AsAsync(season.Officer, (InterviewPlan p) => p.TellAsync(season.Call, 2, 2, default)));
            await notices.DeliverTwiceAsync();
            Assert.Equal(["Interview"], await notices.ToldAsync(head));
            Assert.Empty(await notices.ToldAsync(outside));
            var assessor = (await season.PanelAsync(season.Regions[0]))[0].User!.Value;
            Assert.Single(await notices.ToldAsync(assessor), "Interviews");
        }
    }

    [Theory, OnEachDatabase]
    public async Task An_assessor_who_enters_a_panel_later_is_told_that_region(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var notices = new Notices(database);
        var season = await Season.AssignedAsync(database, assessors: 6);
        var region = season.Regions[0];
        var panel = await season.PanelAsync(region);
        var leaves = panel[0];
        var sector = season.Assessors.IndexOf(leaves) % 3;
        var enters = season.Assessors.First(a => !panel.Contains(a) && season.Assessors.IndexOf(a) % 3 == sector);
        Season.Ok(await season.AsAsync(season.Officer, (SwapAssessor o) => o.RunAsync(
            new(season.Call, region, leaves.User, enters.User!.Value, "Berhalangan hadir"), default)));

        await notices.DeliverTwiceAsync();

        Assert.Contains("Entered", await notices.ToldAsync(enters.User!.Value));
        Assert.DoesNotContain("Entered", await notices.ToldAsync(leaves.User!.Value));
    }
}

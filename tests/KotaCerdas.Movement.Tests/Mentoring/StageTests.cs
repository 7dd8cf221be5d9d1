using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

public sealed class StageTests
{
    [Theory, OnEachDatabase]
    public async Task Only_a_selected_region_enters_and_it_enters_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await SelectedAsync(database);

        Assert.Equal([PagarAlam, Sleman],
            await regions.AsAsync(regions.Ministry, (OpenMentoring o) => o.SelectedAsync(regions.Call, default)));
        Assert.Equal("Movement.Mentoring.NotSelected", (await OpenAsync(regions, Rejected, regions.Ministry)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await OpenAsync(regions, PagarAlam, regions.Head)).Problem.Code);
        Assert.Equal("Movement.Mentoring.StartsLater", (await OpenAsync(regions, PagarAlam, regions.Ministry, 1)).Problem.Code);
        Assert.True(Ok(await OpenAsync(regions, PagarAlam, regions.Ministry)));
        Assert.False(Ok(await OpenAsync(regions, PagarAlam, regions.Ministry)));

        Ok(await regions.AssignAsync(PagarAlam, regions.Mentor));
        var file = await regions.FileAsync();
        Assert.Equal((Start, new DateOnly(2026, 8, 2)), (file.Mentoring.StartedOn, file.Mentoring.DueOn));
        Assert.Equal(("stage-1", 3), (file.Mentoring.Stage, file.Mentoring.MissingCount));
        Assert.Equal(Start.AddDays(30), Assert.Single(file.Stages).DueOn);
    }

    [Theory, OnEachDatabase]
    public async Task A_stage_opens_when_the_required_deliverables_before_it_are_accepted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await MentoredRegions.OpenAsync(database);

        var early = await regions.AddAsync("programme-map");
        Assert.Equal("Movement.Mentoring.StageClosed", early.Problem.Code);
        Assert.Equal("Analisis kesiapan daerah, SWOT tiap komponen, Kata kunci dan rancangan visi", early.Problem.Args[2]);

        await regions.FinishAsync("readiness");
        await regions.FinishAsync("swot");
        Assert.Equal(1, (await regions.FileAsync()).Mentoring.MissingCount);
        database.Clock.Advance(TimeSpan.FromDays(9));
        await regions.FinishAsync("vision-draft");

        var file = await regions.FileAsync();
        Assert.Equal(("stage-2", Start.AddDays(9), 2), (file.Mentoring.Stage, file.Mentoring.StageOpenedOn, file.Mentoring.MissingCount));
        Assert.Equal(Start.AddDays(9), file.OpeningOf("stage-1")!.CompletedOn);
        Ok(await regions.AddAsync("programme-map"));
    }

    [Theory, OnEachDatabase]
    public async Task The_last_stage_completes_the_mentoring(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await MentoredRegions.OpenAsync(database);
        foreach (var stage in new[] { "stage-1", "stage-2", "stage-3", "stage-4" })
        {
            Assert.Null((await regions.FileAsync()).Mentoring.CompletedOn);
            await regions.FinishStageAsync(stage);
        }

        Assert.Equal(Start, (await regions.FileAsync()).Mentoring.CompletedOn);
        Assert.Equal(4, await EventsAsync(database, "movement.stage-opened.v1", PagarAlam));
        Assert.Equal(1, await EventsAsync(database, "movement.mentoring-completed.v1", PagarAlam));
    }

    [Theory, OnEachDatabase]
    public async Task The_mentors_report_keeps_every_revision_and_checks_its_fields(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await MentoredRegions.OpenAsync(database);
        Dictionary<string, string> fields = new(StringComparer.Ordinal)
        {
            ["progress"] = "Berjalan", ["involvement"] = "high", ["participation"] = "low", ["next-steps"] = "SWOT",
        };

        Assert.Equal(1, Ok(await ReportAsync(regions, regions.Mentor, fields)));
        Assert.Equal(1, Ok(await ReportAsync(regions, regions.Mentor, fields)));
        fields["progress"] = "Selesai";
        Assert.Equal(2, Ok(await ReportAsync(regions, regions.Mentor, fields)));
        Assert.Equal("Platform.Access.NotAllowed", (await ReportAsync(regions, regions.Officer, fields)).Problem.Code);
        Assert.Equal("Movement.Mentoring.StageClosed", (await ReportAsync(regions, regions.Mentor, fields, "stage-2")).Problem.Code);
        fields["involvement"] = "banyak";
        fields["next-steps"] = " ";
        Assert.Equal(["Movement.Mentoring.FieldLong", "Movement.Mentoring.FieldNeeded"],
            (await ReportAsync(regions, regions.Mentor, fields)).Problems.Select(p => p.Code));
        Assert.Equal(Start, (await regions.FileAsync()).Mentoring.LastContactOn);
    }

    [Theory, OnEachDatabase]
    public async Task A_mentor_is_someone_who_holds_the_role_and_only_of_assigned_regions(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await MentoredRegions.OpenAsync(database);

        Assert.Equal("Movement.Mentoring.NotAMentor", (await regions.AssignAsync(Sleman, regions.Officer)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await ReadAsync(regions, regions.Mentor, Sleman)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await ReadAsync(regions, regions.OtherMentor, PagarAlam)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await ReadAsync(regions, regions.Neighbour, PagarAlam)).Problem.Code);
        Ok(await ReadAsync(regions, TestPeople.Office("province-officer", "16"), PagarAlam));

        Ok(await regions.AssignAsync(PagarAlam, regions.OtherMentor));
        Ok(await ReadAsync(regions, regions.OtherMentor, PagarAlam));
        Assert.Equal("Platform.Access.NotAllowed", (await ReadAsync(regions, regions.Mentor, PagarAlam)).Problem.Code);
        var assigned = await database.WithAsync<KotaDb, int>(db => db.In<MentorAssignment>(RegionScope.Of(PagarAlam)).CountAsync());
        Assert.Equal(2, assigned);
    }

    private static Task<Outcome<MentoringFile>> ReadAsync(MentoredRegions regions, Actor actor, RegionCode region) =>
        regions.AsAsync(actor, (MentoringDesk desk) => desk.ReadAsync(region, regions.Call, default));

    private static Task<Outcome<bool>> OpenAsync(MentoredRegions regions, RegionCode region, Actor actor, int days = 0) =>
        regions.AsAsync(actor, (OpenMentoring o) => o.RunAsync(region, regions.Call, Start.AddDays(days), default));

    private static Task<Outcome<int>> ReportAsync(
        MentoredRegions regions, Actor actor, Dictionary<string, string> fields, string stage = "stage-1") =>
        regions.AsAsync(actor, (SaveReport o) => o.RunAsync(PagarAlam, regions.Call, stage, fields, default));

    internal static Task<int> EventsAsync(TestDatabase database, string name, RegionCode region) => database.WithAsync<KotaDb, int>(
        db => db.In<OutboxRow>(RegionScope.Of(region)).CountAsync(o => o.Name == name));
}

using KotaCerdas.Movement.Features;
using KotaCerdas.Movement.Features.Agreement;
using KotaCerdas.Movement.Features.Scoring;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Assessment;

public sealed class ScoringTests
{
    [Theory, OnEachDatabase]
    public async Task Every_change_of_a_level_is_a_new_revision_and_a_repeated_save_is_none(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.AssignedAsync(database);
        var region = season.Regions[0];
        var assessor = (await season.PanelAsync(region))[0];

        Assert.Equal(3, Season.Ok(await season.SaveAsync(assessor, region, _ => 2)));
        Assert.Equal(0, Season.Ok(await season.SaveAsync(assessor, region, _ => 2)));
        Assert.Equal(1, Season.Ok(await season.SaveAsync(assessor, region, q => q == 1 ? 3 : 2)));

        var revisions = await database.WithAsync<KotaDb, List<int>>(db => db.In<Score>(RegionScope.Of(region))
            .Where(s => s.CriterionCode == "n_tik").OrderBy(s => s.Revision).Select(s => s.Level!.Value).ToListAsync());
        Assert.Equal([2, 3], revisions);
    }

    [Theory, OnEachDatabase]
    public async Task A_level_that_the_instrument_does_not_have_is_refused_and_nothing_is_saved(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.AssignedAsync(database);
        var region = season.Regions[0];
        var assessor = (await season.PanelAsync(region))[0];

        var refused = await season.SaveAsync(assessor, region, q => q == 2 ? 9 : 1);
        Assert.Equal(("Movement.Score.UnknownLevel", "level_n_visi"), (refused.Problem.Code, refused.Problem.Field));
        Assert.Empty(await database.WithAsync<KotaDb, List<Score>>(db => db.In<Score>(RegionScope.Of(region)).ToListAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task A_sheet_is_handed_in_complete_with_notes_at_extreme_levels_and_then_closed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.AssignedAsync(database);
        var region = season.Regions[0];
        var assessor = (await season.PanelAsync(region))[0];
        Task<Outcome<bool>> Submit() => season.AsAsync(assessor, (SubmitSheet o) => o.RunAsync(season.Call, region, default));

        Season.Ok(await season.SaveAsync(assessor, region, q => q == 1 ? null : 4));
        Assert.Equal("level_n_tik", (await Submit()).Problem.Field);

        Season.Ok(await season.AsAsync(assessor, (SaveScores o) => o.RunAsync(
            season.Call, region, [.. SmallInstrument.Items.Select(i => new GivenLevel(i, 4, ""))], default)));
        var problems = (await Submit()).Problems;
        Assert.Equal("note_n_kebijakan", Assert.Single(problems).Field);

        Season.Ok(await season.SaveAsync(assessor, region, _ => 4));
        Assert.False(Season.Ok(await Submit()));
        Assert.False(Season.Ok(await Submit()));
        Assert.Equal("Movement.Score.Closed", (await season.SaveAsync(assessor, region, _ => 1)).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Scores_open_only_when_the_whole_panel_has_handed_in(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.AssignedAsync(database);
        var region = season.Regions[0];
        var panel = await season.PanelAsync(region);

        await season.ScoreAsync(panel[0], region, _ => 1);
        Assert.Empty((await StandingAsync(season)).Complete);

        await season.ScoreAsync(panel[1], region, _ => 3);
        var standing = Assert.Single((await StandingAsync(season)).Complete);
        Assert.Equal(2m, standing.Items[0].Used);
        Assert.Equal(50m, Standings.TotalOf(SmallInstrument.Sheet, standing.Evaluation));
    }

    [Theory, OnEachDatabase]
    public async Task Moderation_replaces_the_mean_and_keeps_the_independent_levels(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.ScoredAsync(database, (_, seat, _) => seat == 0 ? 1 : 3);
        var region = season.Regions[0];
        Season.Ok(await ModerateAsync(season, season.Officer, region, ModerationKind.Agreed, 4));

        var item = (await StandingAsync(season)).Complete.Single(s => s.Region.Code == region).Items[0];
        Assert.Equal(4m, item.Used);
        Assert.Equal([1, 3], item.Given.Select(g => g.Level!.Value).Order());

        Season.Ok(await ModerateAsync(season, season.Officer, region, ModerationKind.Kept, null));
        Assert.Equal(2m, (await StandingAsync(season)).Complete.Single(s => s.Region.Code == region).Items[0].Used);
    }

    [Theory, OnEachDatabase]
    public async Task An_override_needs_a_second_person(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.ScoredAsync(database, (_, _, _) => 2);
        var region = season.Regions[0];
        Assert.Equal("Platform.Access.NotAllowed",
            (await ModerateAsync(season, season.Officer, region, ModerationKind.OverrideProposed, 0)).Problem.Code);

        Season.Ok(await ModerateAsync(season, season.Director, region, ModerationKind.OverrideProposed, 0));
        Assert.Equal(2m, await UsedAsync());
        var proposal = await database.WithAsync<KotaDb,
            Guid>(db => db.In<Moderation>(RegionScope.Of(region)).Select(m => m.Id).SingleAsync());
        Task<Outcome<Nothing>> Confirm(Actor actor) =>
            season.AsAsync(actor, (ConfirmOverride o) => o.RunAsync(season.Call, region, proposal, default));

        Assert.Equal("Movement.Score.SecondPerson", (await Confirm(season.Director)).Problem.Code);
        Assert.Equal(2m, await UsedAsync());
        Season.Ok(await Confirm(season.General));
        Season.Ok(await Confirm(season.General));
        Assert.Equal(0m, await UsedAsync());

        async Task<decimal?> UsedAsync() => (await StandingAsync(season)).Complete.Single(s => s.Region.Code == region).Items[0].Used;
    }

    [Theory, OnEachDatabase]
    public async Task A_region_goes_to_moderation_exactly_from_the_gap_of_the_call(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var apart = new[] { 0, 1, 2, 4 };
        var season = await Season.ScoredAsync(
            database, (region, seat, _) => seat == 0 ? 0 : apart[region], call =>
                call.Assessors = call.Assessors with { ModerationGap = 500_000 });

        var report = AgreementReport.Of(await StandingAsync(season));
        Assert.Equal([season.Regions[3], season.Regions[2]], report.Regions.Where(r => r.Flagged).Select(r => r.Region.Code));
        Assert.Equal(4, report.Total.Units);
        Assert.NotNull(report.Total.Ordinal);
    }

    private static Task<Outcome<Nothing>> ModerateAsync(Season season, Actor actor, RegionCode region, ModerationKind kind, int? level) =>
        season.AsAsync(
        actor, (ModerateScore o) =>
            o.RunAsync(new(season.Call, region, SmallInstrument.Items[0], kind, level, "Bukti dibaca bersama"), default));

    private static async Task<CallStanding> StandingAsync(Season season) =>
        Season.Ok(await season.AsAsync(season.Officer, (Standings s) => s.OfCallAsync(season.Call, default)));
}

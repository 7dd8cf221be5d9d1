using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

/// <summary>The five months that the ministry promises in the memorandum.</summary>
public sealed class MentoringPromiseTests
{
    private const string Promise = "pembimbingan";

    [Fact]
    public void The_obligation_that_the_guide_names_for_mentoring_is_the_ministrys_in_the_memorandum()
    {
        var promised = AgreementCatalogue.Shipped.Template(BothSides.Memorandum)!.Obligations;
        Assert.Equal(1, promised.Single(o => o.Code == new Guides().InForce(Start).Value.Obligation).Party);
    }

    [Theory, OnEachDatabase]
    public async Task A_mentoring_that_is_through_meets_the_promise_on_that_day_and_its_page_shows_nothing_late(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var database = app.Database;
        var regions = await OpenAsync(database);
        var sides = BothSides.Over(database, regions.Call);
        var agreement = await sides.InForceAsync(Start);
        var other = await BothSides.Over(database).InForceAsync(Start);
        await regions.Notices.DeliverTwiceAsync();
        await FinishAsync(regions, "stage-1", "stage-2", "stage-3");
        database.Clock.Advance(TimeSpan.FromDays(100));
        await regions.Notices.DeliverTwiceAsync();
        Assert.Equal(ObligationState.Running, (await sides.ObligationAsync(agreement, Promise)).State);
        await FinishAsync(regions, "stage-4");
        await regions.Notices.DeliverTwiceAsync();

        // The app delivers events as well: what it has taken meanwhile is not delivered here.
        var promise = await sides.ObligationAsync(agreement, Promise);
        for (var i = 0; i < 100 && promise.State == ObligationState.Running; i++)
        {
            await Task.Delay(100);
            promise = await sides.ObligationAsync(agreement, Promise);
        }

        Assert.Equal((ObligationState.Met, Start.AddDays(100), true), (promise.State, promise.MetOn, promise.MetOnTime));
        Assert.Equal(ObligationState.Running, (await sides.ObligationAsync(other, Promise)).State);
        var steps = await database.WithAsync<KotaDb, List<ObligationStep>>(db => db.In<ObligationStep>(RegionScope.Of(PagarAlam))
            .Where(s => s.ObligationId == promise.Id).OrderBy(s => s.Id).ToListAsync());
        Assert.Equal([(StepKind.Reported, 1, regions.Mentor.Name), (StepKind.Accepted, 2, regions.Officer.Name)],
            steps.Select(s => (s.Kind, s.Party, s.ByName)));
        Assert.Equal("Pendampingan empat tahap", steps[0].Note);
        Assert.Equal(1, await StageTests.EventsAsync(database, "movement.obligation-met.v1", PagarAlam));

        database.Clock.Advance(TimeSpan.FromDays(100));
        using var visitor = app.Client();
        var page = (await visitor.PageAsync("/daerah/kota-pagar-alam")).QuerySelector("main")!.TextContent;
        Assert.Equal(1, page.Split("Pembimbingan masterplan empat tahap").Length - 1);
    }

    [Theory, OnEachDatabase]
    public async Task A_memorandum_that_is_signed_after_the_mentoring_is_met_from_its_first_day(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var sides = BothSides.Over(database, regions.Call);
        var agreement = await sides.SigningAsync();
        await FinishAsync(regions, "stage-1", "stage-2", "stage-3", "stage-4");
        await regions.Notices.DeliverTwiceAsync();
        Assert.Equal(ObligationState.Waiting, (await sides.ObligationAsync(agreement, Promise)).State);
        Ok(await sides.ForceAsync(agreement, Start.AddDays(7)));
        await regions.Notices.DeliverTwiceAsync();

        var promise = await sides.ObligationAsync(agreement, Promise);
        Assert.Equal((ObligationState.Met, Start.AddDays(7)), (promise.State, promise.MetOn));
        Assert.Equal(1, await StageTests.EventsAsync(database, "movement.obligation-met.v1", PagarAlam));
    }

    private static async Task FinishAsync(MentoredRegions regions, params string[] stages)
    {
        foreach (var stage in stages)
        {
            await regions.FinishStageAsync(stage);
        }
    }
}

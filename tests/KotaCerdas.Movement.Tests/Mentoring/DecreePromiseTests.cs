using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

public sealed class DecreePromiseTests
{
    [Fact]
    public void Every_obligation_that_the_guide_names_stands_in_the_memorandum()
    {
        var memorandum = AgreementCatalogue.Shipped.Template(BothSides.Memorandum)!;
        var promised = memorandum.Obligations.Select(o => o.Code).ToList();
        Assert.All(new Guides().InForce(Start).Value.Decrees, kind => Assert.Contains(kind.Obligation, promised));
    }

    [Theory, OnEachDatabase]
    public async Task An_accepted_decree_meets_its_promise_on_the_day_it_was_handed_in(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var sides = BothSides.Over(database);
        var agreement = await sides.InForceAsync(Start);
        var id = await regions.WriteDecreeAsync("dewan");
        database.Clock.Advance(TimeSpan.FromDays(4));
        Ok(await regions.AsAsync(regions.Officer, (JudgeDecree o) => o.SubmitAsync(PagarAlam, id, default)));
        database.Clock.Advance(TimeSpan.FromDays(3));
        await regions.Notices.DeliverTwiceAsync();
        Assert.Equal(ObligationState.Running, (await sides.ObligationAsync(agreement, "sk-dewan")).State);
        Ok(await regions.AsAsync(regions.Mentor, (JudgeDecree o) => o.RunAsync(PagarAlam, id, null, default)));
        await regions.Notices.DeliverTwiceAsync();

        var promise = await sides.ObligationAsync(agreement, "sk-dewan");
        Assert.Equal((ObligationState.Met, Start.AddDays(4)), (promise.State, promise.MetOn));
        Assert.True(promise.MetOnTime);
        Assert.Equal(ObligationState.Running, (await sides.ObligationAsync(agreement, "sk-tim")).State);
        var steps = await StepsAsync(database, promise.Id);
        Assert.Equal([(StepKind.Reported, 2, regions.Officer.Name), (StepKind.Accepted, 1, regions.Mentor.Name)],
            steps.Select(s => (s.Kind, s.Party, s.ByName)));
        Assert.NotNull(steps[0].FileId);
        Assert.Equal(1, await StageTests.EventsAsync(database, "movement.obligation-met.v1", PagarAlam));
    }

    [Theory, OnEachDatabase]
    public async Task A_decree_accepted_before_the_signing_meets_the_promise_when_it_is_made(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var sides = BothSides.Over(database);
        var agreement = await sides.SigningAsync();
        foreach (var kind in new[] { "dewan", "tim-pelaksana" })
        {
            var id = await regions.WriteDecreeAsync(kind);
            Ok(await regions.AsAsync(regions.Officer, (JudgeDecree o) => o.SubmitAsync(PagarAlam, id, default)));
            Ok(await regions.AsAsync(regions.Mentor, (JudgeDecree o) => o.RunAsync(PagarAlam, id, null, default)));
        }

        await regions.Notices.DeliverTwiceAsync();
        Assert.Equal(ObligationState.Waiting, (await sides.ObligationAsync(agreement, "sk-tim")).State);
        Ok(await sides.ForceAsync(agreement, Start.AddDays(5)));
        await regions.Notices.DeliverTwiceAsync();

        var obligations = await sides.ObligationsAsync(agreement);
        Assert.Equal(["sk-dewan", "sk-tim"],
            obligations.Where(o => o.State == ObligationState.Met).Select(o => o.Code).Order(StringComparer.Ordinal));
        Assert.All(obligations.Where(o => o.State == ObligationState.Met), o => Assert.Equal(Start.AddDays(5), o.MetOn));
        Assert.Equal(2, await StageTests.EventsAsync(database, "movement.obligation-met.v1", PagarAlam));
    }

    [Theory, OnEachDatabase]
    public async Task The_day_a_decree_is_due_is_the_one_agreed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var file = await regions.FileAsync();
        Assert.Contains(Start.AddDays(60), await DueAsync(regions, file));
        await BothSides.Over(database).InForceAsync(Start.AddDays(-9));

        Assert.All(await DueAsync(regions, file), due => Assert.Equal(Start.AddDays(51), due));
    }

    private static async Task<List<DateOnly>> DueAsync(MentoredRegions regions, MentoringFile file)
    {
        var steps = await regions.AsAsync(regions.Mentor, (NextSteps next) => next.OfAsync(file, Start, default));
        var dates = Enumerable.Range(0, 90).Select(Start.AddDays).ToList();
        return
        [
            .. steps.Where(s => s.Hint is not null)
                .Select(s => dates.Find(d => s.Hint!.Contains($" {Formats.Date(d)}", StringComparison.Ordinal))),
        ];
    }

    private static Task<List<ObligationStep>> StepsAsync(TestDatabase database, Guid obligation) =>
        database.WithAsync<KotaDb, List<ObligationStep>>(db => db.In<ObligationStep>(RegionScope.Of(PagarAlam))
            .Where(s => s.ObligationId == obligation).OrderBy(s => s.Id).ToListAsync());
}

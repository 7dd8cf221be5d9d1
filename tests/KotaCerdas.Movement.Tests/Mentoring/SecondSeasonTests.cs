using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

/// <summary>A region in its second season keeps the clock of its second memorandum.</summary>
public sealed class SecondSeasonTests
{
    private static readonly DateOnly Again = Start.AddDays(100);

    [Theory, OnEachDatabase]
    public async Task The_decrees_of_a_season_are_due_by_its_own_memorandum(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (first, second, _, _) = await BothAsync(database);
        await using var app = await TestApp.OverAsync(database);

        Assert.Contains(await StepsAsync(first), s => s.Contains(Formats.Date(Start.AddDays(60)), StringComparison.Ordinal));
        var steps = await StepsAsync(second);
        Assert.Equal(2, steps.Count(s => s.Contains(Formats.Date(Again.AddDays(60)), StringComparison.Ordinal)));
        Assert.DoesNotContain(steps, s => s.Contains(Formats.Date(Start.AddDays(60)), StringComparison.Ordinal));

        using var client = app.Client(first.Officer);
        var bodies = (await client.PageAsync($"/kelembagaan/{PagarAlam}")).QuerySelector("main table")!.TextContent;
        Assert.Contains(Formats.Date(Start.AddDays(60)), bodies, StringComparison.Ordinal);
        Assert.Contains(Formats.Date(Again.AddDays(60)), bodies, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_decree_of_the_first_season_keeps_the_second_promise_only_where_it_is_named(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (_, regions, old, renewed) = await BothAsync(database);
        await using var app = await TestApp.OverAsync(database);
        var sides = new BothSides(app.Database, app.Services);
        Assert.Equal(ObligationState.Met, (await sides.ObligationAsync(old, "sk-dewan")).State);
        var promise = await sides.ObligationAsync(renewed, "sk-dewan");
        Assert.Equal(ObligationState.Running, promise.State);

        using var client = app.Client(regions.Officer);
        using var named = await client.SubmitAsync(
            $"/kesepakatan/{PagarAlam}/{renewed}/kewajiban/{promise.Id}", [], "form[action*=Decree]");
        Assert.Equal(ObligationState.Reported, (await sides.ObligationAsync(renewed, "sk-dewan")).State);
        Assert.Empty((await sides.AnswerAsync(sides.Ministry, renewed, "sk-dewan", accept: true)).Problems);

        Assert.Equal(ObligationState.Met, (await sides.ObligationAsync(renewed, "sk-dewan")).State);
        Assert.Single(await StepsAsync(regions), s => s.Contains(Formats.Date(Again.AddDays(60)), StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task A_decree_of_the_second_season_keeps_its_promise(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (_, second, _, renewed) = await BothAsync(database);
        await AcceptAsync(second, "dewan");

        Assert.Equal(ObligationState.Met, (await BothSides.Over(database).ObligationAsync(renewed, "sk-dewan")).State);
    }

    [Theory, OnEachDatabase]
    public async Task A_second_memorandum_beside_one_in_force_warns(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var old = await sides.InForceAsync(Start);
        var beside = await sides.DraftAsync();
        var renewal = await sides.RenewingAsync(old);
        using var client = app.Client(sides.Ministry);

        var link = $"main a[href='/kesepakatan/baru?induk={old}&daerah=16.72']";
        Assert.NotNull((await client.PageAsync($"/kesepakatan/16.72/{beside}")).QuerySelector(link));
        Assert.Null((await client.PageAsync($"/kesepakatan/16.72/{renewal}")).QuerySelector(link));
    }

    /// <summary>
    /// A season with its memorandum, under which the decree on the council was accepted, and a second one whose memorandum is signed a
    /// hundred days later.
    /// </summary>
    private static async Task<(MentoredRegions First, MentoredRegions Second, AgreementId Old, AgreementId New)> BothAsync(
        TestDatabase database)
    {
        var first = await OpenAsync(database);
        var old = await BothSides.Over(database, first.Call).InForceAsync(Start);
        await AcceptAsync(first, "dewan");
        database.Clock.Advance(TimeSpan.FromDays(100));
        var second = await first.AgainAsync();
        var renewed = await BothSides.Over(database, second.Call).InForceAsync(Again);
        await second.Notices.DeliverTwiceAsync();
        Ok(await second.AssignAsync(PagarAlam, second.Mentor));
        return (first, second, old, renewed);
    }

    private static async Task AcceptAsync(MentoredRegions regions, string kind)
    {
        var id = await regions.WriteDecreeAsync(kind);
        Ok(await regions.AsAsync(regions.Officer, (JudgeDecree o) => o.SubmitAsync(PagarAlam, id, default)));
        Ok(await regions.AsAsync(regions.Mentor, (JudgeDecree o) => o.RunAsync(PagarAlam, id, null, default)));
        await regions.Notices.DeliverTwiceAsync();
    }

    private static async Task<List<string>> StepsAsync(MentoredRegions regions)
    {
        var file = await regions.FileAsync();
        return [.. (await regions.AsAsync(regions.Mentor, (NextSteps next) => next.OfAsync(file, Again, default)))
            .Where(s => s.Hint is not null).Select(s => s.Hint!)];
    }
}

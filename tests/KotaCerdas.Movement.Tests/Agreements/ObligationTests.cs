using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Agreements;

public sealed class ObligationTests
{
    private static readonly DateOnly Signed = new(2026, 3, 2);

    [Theory, OnEachDatabase]
    public async Task Evidence_is_handed_in_by_the_owner_returned_with_a_reason_and_accepted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.InForceAsync(Signed);

        Assert.Equal("Platform.Access.NotAllowed", (await sides.ReportAsync(sides.Ministry, id, "sk-dewan")).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await sides.ReportAsync(sides.Stranger, id, "sk-dewan")).Problem.Code);
        Assert.Empty((await sides.ReportAsync(sides.Region, id, "sk-dewan")).Problems);
        Assert.Equal("Movement.Obligation.NotOpen", (await sides.ReportAsync(sides.Region, id, "sk-dewan")).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await sides.AnswerAsync(sides.Region, id, "sk-dewan", accept: true)).Problem.Code);
        Assert.Equal("Movement.Obligation.ReasonNeeded",
            (await sides.AnswerAsync(sides.Ministry, id, "sk-dewan", accept: false)).Problem.Code);
        Assert.Empty((await sides.AnswerAsync(sides.Ministry, id, "sk-dewan", accept: false, "Belum ditandatangani")).Problems);
        Assert.Equal(ObligationState.Returned, (await sides.ObligationAsync(id, "sk-dewan")).State);
        database.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Empty((await sides.ReportAsync(sides.Region, id, "sk-dewan")).Problems);
        Assert.Empty((await sides.AnswerAsync(sides.Ministry, id, "sk-dewan", accept: true)).Problems);

        var met = await sides.ObligationAsync(id, "sk-dewan");
        Assert.Equal((ObligationState.Met, new DateOnly(2026, 3, 5), true), (met.State, met.MetOn, met.MetOnTime));
        Assert.Equal(1, await database.WithAsync((KotaDb db) => db.In<OutboxRow>(RegionScope.National("test"))
            .CountAsync(o => o.Name == "movement.obligation-met.v1")));
    }

    [Theory, OnEachDatabase]
    public async Task The_ministrys_obligation_is_accepted_by_the_region(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.InForceAsync(Signed);

        Assert.Equal("Platform.Access.NotAllowed", (await sides.ReportAsync(sides.Region, id, "pembimbingan")).Problem.Code);
        Assert.Empty((await sides.ReportAsync(sides.Ministry, id, "pembimbingan")).Problems);
        Assert.Equal("Platform.Access.NotAllowed",
            (await sides.AnswerAsync(sides.Ministry, id, "pembimbingan", accept: true)).Problem.Code);
        Assert.Empty((await sides.AnswerAsync(sides.Head, id, "pembimbingan", accept: true)).Problems);
    }

    [Theory, OnEachDatabase]
    public async Task Each_threshold_is_told_exactly_once_whatever_runs_again(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.InForceAsync(Signed);

        // Due 60 days after 2 March: half on 1 April, four fifths on 19 April, the last day is 1 May.
        Assert.Equal(0, await OnAsync(sides, id, new(2026, 3, 11)));
        var told = new Dictionary<DateOnly, int>();
        for (var day = new DateOnly(2026, 3, 12); day <= new DateOnly(2026, 5, 20); day = day.AddDays(1))
        {
            await OnAsync(sides, id, day);
            Assert.Equal(0, await OnAsync(sides, id, day));
            told[day] = await AlertsAsync(sides, id, "sk-dewan");
        }

        Assert.Equal((0, 1), (told[new(2026, 3, 31)], told[new(2026, 4, 1)]));
        Assert.Equal((1, 2), (told[new(2026, 4, 18)], told[new(2026, 4, 19)]));
        Assert.Equal((2, 3), (told[new(2026, 4, 30)], told[new(2026, 5, 1)]));
        Assert.Equal(3, told[new(2026, 5, 20)]);
    }

    [Theory, OnEachDatabase]
    public async Task Thresholds_missed_while_everything_was_down_are_told_together(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.InForceAsync(Signed);

        await OnAsync(sides, id, new(2026, 5, 20));

        Assert.Equal(3, await AlertsAsync(sides, id, "sk-dewan"));
        Assert.True((await sides.ObligationAsync(id, "sk-dewan")).IsLate(new(2026, 5, 20)));
    }

    [Theory, OnEachDatabase]
    public async Task A_met_obligation_is_not_told_of(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.InForceAsync(Signed);
        await sides.ReportAsync(sides.Region, id, "sk-dewan");
        await sides.AnswerAsync(sides.Ministry, id, "sk-dewan", accept: true);

        await OnAsync(sides, id, new(2026, 5, 20));

        Assert.Equal((0, 3), (await AlertsAsync(sides, id, "sk-dewan"), await AlertsAsync(sides, id, "sk-tim")));
    }

    [Theory, OnEachDatabase]
    public async Task A_yearly_obligation_begins_again_each_year_until_the_term_is_over(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.InForceAsync(Signed);

        await OnAsync(sides, id, new(2027, 3, 1));
        Assert.Equal(1, await YearsAsync(sides, id));
        await OnAsync(sides, id, new(2027, 3, 2));
        Assert.Equal(2, await YearsAsync(sides, id));
        var second = (await sides.ObligationsAsync(id)).Single(o => o is { Code: "laporan-tahunan", Occurrence: 2 });
        Assert.Equal((new DateOnly(2027, 3, 2), new DateOnly(2028, 3, 1)), (second.StartsOn, second.DueOn));
        await OnAsync(sides, id, new(2031, 3, 2));

        Assert.Equal(AgreementState.Expired, (await sides.FileAsync(id)).Agreement.State);
        Assert.Equal(2, await YearsAsync(sides, id));
    }

    [Theory, OnEachDatabase]
    public async Task The_operation_runs_over_every_agreement_in_force(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.InForceAsync(Signed);
        database.Clock.Set(new(2026, 5, 20, 2, 0, 0, TimeSpan.Zero));

        for (var i = 0; i < 2; i++)
        {
            await database.WithAsync(async (Operations operations) => Assert.False((await operations.StartAsync(
                Actor.Platform("test"), WatchObligations.Kind, RegionCode.National, new(), $"watch-{i}", default)).Failed));
            await database.WithAsync(async (IServiceProvider scope) =>
                await scope.GetRequiredService<OperationRunner>().RunNextAsync(default));
        }

        Assert.Equal(3, await AlertsAsync(sides, id, "sk-tim"));
    }

    [Theory, OnEachDatabase]
    public async Task An_agreement_that_breaks_does_not_keep_the_others_from_being_watched(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var first = RegionCode.Parse("16.71");
        Assert.Empty((await sides.ForceAsync(await sides.SigningAsync(first), Signed, first)).Problems);
        var id = await sides.InForceAsync(Signed);
        await using (var owner = await database.OpenOwnerAsync())
        {
            await using var poison = owner.CreateCommand();
            poison.CommandText = "update movement_obligation set due_on = null where region_code = '16.71'";
            Assert.True(await poison.ExecuteNonQueryAsync() > 0);
        }

        database.Clock.Set(new(2026, 5, 20, 2, 0, 0, TimeSpan.Zero));
        var row = await database.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            Actor.Platform("test"), WatchObligations.Kind, RegionCode.National, new WatchObligationsInput(), null, default);

        Assert.Equal(3, await AlertsAsync(sides, id, "sk-tim"));
        var error = OperationError.FromJson(row.Error!);
        Assert.Equal((OperationState.Failed, "Movement.Obligation.WatchBroke"), (row.State, error.Code));
        Assert.Equal(["1", "1", "0"], new[] { error.Args[0], error.Args[2], error.Args[3] }.Select(a => $"{a}"));
    }

    [Theory, OnEachDatabase]
    public async Task The_due_list_is_ordered_filtered_and_closed_to_strangers(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        await sides.InForceAsync(Signed);
        database.Clock.Set(new(2026, 5, 2, 2, 0, 0, TimeSpan.Zero));

        var all = (await ListAsync(sides, sides.Ministry, new())).Rows;
        Assert.Equal(5, all.Count);
        Assert.Equal(all.Select(r => r.DueOn).Order(), all.Select(r => r.DueOn));
        Assert.Equal(3, (await ListAsync(sides, sides.Head, new(DueWhen.Late))).Total);
        Assert.Equal("pembimbingan masterplan empat tahap",
            Assert.Single((await ListAsync(sides, sides.Ministry, new(Owner: DueOwner.Other))).Rows).Title.ToLowerInvariant());
        Assert.Equal(0, (await ListAsync(sides, sides.Stranger, new())).Total);
    }

    private static Task<DuePage> ListAsync(BothSides sides, Actor actor, DueFilter filter) =>
        sides.AsAsync(actor, (ObligationRows rows) => rows.PageAsync(filter, (null, null), default));

    private static Task<int> OnAsync(BothSides sides, Movement.Contracts.AgreementId id, DateOnly day)
    {
        sides.Database.Clock.Set(new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero));
        return sides.WatchAsync(id);
    }

    private static async Task<int> AlertsAsync(BothSides sides, Movement.Contracts.AgreementId id, string code)
    {
        var obligation = (await sides.ObligationAsync(id, code)).Id;
        return await sides.AsAsync(sides.Ministry, (KotaDb db) =>
            db.In<ObligationAlert>(RegionScope.Of(BothSides.PagarAlam)).CountAsync(a => a.ObligationId == obligation));
    }

    private static async Task<int> YearsAsync(BothSides sides, Movement.Contracts.AgreementId id) =>
        (await sides.ObligationsAsync(id)).Count(o => o.Code == "laporan-tahunan");
}

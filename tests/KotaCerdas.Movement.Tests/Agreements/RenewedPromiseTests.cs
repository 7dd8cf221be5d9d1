using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Measures;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Agreements;

/// <summary>Promises of an agreement that another one took the place of: nobody can keep them any more, so none is late.</summary>
public sealed class RenewedPromiseTests
{
    private static readonly DateOnly Signed = new(2026, 3, 2);

    [Theory, OnEachDatabase]
    public async Task Page_board_and_measure_count_the_same_late_promises(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var old = await sides.InForceAsync(Signed);
        database.Clock.Set(new(2026, 5, 20, 2, 0, 0, TimeSpan.Zero));
        var renewal = await sides.RenewingAsync(old);
        Assert.Empty((await sides.ForceAsync(renewal, new(2026, 5, 20))).Problems);

        Assert.Equal((0, 0, 0), await FiguresAsync(sides));

        // The decrees are due on 19 July and the work plan on 6 July at the latest; one is handed in too late and waits for an answer.
        database.Clock.Set(new(2026, 8, 3, 2, 0, 0, TimeSpan.Zero));
        Assert.Empty((await sides.ReportAsync(sides.Region, renewal, "sk-tim")).Problems);
        Assert.Equal((3, 3, 3), await FiguresAsync(sides));
    }

    [Theory, OnEachDatabase]
    public async Task An_upgrade_lapses_what_renewals_left_running(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var old = await sides.InForceAsync(Signed);
        await sides.ReportAsync(sides.Region, old, "sk-dewan");
        await sides.AnswerAsync(sides.Ministry, old, "sk-dewan", accept: true);
        var renewal = await sides.RenewingAsync(old);
        Assert.Empty((await sides.ForceAsync(renewal, Signed)).Problems);
        await ForgetAsync(database, old);
        Assert.Contains(await sides.ObligationsAsync(old), o => o.State == ObligationState.Running);

        await database.Services.GetRequiredService<Migrator>().RunAsync(default);

        var states = (await sides.ObligationsAsync(old)).ToDictionary(o => o.Code, o => o.State);
        Assert.Equal(ObligationState.Met, states["sk-dewan"]);
        Assert.All(states.Where(s => s.Key != "sk-dewan"), s => Assert.Equal(ObligationState.Lapsed, s.Value));
        Assert.All(await sides.ObligationsAsync(renewal), o => Assert.Equal(ObligationState.Running, o.State));
    }

    /// <summary>Late promises on the page of the region, on the ministry's board and by the measure of the country.</summary>
    private static async Task<(int Page, long Board, int Measure)> FiguresAsync(BothSides sides)
    {
        var page = await sides.AsAsync(Actor.Visitor, async (IServiceProvider scope) =>
            await scope.GetRequiredService<RegionPromisesReader>().OfAsync(
                await scope.GetRequiredService<KotaDb>().Shared<Region>().SingleAsync(r => r.Code == BothSides.PagarAlam), default));
        var board = await sides.AsAsync(sides.Ministry, (ObligationRows rows) => rows.SummaryAsync(default));
        var measured = await sides.AsAsync(Actor.Platform("test"), (IServiceProvider scope) => scope.GetServices<IMeasureSource>()
            .Single(s => s.Measures.Contains(MovementMeasures.ObligationsLate)).RowsAsync("2026", null, default));
        var late = measured.Where(r => r.Measure == MovementMeasures.ObligationsLate.Code).Sum(r => r.Numerator ?? 0);
        return (page.Late.Count, board.Late, (int)late);
    }

    /// <summary>The database as renewals left it before.</summary>
    private static async Task ForgetAsync(TestDatabase database, AgreementId old)
    {
        await using var owner = await database.OpenOwnerAsync();
        string[] statements =
        [
            .. database.Engine == DatabaseEngine.Postgres ? ["select set_config('app.region', '*', false)"] : Array.Empty<string>(),
            "update movement_obligation set state = 'Running' where state = 'Lapsed'",
            "delete from platform_migration where name = 'Movement/0016_renewed_promises'",
        ];
        foreach (var sql in statements)
        {
            await using var command = owner.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Assessment.AssessmentRoom;

namespace KotaCerdas.Revenue.Tests.Assessment;

/// <summary>Bills of both systems in one region: nothing is asked for twice, and every number of what is open is the same number.</summary>
public sealed class LegacyYearTests
{
    private const string OneOfThisYear =
        "insert into revenue_legacy_bill select region_code, nop, 2026, import_id, cycle, name, land_class, building_class, land_area, "
        + "building_area, land_value, building_value, total_value, deduction, tax, reduction, 70000, '2026-09-30', '2026-02-01' "
        + "from revenue_legacy_bill where tax_year = 2025 and nop = (select min(nop) from revenue_legacy_bill)";

    [Theory, OnEachDatabase]
    public async Task Arrears_of_both_systems_are_the_receivable(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database, 2, 20);
        var before = await database.BalanceAsync(PbbAccounts.Receivable);
        Assert.True(before > 0);
        var posted = await database.PostAsync(await database.SimulateAsync());
        var amount = PostedFacts.Of(posted.Posted!).Amount;
        foreach (var village in new[] { 1_672_010_001L, 1_672_010_002L })
        {
            var sent = await database.Services.AsAsync<DispatchBills, Outcome<DateOnly>>(
                Drafter, d => d.RunAsync(Home, posted.Batch.Id, DecreeOn.AddDays(7), [village], default));
            Assert.False(sent.Failed, sent.Failed ? sent.Problem.Code : string.Empty);
        }

        var receivable = await database.BalanceAsync(PbbAccounts.Receivable);
        Assert.Equal(before + amount, receivable);
        Assert.Equal(-amount, await database.BalanceAsync(PbbAccounts.Income));
        Assert.Equal(receivable, await OpeningTests.ArrearsAsync(database, new DateOnly(2028, 1, 1)));
        Assert.Equal(
            receivable,
            await database.WithAsync<KotaDb, long>(async db =>
            {
                var all = await db.In<LegacyBill>(RegionScope.Of(Home)).Select(b => b.Nop).Distinct().ToListAsync();
                all = [.. all.Union(await db.In<Bill>(RegionScope.Of(Home)).Select(b => b.Nop).Distinct().ToListAsync())];
                var open = 0L;
                foreach (var nop in all)
                {
                    open += (await database.WithAsync<ObligationReading, IReadOnlyList<Obligation>>(
                        o => o.OfAsync(Home, nop, new DateOnly(2026, 6, 1), default))).Sum(o => o.Open);
                }

                return open;
            }));
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task What_the_system_before_billed_of_the_year_is_not_billed_again(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database, 2, 20);
        var first = await database.SimulateAsync();
        await database.PlantAsync(OneOfThisYear);
        var again = await database.SimulateAsync();
        var (free, billed) = (SimulatedFacts.Of(first.Simulated!).Summary, SimulatedFacts.Of(again.Simulated!).Summary);
        Assert.Equal((0, 1), (free.BilledBefore, billed.BilledBefore));
        Assert.Equal(free.Bills - 1, billed.Bills);

        // The result that was there before the bill came is refused: people approved something else.
        var refused = await database.PostAsync(first);
        Assert.Null(refused.Posted);
        var posted = await database.PostAsync(again);
        Assert.NotNull(posted.Posted);
        var twice = await database.WithAsync<KotaDb, int>(db => db.In<Bill>(RegionScope.Of(Home))
            .CountAsync(b => db.In<LegacyBill>(RegionScope.Of(Home)).Any(l => l.Nop == b.Nop && l.TaxYear == b.TaxYear)));
        Assert.Equal(0, twice);
        Assert.DoesNotContain(await database.CheckAsync(), f => f.Code.StartsWith("Revenue.", StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task A_year_that_both_systems_billed_before_counts_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database, 2, 20);
        await database.PostAsync(await database.SimulateAsync());
        await database.PlantAsync(OneOfThisYear);

        // The bill made here counts, in arrears and in the books alike, and a batch that was posted still comes out again.
        Assert.Empty(await database.CheckAsync());
    }
}

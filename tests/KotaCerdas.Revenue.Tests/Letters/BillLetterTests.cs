using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>Letters that follow a PBB-P2 bill.</summary>
public sealed class BillLetterTests
{
    private static readonly Nop Nop = Nop.Of(167201000100100010);

    [Theory, OnEachDatabase]
    public async Task A_bill_that_went_out_is_reminded_and_billed_interest(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var owner = await TaxpayerAsync(services);
        var id = ChargeId.Of(Nop, 2025);
        await BillAsync(database, owner);
        var unsent = await ProposeAsync(services, new("stpd", id, null, default, default));
        Assert.Equal("Revenue.Letter.NotSent", unsent.Problem.Code);
        await DispatchAsync(database);

        // T10: 369,800 due on 30 September 2025, four months later.
        database.Clock.Set(Noon(2026, 1, 2));
        var bill = await FollowAsync(services, "stpd", id);
        Assert.Equal((14_792, id), (bill.Current.Amount, bill.Current.Follows));
        Assert.Equal(14_792, await BalanceAsync(services, "1.1.06"));
        Assert.Equal(0, await BalanceAsync(services, "1.1.03.15"));
        var reminded = await FollowAsync(services, "teguran", id);
        Assert.Equal((369_800, new DateOnly(2026, 1, 2), 2), (reminded.Standing.Open, reminded.Last.ExpiresFrom, reminded.Events.Count));
        await FollowAsync(services, "surat-paksa", id);
    }

    private static async Task BillAsync(TestDatabase database, TaxpayerId owner)
    {
        var rules = (await database.Services.AsAsync<RuleStore, RuleVersion?>(Head, s => s.FindAsync(Home, 1, default)))!.Content;
        var batch = new Batch
        {
            RegionCode = Home, Id = new(Guid.CreateVersion7()), TaxYear = 2025, Ordinal = 1, Title = "Contoh", Scope = Batch.WholeRegion,
            RulesVersion = 1, RulesHash = rules.Hash, FactsOn = new(2025, 1, 1), KnownAt = DateTime.UnixEpoch,
            RecordedAt = DateTime.UnixEpoch, RecordedBy = null, RecordedByName = "x",
        };
        await WriteAsync(database, batch, new Bill
        {
            RegionCode = Home, Nop = Nop, TaxYear = 2025, Cycle = 1, Number = 1, BatchId = batch.Id, ObjectVersion = 1, TaxpayerId = owner,
            TaxpayerVersion = 1, LandArea = 120, LandValue = 2_640_000, LandUse = 1, BuildingArea = 90, BuildingValue = 700_000,
            CommonValue = 0, TakesDeduction = true, LastYear = -1, Reduction = 0, LandClass = "A04", BuildingClass = "A04", Tier = 1,
            LandUnit = 2_640_000, BuildingUnit = 700_000, LandNjop = 316_800_000, BuildingNjop = 63_000_000, Njop = 379_800_000,
            Deduction = 10_000_000, Njkp = 369_800_000, Tax = 369_800, Adjusted = 369_800, Limited = 369_800, Reduced = 0, Amount = 369_800,
        });
    }

    private static async Task DispatchAsync(TestDatabase database)
    {
        var batch = await database.WithAsync(async (KotaDb db) =>
            await db.In<Batch>(RegionScope.Of(Home)).SingleAsync());
        await WriteAsync(database, new Dispatch
        {
            RegionCode = Home, BatchId = batch.Id, TaxCode = Nop.Village, DispatchedOn = new(2025, 3, 31), DueOn = new(2025, 9, 30),
            RecordedAt = DateTime.UnixEpoch, RecordedBy = "x",
        });
    }

    private static Task WriteAsync(TestDatabase database, params object[] rows) => database.WithAsync(async (KotaDb db) =>
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
        db.AddRange(rows);
        await write.CommitAsync(default);
    });
}

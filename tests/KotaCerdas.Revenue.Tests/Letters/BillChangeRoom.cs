using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>A posted assessment whose bills went out, and what decisions do to them.</summary>
internal static class BillChangeRoom
{
    public const int Year = AssessmentRoom.Year;

    /// <summary>The day on which the bills went out, and the day by which they are to be paid.</summary>
    public static readonly DateOnly SentOn = new(2026, 3, 2);

    public static readonly DateOnly DueOn = new(2026, 9, 2);

    /// <summary>Bills of two villages, posted and sent; the largest come first.</summary>
    public static async Task<IReadOnlyList<Bill>> OpenAsync(TestDatabase database, int perVillage = 20)
    {
        var bills = await PostedAsync(database, perVillage);
        await SendAsync(database, bills[0].BatchId);
        return bills;
    }

    /// <summary>Bills of two villages that have not gone out; the largest come first.</summary>
    public static async Task<IReadOnlyList<Bill>> PostedAsync(TestDatabase database, int perVillage = 20)
    {
        await AssessmentRoom.OpenAsync(database, 2, perVillage);
        await database.PostAsync(await database.SimulateAsync());

        // What is recorded from now on was not known to the batch.
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        return [.. (await database.BillsAsync()).OrderByDescending(b => b.Amount)];
    }

    public static async Task SendAsync(TestDatabase database, BatchId batch)
    {
        var sent = await database.Services.AsAsync<DispatchBills, Outcome<DateOnly>>(
            AssessmentRoom.Drafter, d => d.RunAsync(AssessmentRoom.Home, batch, SentOn, [], default));
        Assert.Equal(DueOn, sent.Value);
        database.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public static ChargeId IdOf(Bill bill) => ChargeId.Of(bill.Nop, bill.TaxYear);

    /// <summary>Has a letter about a bill proposed and granted.</summary>
    public static Task<ChargeFileOf> FollowAsync(
        TestDatabase database, string letter, Bill bill, params (string Name, string Value)[] values) =>
        LetterRoom.FollowAsync(database.Services, letter, IdOf(bill), values);

    public static async Task<Problem> RefusedAsync(
        TestDatabase database, string letter, Bill bill, params (string Name, string Value)[] values)
    {
        var proposed = await LetterRoom.ProposeAsync(
            database.Services, new(letter, IdOf(bill), null, default, default), values);
        Assert.True(proposed.Failed, $"{letter} was proposed");
        return proposed.Problem;
    }

    public static async Task<Bill> CurrentAsync(TestDatabase database, Bill bill) => (await database.WithAsync<BillReading, Bill?>(
        r => r.FindAsync(AssessmentRoom.Home, bill.Nop, bill.TaxYear, default)))!;

    /// <summary>Records a further version of an object from 1 January 2020 with another area.</summary>
    public static Task ResizeAsync(TestDatabase database, Bill bill, int metres) =>
        database.Services.AsAsync<KotaDb, Nothing>(AssessmentRoom.Drafter, async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(AssessmentRoom.Home), default);
            await db.Database.ExecuteSqlRawAsync(
                "insert into revenue_object (region_code, nop, version, valid_from, state, reason, taxpayer_id, address, rt, rw, "
                + "land_area, land_zone, land_kind, land_use, land_value, land_value_source, building_area, building_value, "
                + "common_value, takes_deduction, recorded_at, recorded_by) "
                + "select region_code, nop, version + 1, valid_from, state, reason, taxpayer_id, address, rt, rw, "
                + "{2}, land_zone, land_kind, land_use, land_value, land_value_source, building_area, building_value, "
                + "common_value, takes_deduction, {0}, recorded_by from revenue_object o where nop = {1} "
                + "and version = (select max(version) from revenue_object x where x.nop = o.nop)",
                database.Clock.GetUtcNow().UtcDateTime, bill.Nop.Value, metres);
            await write.CommitAsync(default);
            return default;
        });

    /// <summary>Both readers of what is owed, which must say the same.</summary>
    public static async Task<Obligation> OwedAsync(TestDatabase database, Bill bill, DateOnly day)
    {
        var home = AssessmentRoom.Home;
        var owed = await database.WithAsync<ObligationReading, IReadOnlyList<Obligation>>(r => r.OfAsync(home, bill.Nop, day, default));
        var interest = await database.WithAsync<ObligationReading, InterestRules?>(r => r.InterestAsync(home, day, default));
        var found = await database.WithAsync<BillLookup, ObjectBills>(l => l.FindAsync(home, bill.Nop, interest, day, default));
        Assert.Equal(
            owed.Select(o => (o.TaxYear, o.Principal, o.Paid, o.WrittenOff, o.Open, o.IssuedOn, o.DueOn, o.Late, o.Total, o.Terms,
                o.ChangedBy?.Letter, o.ChangedBy?.HappenedOn, o.Bill?.Cycle ?? 1, o.InterestBilled)),
            found.Years.Select(y => (y.Year, y.Principal, y.Paid, y.WrittenOff, y.Open, y.IssuedOn, y.DueOn, y.Late, y.Total, y.Terms,
                y.ChangedBy, y.ChangedOn, y.Cycle, y.InterestBilled)));
        return owed.Single(o => o.TaxYear == bill.TaxYear);
    }
}

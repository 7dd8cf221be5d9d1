using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Letters.BillChangeRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>The end of the right to collect property tax, of both systems.</summary>
public sealed class BillRadarTests
{
    [Fact]
    public void The_clock_ends_on_the_same_day_five_years_later()
    {
        var random = new Random(20261130);
        for (var i = 0; i < 20_000; i++)
        {
            var today = new DateOnly(2026, 1, 1).AddDays(random.Next(4_000));
            var since = new DateOnly(2019, 1, 1).AddDays(random.Next(4_000));
            var clock = BillClock.On(today);
            var ends = since.AddYears(5);
            Assert.Equal(today > ends, since <= clock.Expired);
            Assert.Equal(today >= ends.AddMonths(-12), since <= clock.Endangered);
        }
    }

    [Theory, OnEachDatabase]
    public async Task What_expires_is_counted_listed_interrupted_and_written_off(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var own = await OpenAsync(database, 70);
        var legacy = await OpenLegacyAsync(database);
        var (count, sum) = (legacy.Count, legacy.Sum(b => b.Amount));

        // Nothing is in danger before the last of the five years.
        Assert.Empty(await RowsAsync(database, c => c.Endangered));
        database.Clock.Set(LetterRoom.Noon(2029, 1, 1));
        var rows = await RowsAsync(database, c => c.Endangered);
        Assert.Equal(legacy.Select(b => (b.Nop, b.TaxYear, b.Amount)), rows.Select(r => (r.Nop, r.TaxYear, r.Open)));
        var years = await YearsAsync(database);
        Assert.Equal([(2025, count, sum), (2026, own.Count(b => b.Amount > 0), own.Sum(b => b.Amount))],
            years.Select(y => (y.TaxYear, (int)y.Bills, y.Amount)));
        Assert.Equal((count, 0), ((int)years[0].Endangered, (int)years[0].Expired));

        // A reminder and an acknowledgement begin the clock anew.
        var (reminded, owned) = (legacy[0], legacy[1]);
        var teguran = await LetterRoom.FollowAsync(database.Services, "teguran", ChargeId.Of(reminded.Nop, 2025));

        // Nobody knows when the system before sent it out: the paper makes up no day.
        var words = await LetterRoom.WordsAsync(database.Services, teguran.Last.DocumentId!.Value);
        Assert.Contains(reminded.Nop.ToString(), words, StringComparison.Ordinal);
        Assert.DoesNotContain("tanggal 1 Januari", words, StringComparison.Ordinal);
        var charge = await LetterRoom.FollowAsync(database.Services, "pengakuan", ChargeId.Of(owned.Nop, 2025));
        Assert.Equal((owned.Amount, new DateOnly(2034, 1, 1)), (charge.Standing.Open, charge.ExpiresOn));
        Assert.Equal("Revenue.Letter.NotForLegacy", (await LetterRoom.ProposeAsync(
            database.Services, new("pembatalan", charge.Id, null, default, default))).Problem.Code);
        Assert.Equal(count - 2, (await RowsAsync(database, c => c.Endangered)).Count);

        // What has expired is proposed at once, decided by somebody else, and gone from everywhere.
        database.Clock.Set(LetterRoom.Noon(2030, 1, 2));
        var batch = await ProposeAsync(database);
        Assert.Equal(count - 2, await WaitingAsync(database));
        Assert.Equal(batch, await ProposeAsync(database, batch));
        Assert.Equal(count - 2, await WaitingAsync(database));
        var id = await database.Services.AsAsync<ProposalReading, Guid>(
            LetterRoom.Head, async r => (await r.WaitingAsync(LetterRoom.Home, default))[0].Proposal.Id);
        Assert.False((await LetterRoom.DecideAsync(database.Services, id)).Failed);
        await StartAsync(database, DecideMany.Kind, new DecideManyInput(LetterRoom.Home, batch), LetterRoom.Head);
        Assert.Equal(0, await WaitingAsync(database));
        Assert.Empty(await RowsAsync(database, c => c.Expired));
        var told = await database.WithAsync<BillLookup, ObjectBills>(
            l => l.FindAsync(LetterRoom.Home, legacy[2].Nop, null, new(2030, 1, 2), default));
        Assert.Equal(BillState.WrittenOff, told.Years.Single(y => y.Year == 2025).On(new(2030, 1, 2)));
        Assert.Equal(sum - reminded.Amount - owned.Amount, await LetterRoom.BalanceAsync(database.Services, "1.1.10"));
        var bill = own.First(b => legacy.Skip(2).Any(l => l.Nop == b.Nop));
        await BillChangeRoom.OwedAsync(database, bill, new(2030, 1, 3));
        Assert.Empty(await database.CheckAsync());

        // Somebody who takes such an event away is found.
        await database.PlantAsync($"delete from revenue_assessment_event where nop = {legacy[2].Nop.Value} and tax_year = 2025");
        Assert.Contains("Ledger.Check.Differs", (await database.CheckAsync()).Select(f => f.Code));
    }

    [Theory, OnEachDatabase]
    public async Task The_page_proposes_to_write_off_what_has_expired(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Database, 10);
        app.Database.Clock.Set(LetterRoom.Noon(2030, 1, 2));
        using var client = app.Client(AssessmentRoom.Drafter);
        const string page = "/pendapatan/16.72/kedaluwarsa/pbb";
        using var wrong = await client.SubmitAsync(page, RegisterRoom.Fields(("Reason", "")), "#hapuskan");
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var asked = await client.SubmitAsync(page, RegisterRoom.Fields(("Reason", "Kedaluwarsa menurut Perda contoh")), "#hapuskan");
        Assert.StartsWith("/operasi/", asked.Headers.Location!.ToString(), StringComparison.Ordinal);
        await app.Database.RunOperationsAsync();
        Assert.True(await WaitingAsync(app.Database) > 0);
    }

    [Theory, OnEachDatabase]
    public async Task A_letter_after_the_end_does_not_bring_a_bill_back(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var own = await OpenAsync(database, 70);
        var legacy = await OpenLegacyAsync(database);
        database.Clock.Set(LetterRoom.Noon(2030, 1, 1));
        var (intime, late) = (ChargeId.Of(legacy[0].Nop, 2025), ChargeId.Of(legacy[1].Nop, 2025));
        Assert.Equal(new DateOnly(2035, 1, 1), (await LetterRoom.FollowAsync(database.Services, "teguran", intime)).ExpiresOn);
        database.Clock.Set(LetterRoom.Noon(2030, 1, 2));
        foreach (var letter in new[] { "teguran", "pengakuan", "stpd" })
        {
            var refused = await LetterRoom.ProposeAsync(database.Services, new(letter, late, null, default, default));
            Assert.Equal((letter, "Revenue.Letter.Expired"), (letter, refused.Failed ? refused.Problem.Code : string.Empty));
        }

        // As it was recorded before: one bill of each system and, of one bill, a letter in time and one after its new end.
        var mine = own.First(b => b.Amount > 0);
        database.Clock.Set(LetterRoom.Noon(2041, 1, 2));
        var before = (await RowsAsync(database, c => c.Expired)).Select(r => (r.Nop, r.TaxYear)).ToList();
        Assert.Contains((legacy[0].Nop, 2025), before);
        await ReviveAsync(database, late, new(2030, 1, 2));
        await ReviveAsync(database, BillChangeRoom.IdOf(mine), new(2040, 12, 31));
        await ReviveAsync(database, intime, new(2040, 12, 31));
        var after = await RowsAsync(database, c => c.Expired);
        Assert.Equal(before, after.Select(r => (r.Nop, r.TaxYear)));
        Assert.Equal(new DateOnly(2030, 1, 1), after.Single(r => r.Nop == legacy[0].Nop && r.TaxYear == 2025).Since);
        Assert.False(after.Single(r => r.Nop == legacy[1].Nop && r.TaxYear == 2025).Interrupted);
        Assert.Equal(new DateOnly(2031, 1, 1), (await LetterRoom.ChargeAsync(database.Services, BillChangeRoom.IdOf(mine))).ExpiresOn);
        var years = await YearsAsync(database);
        Assert.Equal(after.Count, years.Sum(y => (int)y.Expired));
    }

    /// <summary>A reminder that began the clock anew, whenever it came.</summary>
    private static Task ReviveAsync(TestDatabase database, ChargeId id, DateOnly on) => database.WithAsync(async (KotaDb db) =>
    {
        var scope = RegionScope.Of(LetterRoom.Home);
        var file = await LetterRoom.ChargeAsync(database.Services, id);
        await using var write = await db.BeginWriteAsync(scope, default);
        db.Add(new ChargeEvent
        {
            RegionCode = LetterRoom.Home, ChargeId = id, Ordinal = file.Last.Ordinal + 1, Kind = ChargeEventKind.Noted, HappenedOn = on,
            Change = 0, OpenAfter = file.Standing.Open, PaidAfter = file.Standing.Paid, OverAfter = 0, State = file.Standing.State,
            DueOn = file.Last.DueOn, ExpiresFrom = on, Letter = "teguran", Nop = id.Bill!.Value.Nop, TaxYear = id.Bill.Value.Year,
            Cycle = 1, Reason = "", RecordedAt = DateTime.UnixEpoch, RecordedBy = null, RecordedByName = "x",
        });
        await write.CommitAsync(default);
    });

    private static Task<List<LegacyBill>> OpenLegacyAsync(TestDatabase database) => database.WithAsync<KotaDb, List<LegacyBill>>(async db =>
        [.. (await db.In<LegacyBill>(RegionScope.Of(LetterRoom.Home)).AsNoTracking().ToListAsync()).Where(b => b.Amount > 0)
            .OrderBy(b => b.TaxYear).ThenBy(b => b.Nop.Value)]);

    /// <summary>All pages, one after the other.</summary>
    private static async Task<List<BillRadarRow>> RowsAsync(TestDatabase database, Func<BillClock, DateOnly> since)
    {
        var day = since(BillClock.On(LegalDay(database)));
        var all = new List<BillRadarRow>();
        string? after = null;
        do
        {
            var at = after;
            var page = await database.WithAsync<BillRadarRows, RegisterRows<BillRadarRow>>(
                r => r.PageAsync(LetterRoom.Home, (day, 0), at, BillRadarRows.PageSize, default));
            all.AddRange(page.Rows);
            after = page.After;
        }
        while (after is not null);
        return all;
    }

    private static Task<IReadOnlyList<BillRadarYear>> YearsAsync(TestDatabase database) =>
        database.WithAsync<BillRadarRows, IReadOnlyList<BillRadarYear>>(
            r => r.YearsAsync(LetterRoom.Home, BillClock.On(LegalDay(database)), default));

    private static DateOnly LegalDay(TestDatabase database) => DateOnly.FromDateTime(database.Clock.GetUtcNow().UtcDateTime);

    private static async Task<Guid> ProposeAsync(TestDatabase database, Guid? again = null)
    {
        var batch = again ?? Guid.CreateVersion7();
        await StartAsync(
            database, ProposeWriteOffs.Kind, new ProposeWriteOffsInput(LetterRoom.Home, batch, 0, "Sudah kedaluwarsa"),
            LetterRoom.Assessor);
        return batch;
    }

    private static async Task StartAsync<T>(TestDatabase database, OperationKind<T> kind, T input, Actor by)
    {
        var started = await database.Services.AsAsync<Operations, Outcome<OperationId>>(
            by, o => o.StartAsync(by, kind, LetterRoom.Home, input, Guid.CreateVersion7().ToString(), default));
        Assert.False(started.Failed);
        await database.RunOperationsAsync();
    }

    private static Task<int> WaitingAsync(TestDatabase database) => database.Services.AsAsync<ProposalReading, int>(
        LetterRoom.Head, async r => (await r.WaitingAsync(LetterRoom.Home, default)).Count);
}

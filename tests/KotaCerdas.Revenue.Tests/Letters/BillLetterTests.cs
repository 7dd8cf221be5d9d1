using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
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

        // A warrant follows when the time of the reminder is over: from the day on which it was taken, where that is recorded.
        async Task<string?> WarrantAsync(int month, int day)
        {
            database.Clock.Set(Noon(2026, month, day));
            var proposed = await ProposeAsync(services, new("surat-paksa", id, null, default, default));
            return proposed.Failed ? proposed.Problem.Code : null;
        }

        Assert.Equal("Revenue.Letter.TooSoon", await WarrantAsync(1, 2));
        Assert.Equal("Revenue.Letter.TooSoon", await WarrantAsync(1, 23));
        Assert.Null(await WarrantAsync(1, 24));
        var letter = reminded.Last.DocumentId!.Value;
        await WriteAsync(database, new LetterDelivery
        {
            RegionCode = Home, DocumentId = letter, Ordinal = 1, ChargeId = id, HappenedOn = new(2026, 1, 10),
            Outcome = DeliveryOutcome.Received, Receiver = "Contoh", Relation = "Self", RecordedAt = DateTime.UnixEpoch, RecordedBy = "x",
        });
        Assert.Equal("Revenue.Letter.TooSoon", await WarrantAsync(1, 31));
        Assert.Null(await WarrantAsync(2, 1));
        await FollowAsync(services, "surat-paksa", id);
    }

    [Theory, OnEachDatabase]
    public async Task A_reminder_and_a_warrant_say_what_until_when_where_and_what_follows(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        await BillAsync(database, await TaxpayerAsync(services));
        await DispatchAsync(database);
        await WriteAsync(database, Setting);

        // T10: four months of interest on 369,800 that no bill asked for yet.
        database.Clock.Set(Noon(2026, 1, 2));
        var reminded = await FollowAsync(services, "teguran", ChargeId.Of(Nop, 2025));
        var words = await WordsAsync(services, reminded.Last.DocumentId!.Value);
        string[] both = ["16.72.010.001.001-0001.0", "30 September 2025", "369.800", "14.792", "384.592", "Loket Contoh", "Bank Contoh",
            "Kota Contoh", "Kepala Badan Contoh", "Nama Contoh"];
        Assert.All([.. both, "21 hari", "23 Januari 2026", "surat paksa", "UU 19/1997"],
            w => Assert.Contains(w, words, StringComparison.Ordinal));
        Assert.DoesNotContain("167201000100100010", words, StringComparison.Ordinal);

        // A month later the interest has grown.
        database.Clock.Set(Noon(2026, 2, 1));
        var warned = await FollowAsync(services, "surat-paksa", reminded.Id);
        var warrant = await WordsAsync(services, warned.Last.DocumentId!.Value);
        string[] grown = ["16.72.010.001.001-0001.0", "18.490", "388.290", "2 hari", "3 Februari 2026", "penyitaan", "Loket Contoh",
            "DEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA ESA"];
        Assert.All(grown, w => Assert.Contains(w, warrant, StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task Assessments_and_decisions_name_place_office_and_name_of_who_decided(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        await WriteAsync(database, Setting);
        var stall = (await RegisterAsync(services, "pasar", Input(await TaxpayerAsync(services)))).Value;
        string[] signed = ["Ditetapkan di", "Kota Contoh", "Kepala Badan Contoh", "Nama Contoh"];
        async Task<ChargeFileOf> IssueAsync(DateOnly from)
        {
            var proposed = await ProposeAsync(
                services, new("skrd", null, stall, from, from.AddMonths(1).AddDays(-1)), ("width", "3"), ("length", "4"), ("days", "30"));
            return await ChargeAsync(services, (await DecideAsync(services, proposed.Value)).Value.ChargeId!.Value);
        }

        database.Clock.Set(Noon(2025, 12, 30));
        var before = await WordsAsync(services, (await IssueAsync(new(2025, 11, 1))).Current.DocumentId!.Value);
        Assert.All(signed[2..], w => Assert.DoesNotContain(w, before, StringComparison.Ordinal));

        database.Clock.Set(Noon(2026, 1, 5));
        var levy = await IssueAsync(new(2025, 12, 1));
        var letters = new List<DocumentId> { levy.Current.DocumentId!.Value };
        letters.Add((await FollowAsync(
            services, "pengurangan", levy.Id, ("principal_share", "25"), ("sanction_share", "0"))).Current.DocumentId!.Value);
        letters.Add((await FollowAsync(services, "angsuran", levy.Id, ("count", "2"))).Last.DocumentId!.Value);
        foreach (var letter in letters)
        {
            var words = await WordsAsync(services, letter);
            Assert.All(signed, w => Assert.Contains(w, words, StringComparison.Ordinal));
        }
    }

    private static PaperSetting Setting => new()
    {
        RegionCode = Home, Version = 1, ValidFrom = new(2025, 1, 1), Government = "Pemerintah Contoh", Office = "Badan Contoh",
        Address = "Jalan Contoh 1", Place = "Kota Contoh", SignatoryTitle = "Kepala Badan Contoh", SignatoryName = "Nama Contoh",
        SignatoryNumber = "", PayPlaces = "Loket Contoh\nBank Contoh", RecordedAt = DateTime.UnixEpoch, RecordedBy = "x",
    };

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

using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Changes;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Tests.Letters;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Registers;

/// <summary>What lowers a bill needs two people.</summary>
public sealed class RegisterChangeTests
{
    private const string First = "16.72.010.001.001-0001.0";
    private const string One = "16.72.010.001.001-0002.0";
    private const string Two = "16.72.010.002.001-0001.0";
    private const string Root = "/pendapatan/16.72";

    private static readonly DateOnly Before = new(2025, 1, 1);
    private static readonly DateOnly Day = new(2026, 1, 1);

    [Theory, OnEachDatabase]
    public async Task What_lowers_a_bill_waits_and_is_recorded_under_both_names(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (owner, nop) = await BuiltAsync(database);
        Assert.Equal(0, (await ChangeAsync(database.Services, nop, 1, House(owner, Day) with { LandArea = 100 })).Value);

        Assert.Equal(120, (await FactsAsync(database.Services, Day))[0].LandArea);
        var waiting = Assert.Single(await WaitingAsync(database.Services));
        Assert.Equal([Lowered.LandArea], waiting.Lowers);
        Assert.Equal("Revenue.Change.Waits", (await ChangeAsync(
            database.Services, nop, 1, House(owner, Day) with { CommonValue = 1 })).Problem.Code);

        await ConfirmAsync(database.Services);
        var file = (await FileAsync(database.Services, nop, Day))!;
        Assert.Equal((2, 100, $"{Officer.Name} / {Second.Name}"), (file.Current.Version, file.Current.LandArea, file.Current.RecordedBy));
        Assert.Equal(2, file.Buildings[2].Count());
        Assert.Empty(await WaitingAsync(database.Services));
        Assert.Equal("Revenue.Change.Decided", (await ConfirmAsync(database.Services, waiting.Of.Id)).Problem.Code);
        var settled = Assert.Single(await database.Services.AsAsync<WaitingChanges, IReadOnlyList<ChangeFile>>(
            Officer, c => c.ListAsync(Home, all: true, default)));
        Assert.Equal((ChangeOutcome.Confirmed, 2), (settled.Decision!.Outcome, settled.Decision.Version));
    }

    [Theory, OnEachDatabase]
    public async Task Nobody_decides_their_own_change_and_what_is_refused_leaves_the_register(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (owner, nop) = await BuiltAsync(database);
        await ChangeAsync(database.Services, nop, 1, House(owner, Day) with { LandArea = 100 });
        var id = Assert.Single(await WaitingAsync(database.Services)).Of.Id;
        Assert.Equal("Platform.Access.NotAllowed", (await ConfirmAsync(database.Services, id, Officer)).Problem.Code);
        var both = Second with { User = Officer.User };
        Assert.Equal("Revenue.Change.OwnChange", (await ConfirmAsync(database.Services, id, both)).Problem.Code);
        Assert.Equal("Revenue.Change.OwnChange", (await RefuseAsync(database, id, "Saya sendiri", both)).Problem.Code);
        var silent = (await RefuseAsync(database, id, " ")).Problem;
        Assert.Equal(("Revenue.Change.ReasonNeeded", "Reason"), (silent.Code, silent.Field));
        var elsewhere = TestPeople.Office("revenue-head", "16.71");
        Assert.Equal("Platform.Access.NotAllowed", (await ConfirmAsync(database.Services, id, elsewhere)).Problem.Code);
        Assert.Equal("Revenue.Register.NotFound", (await database.Services.AsAsync<DecideChange, Outcome<Nothing>>(
            elsewhere, d => d.ConfirmAsync(Other, id, default))).Problem.Code);

        Assert.False((await RefuseAsync(database, id, "Tidak ada surat ukur")).Failed);
        var told = Assert.Single(await database.WithAsync((KotaDb db) => db.Shared<NotificationRow>().ToListAsync()));
        Assert.Equal(
            (Officer.User!.Value, "Revenue.ChangeNotice.Refused", ChangePaths.Of(Home, id)), (told.UserId, told.TextKey, told.Link!));
        Assert.Single((await FileAsync(database.Services, nop, Day))!.Versions);
        Assert.Equal("Revenue.Change.Decided", (await ConfirmAsync(database.Services, id)).Problem.Code);
        Assert.Equal(0, (await ChangeAsync(database.Services, nop, 1, House(owner, Day) with { LandArea = 110 })).Value);
    }

    [Theory, OnEachDatabase]
    public async Task What_lowers_nothing_is_recorded_at_once_and_makes_an_older_proposal_stale(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (owner, nop) = await BuiltAsync(database);
        await ChangeAsync(database.Services, nop, 1, House(owner, Day) with { LandArea = 100 });
        var id = Assert.Single(await WaitingAsync(database.Services)).Of.Id;

        var more = House(owner, Day) with { LandArea = 130, Address = "Jalan Lain 1", CommonValue = 6_000, TakesDeduction = false };
        Assert.Equal(2, (await ChangeAsync(database.Services, nop, 1, more)).Value);
        Assert.Equal("Revenue.Change.Stale", (await ConfirmAsync(database.Services, id)).Problem.Code);
        Assert.Equal(130, (await FactsAsync(database.Services, Day))[0].LandArea);
        Assert.False((await RefuseAsync(database, id, "Sudah berubah")).Failed);
    }

    [Theory, OnEachDatabase]
    public async Task Every_attribute_that_lowers_a_bill_is_seen(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (owner, nop) = await BuiltAsync(database);
        await AddZoneAsync(database, "AB", 2024, 200_000);
        await AddZoneAsync(database, "AC", 2024, 200_000);
        await AddZoneAsync(database, "AC", 2027, 150_000);
        await AddZoneAsync(database, "AD", 2024, 250_000);
        var house = House(owner, Day);
        var (large, small) = (house.Buildings[0], house.Buildings[1]);
        foreach (var (input, lowers) in new (ObjectInput, Lowered[])[]
        {
            (house with { LandZone = "AC" }, [Lowered.LandValue]),
            (house with { LandZone = "ZZ" }, [Lowered.LandValue]),
            (house with { LandZone = "", LandValue = 199_999, LandValueSource = "Penilai" }, [Lowered.LandValue]),
            (house with { LandUse = 2 }, [Lowered.LandUse]),
            (house with { LandKind = 4 }, [Lowered.PublicFacility]),
            (house with { CommonValue = 4_999 }, [Lowered.CommonValue]),
            (house with { TakesDeduction = true }, [Lowered.Deduction]),
            (house with { Buildings = [large with { Value = 699_999 }, small] }, [Lowered.BuildingValue]),
            (house with { Buildings = [large with { Area = 59, Value = 800_000 }, small] }, [Lowered.BuildingArea]),
            (house with { Buildings = [large with { Area = 90, Value = 800_000 }] }, [Lowered.BuildingCount]),
        })
        {
            Assert.Equal(lowers, await LowersAsync(database, nop, input));
        }

        foreach (var input in new[]
        {
            house, house with { LandArea = 121 }, house with { LandZone = "AD" }, house with { LandKind = 2, Rt = "001" },
            house with { LandZone = "", LandValue = 200_000, LandValueSource = "Penilai" },
            house with { Buildings = [large with { Value = 710_000 }, small] },
            house with { ValidFrom = Before.AddYears(-1), LandArea = 9 },
        })
        {
            Assert.Empty(await LowersAsync(database, nop, input));
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_split_that_loses_land_or_buildings_and_an_end_wait(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (owner, nop) = await BuiltAsync(database);
        var part = House(owner, Day) with { LandArea = 60, Buildings = [House(owner, Day).Buildings[0]] };
        var one = (await RegisterAsync(database.Services, One, Land(owner, Day, 50))).Value;
        var two = (await RegisterAsync(database.Services, Two, part)).Value;
        Assert.False((await SplitAsync(database, nop, Day)).Failed);
        var lost = Assert.Single(await WaitingAsync(database.Services));
        Assert.Equal([Lowered.LandArea, Lowered.BuildingArea, Lowered.BuildingValue], lost.Lowers);
        Assert.Equal([First, One, Two], (await FactsAsync(database.Services, Day)).Select(f => f.Nop.ToString()));

        Assert.Equal(2, (await ChangeAsync(database.Services, two, 1, part with { LandArea = 61 })).Value);
        Assert.Equal("Revenue.Change.Stale", (await ConfirmAsync(database.Services, lost.Of.Id)).Problem.Code);
        Assert.False((await RefuseAsync(database, lost.Of.Id, "Bagian sudah diukur lagi")).Failed);

        Assert.False((await SplitAsync(database, nop, Day)).Failed);
        await ConfirmAsync(database.Services);
        Assert.Equal([One, Two], (await FactsAsync(database.Services, Day)).Select(f => f.Nop.ToString()));
        var file = (await FileAsync(database.Services, nop, Day))!;
        Assert.Equal([one, two], file.Links.Select(l => l.ToNop).OrderBy(n => n.Value));
        Assert.Equal($"{Officer.Name} / {Second.Name}", file.Current.RecordedBy);

        await EndAsync(database.Services, one, Day.AddDays(1));
        Assert.Equal([Two], (await FactsAsync(database.Services, Day.AddDays(1))).Select(f => f.Nop.ToString()));
    }

    [Theory, OnEachDatabase]
    public async Task A_split_into_objects_that_were_billed_before_is_an_end_and_waits(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var owner = (await RegisterAsync(database.Services, Person("Contoh Satu", "P.1.0000001.01.01"))).Value;
        var nop = (await RegisterAsync(database.Services, First, Land(owner, Before))).Value;
        await RegisterAsync(database.Services, One, Land(owner, Before, 60));
        await RegisterAsync(database.Services, Two, Land(owner, Before, 60));
        Assert.False((await SplitAsync(database, nop, Day)).Failed);
        Assert.Equal([Lowered.LandArea], Assert.Single(await WaitingAsync(database.Services)).Lowers);
        Assert.Equal([First, One, Two], (await FactsAsync(database.Services, Day)).Select(f => f.Nop.ToString()));
    }

    [Theory, OnEachDatabase]
    public async Task Facts_of_other_taxes_that_lower_the_amount_or_the_period_wait(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await LetterRoom.OpenAsync(database.Services);
        var owner = await LetterRoom.TaxpayerAsync(database.Services);
        KindObjectInput Board(string width, DateOnly? to = null) =>
            LetterRoom.Input(owner, Day, ("width", width), ("height", "6")) with { ValidTo = to };
        var id = (await LetterRoom.RegisterAsync(database.Services, "reklame", Board("5"))).Value;
        Task<Outcome<int>> ChangeAsync(int seen, KindObjectInput input) => database.Services.AsAsync<SaveKindObject, Outcome<int>>(
            Officer, s => s.ChangeAsync(Home, id, seen, input, default));

        foreach (var (input, lowers) in new[] { (Board("4"), Lowered.Facts), (Board("5", new DateOnly(2026, 6, 30)), Lowered.Period) })
        {
            Assert.Equal(0, (await ChangeAsync(1, input)).Value);
            var waiting = Assert.Single(await WaitingAsync(database.Services));
            Assert.Equal([lowers], waiting.Lowers);
            Assert.False((await RefuseAsync(database, waiting.Of.Id, "Belum diukur")).Failed);
        }

        Assert.Equal(2, (await ChangeAsync(1, Board("6") with { Name = "Papan lain" })).Value);
        Assert.Equal(0, (await ChangeAsync(2, Board("4"))).Value);
        await ConfirmAsync(database.Services);
        var file = (await database.Services.AsAsync<KindObjectReading, KindObjectFile?>(
            Officer, r => r.FindAsync(Home, id, Day, default)))!;
        Assert.Equal(
            (3, "4", $"{Officer.Name} / {Second.Name}"),
            (file.Current.Version, Facts.Read(file.Current.Facts)["width"], file.Current.RecordedBy));
    }

    [Theory, OnEachDatabase]
    public async Task The_second_officer_finds_it_on_the_desk_and_decides_on_its_page(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (owner, nop) = await BuiltAsync(app.Database);
        await ChangeAsync(app.Services, nop, 1, House(owner, Day) with { LandArea = 100 });
        var id = Assert.Single(await WaitingAsync(app.Services)).Of.Id;
        using var officer = app.Client(Officer);
        using var second = app.Client(Second);
        var thing = await officer.PageAsync($"{Root}/objek/{nop.Value}");
        Assert.Contains("Perubahan menunggu petugas kedua", thing.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "menunggu petugas kedua: 1", (await second.PageAsync(Root + "/meja")).Body!.TextContent, StringComparison.Ordinal);
        var list = await second.PageAsync(Root + "/perubahan");
        var path = list.QuerySelectorAll("table a").Single().GetAttribute("href")!;
        Assert.Equal($"{Root}/perubahan/{id}", path);
        var row = (await second.PageAsync(path)).QuerySelectorAll("main table tbody tr").Single();
        Assert.Equal(["Luas bumi", "120 m²", "100 m²"], row.QuerySelectorAll("th,td").Select(c => c.TextContent.Trim()));
        Assert.Null((await officer.PageAsync(path)).QuerySelector("#putusan"));
        using var silent = await second.SubmitAsync(path, Fields(("Confirm", "false")), "#putusan");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        using var stranger = app.Client(TestPeople.Office("revenue-assessor", "16.71"));
        var elsewhere = path.Replace("16.72", "16.71", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(elsewhere)).StatusCode);
        using var refused = await second.SubmitAsync(path, Fields(("Confirm", "false"), ("Reason", "Tanpa surat ukur")), "#putusan");
        Assert.Equal(HttpStatusCode.SeeOther, refused.StatusCode);
        Assert.Contains("Tanpa surat ukur", (await officer.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "menunggu petugas kedua", (await officer.PageAsync($"{Root}/objek/{nop.Value}")).Body!.TextContent, StringComparison.Ordinal);
    }

    private static ObjectInput House(TaxpayerId owner, DateOnly from) => Land(owner, from) with
    {
        CommonValue = 5_000,
        Buildings =
        [
            new(60, "01", 1, 1999, Valuation.PerMetre, 700_000, "DBKB contoh"),
            new(30, "01", 1, 0, Valuation.Individual, 10_000_000, "Penilai contoh"),
        ],
    };

    private static async Task<(TaxpayerId Owner, Nop Nop)> BuiltAsync(TestDatabase database)
    {
        await OpenAsync(database.Services);
        var owner = (await RegisterAsync(database.Services, Person("Contoh Satu", "P.1.0000001.01.01"))).Value;
        return (owner, (await RegisterAsync(database.Services, First, House(owner, Before))).Value);
    }

    private static Task AddZoneAsync(TestDatabase database, string zone, int year, long value) => database.WithAsync<KotaDb>(async db =>
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
        db.Add(new LandValue
        {
            RegionCode = Home, TaxCode = 1672010001, Zone = zone, TaxYear = year, Version = 1, PerMetre = value, Source = "SK contoh",
            RecordedAt = database.Clock.GetUtcNow().UtcDateTime, RecordedBy = "contoh",
        });
        await write.CommitAsync(default);
    });

    private static Task<Outcome<Nothing>> SplitAsync(TestDatabase database, Nop of, DateOnly on) =>
        database.Services.AsAsync<LinkObjects, Outcome<Nothing>>(
            Officer, l => l.RunAsync(Home, LinkKind.Split, of, $"{One}\n{Two}", new(on, "Akta contoh", true), default));

    private static Task<Outcome<Nothing>> RefuseAsync(TestDatabase database, Guid id, string reason, Actor? actor = null) =>
        database.Services.AsAsync<DecideChange, Outcome<Nothing>>(actor ?? Second, d => d.RefuseAsync(Home, id, reason, default));

    private static Task<IReadOnlyList<Lowered>> LowersAsync(TestDatabase database, Nop nop, ObjectInput input) =>
        database.Services.AsAsync<ObjectLowering, IReadOnlyList<Lowered>>(Officer, l => l.OfAsync(Home, nop, input, default));
}

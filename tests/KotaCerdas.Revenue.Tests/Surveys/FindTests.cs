using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Surveys;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Buildings;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Surveys;

public sealed class FindTests
{
    private static readonly RegionScope Region = RegionScope.Of(Home);
    private static readonly Actor Decider = TestPeople.Office("revenue-assessor", "16.72");
    private static readonly Actor Surveyor = TestPeople.Office("revenue-surveyor", "16.72");

    [Theory, OnEachDatabase]
    public async Task A_find_is_taken_in_once_and_gets_the_next_number_of_its_block_with_a_new_owner(DatabaseEngine engine)
    {
        await using var database = await OpenAsync(engine);
        await BuildingRoom.ApproveRulesAsync(database.Services);
        var find = Find(("b1.use", "01"), ("b1.area", "90"), ("b1.floors", "1"), ("b1.built", "2010"), ("b1.condition", "baik"),
            ("b1.type", "sedang"), ("b1.wall", "bata"), ("b1.floor", "keramik"), ("b1.roof", "genteng"), ("b1.ceiling", "gipsum"),
            ("b1.f.perkerasan", "50"));
        Assert.Equal((await SendAsync(database, find)).Value.Id, (await SendAsync(database, find)).Value.Id);
        var other = await SendAsync(database, Find(("land_area", "90")) with { Id = find.Id });
        Assert.Equal("Revenue.Survey.IdTaken", other.Problem.Code);

        var nop = await RegisterAsync(database, find.Id, Registration() with { NewOwner = Person("Contoh Baru") });
        Assert.Equal("16.72.010.001.004-0008.0", nop.Value.ToString());
        var file = (await FileAsync(database.Services, nop.Value, new DateOnly(2026, 6, 1)))!;
        Assert.Equal(
            ("Contoh Baru", "Jalan Kebun 3", 200, "AB", 91_702_500L, -4_021_500),
            (file.Owner.Name, file.Current.Address, file.Current.LandArea, file.Current.LandZone, file.Current.BuildingValue,
                file.Current.LatitudeMicro));
        Assert.Equal("Revenue.Survey.NotWaiting", (await RegisterAsync(database, find.Id, Registration())).Problem.Code);
        Assert.Equal(FindOutcome.Registered, (await DecisionAsync(database)).Outcome);
    }

    [Theory, OnEachDatabase]
    public async Task A_find_that_is_registered_already_is_linked_field_by_field(DatabaseEngine engine)
    {
        await using var database = await OpenAsync(engine);
        var find = Find(("land_area", "150"), ("rt", ""));
        await SendAsync(database, find);
        var short_ = await LinkAsync(database, find.Id, "16.72.010.001.004-0007.0", 1, ("land_area", DecideReport.TakeReport));
        Assert.Equal(["address", "place"], short_.Problems.Select(p => p.Field));
        (string, string)[] sides =
        [
            ("land_area", DecideReport.TakeReport), ("place", DecideReport.TakeReport), ("address", DecideReport.KeepRegister),
        ];
        Assert.Equal(RegisterDesk.Raced.Code, (await LinkAsync(database, find.Id, Known, 2, sides)).Problem.Code);
        var linked = await LinkAsync(database, find.Id, Known, 1, sides);
        Assert.Equal(Known, linked.Value.ToString());
        var latest = await database.WithAsync((KotaDb db) =>
            db.In<TaxObject>(Region).OrderByDescending(o => o.Version).FirstAsync(o => o.Nop == linked.Value));
        Assert.Equal((2, 150, "Jalan Objek 7", 103_252_000), (latest.Version, latest.LandArea, latest.Address, latest.LongitudeMicro));
        var decision = await DecisionAsync(database);
        Assert.Equal((FindOutcome.Linked, 2), (decision.Outcome, decision.Version));
    }

    [Theory, OnEachDatabase]
    public async Task A_refusal_needs_a_reason_and_gives_no_number(DatabaseEngine engine)
    {
        await using var database = await OpenAsync(engine);
        var find = Find();
        await SendAsync(database, find);
        Task<Outcome<Nothing>> RefuseAsync(string reason) => database.Services.AsAsync<SettleFind, Outcome<Nothing>>(
            Decider, s => s.RefuseAsync(Home, find.Id, reason, default));
        Assert.Equal("Revenue.Register.ReasonNeeded", (await RefuseAsync(" ")).Problem.Code);
        Assert.False((await RefuseAsync("Di luar daerah")).Failed);
        Assert.Equal("Revenue.Survey.NotWaiting", (await RefuseAsync("Lagi")).Problem.Code);
        Assert.Equal(1, await database.WithAsync((KotaDb db) => db.In<TaxObject>(Region).CountAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task Whatever_is_wrong_is_said_at_once_and_nothing_is_kept(DatabaseEngine engine)
    {
        await using var database = await OpenAsync(engine);
        var sent = await SendAsync(database, Find(
            ("village", "1672010009"), ("block", "0"), ("place", ""), ("land_area", "0"), ("owner", new string('x', 101)),
            ("b2.area", "dua"), ("b2.use", "01")));
        Assert.Equal(
            ["b2.area", "b2.built", "b2.floors", "block", "land_area", "owner", "place", "village"],
            sent.Problems.Select(p => p.Field).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(0, await database.WithAsync((KotaDb db) => db.In<SurveyFind>(Region).CountAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task The_desk_hears_all_that_it_left_out_and_values_by_hand_what_tables_cannot(DatabaseEngine engine)
    {
        await using var database = await OpenAsync(engine);
        var find = Find(("b1.use", "01"), ("b1.area", "40"), ("b1.floors", "1"), ("b1.built", "2010"));
        await SendAsync(database, find);
        var flawed = await RegisterAsync(database, find.Id, Registration() with
        {
            Village = "", Block = "1000", NewOwner = Person("") with { Npwpd = "salah" },
        });
        Assert.Equal(
            ["Block", "OwnerName", "OwnerNpwpd", "Value1", "Village"], flawed.Problems.Select(p => p.Field).Order(StringComparer.Ordinal));
        var byHand = Registration() with
        {
            Owner = "Contoh Satu", ByHand = new Dictionary<int, (long, string)> { [1] = (500_000, "Penilaian kantor") },
        };
        var nop = (await RegisterAsync(database, find.Id, byHand)).Value;
        Assert.Equal(20_000_000, (await FileAsync(database.Services, nop, new DateOnly(2026, 6, 1)))!.Current.BuildingValue);
    }

    [Theory, OnEachDatabase]
    public async Task The_desk_hears_why_the_tables_cannot_value_a_building(DatabaseEngine engine)
    {
        await using var database = await OpenAsync(engine);
        await Buildings.BuildingRoom.ApproveRulesAsync(database.Services);
        var find = Find(("b1.use", "01"), ("b1.area", "40"), ("b1.floors", "1"), ("b1.built", "2010"));
        await SendAsync(database, find);
        var flawed = await RegisterAsync(database, find.Id, Registration());
        Assert.Equal(
            [("Revenue.Find.BuildingHeld", "Value1"), ("Revenue.Dbkb.ConditionNeeded", "Value1")],
            flawed.Problems.Select(p => (p.Code, p.Field!)));
    }

    [Fact]
    public async Task To_link_a_find_without_a_number_says_that_a_number_is_needed()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        await FillAsync(app.Database);
        var find = Find();
        await SendAsync(app.Database, find);
        using var client = app.Client(Decider);
        var page = $"/pendapatan/16.72/lapangan/temuan/{find.Id}/kaitkan";
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync(page)).StatusCode);
        using var empty = await client.GetAsync(page + "?Nop=");
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Contains("Isi NOP objek yang dimaksud.", await empty.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>0.0002° of latitude are 22.2 m; a second object stands 0.0004° away, and one of the owner has as much land.</summary>
    [Theory, OnEachDatabase]
    public async Task What_may_be_the_same_is_shown_and_nothing_else(DatabaseEngine engine)
    {
        await using var database = await OpenAsync(engine);
        var owner = (await RegisterRoom.RegisterAsync(database.Services, Person("Contoh Dua"))).Value;
        async Task AddAsync(string nop, int area, TaxpayerId of, (int, int)? place) => Assert.False((await RegisterRoom.RegisterAsync(
            database.Services, nop, Land(of, new DateOnly(2025, 1, 1), area) with { Place = place })).Failed);
        var stranger = (await RegisterRoom.RegisterAsync(database.Services, Person("Contoh Lain"))).Value;
        await AddAsync("16.72.010.001.004-0001.0", 900, stranger, (-4_021_700, 103_252_000));
        await AddAsync("16.72.010.001.004-0002.0", 900, stranger, (-4_021_900, 103_252_000));
        await AddAsync("16.72.010.001.005-0001.0", 900, stranger, (-4_021_500, 103_252_000));
        await AddAsync("16.72.010.002.001-0001.0", 210, owner, null);
        await AddAsync("16.72.010.002.001-0002.0", 211, owner, null);
        var find = Find(("owner", "contoh  dua"));
        var twin = Find(("address", "Jalan Kembar"));
        await SendAsync(database, find);
        await SendAsync(database, twin);
        var alike = await database.Services.AsAsync<FindReading, FindRow?>(Decider, r => r.FindAsync(Home, find.Id, default));
        var found = await database.Services.AsAsync<FindLikeness, IReadOnlyList<Likeness>>(
            Decider, l => l.OfAsync(alike!, new DateOnly(2026, 6, 1), default));
        Assert.Equal(
            [("16.72.010.001.004-0001.0", 23, false), ("16.72.010.002.001-0001.0", null, true), (twin.Id.ToString(), (int?)0, false)],
            found.Select(l => (l.Nop?.ToString() ?? l.Find.ToString()!, l.Metres, l.SameOwner)));
    }

    [Theory, OnEachDatabase]
    public async Task A_full_block_and_a_stranger_get_no_number(DatabaseEngine engine)
    {
        await using var database = await OpenAsync(engine);
        var owner = (await RegisterRoom.RegisterAsync(database.Services, Person("Contoh Dua"))).Value;
        Assert.False((await RegisterRoom.RegisterAsync(
            database.Services, "16.72.010.001.004-9999.7", Land(owner, new DateOnly(2025, 1, 1)))).Failed);
        var find = Find();
        await SendAsync(database, find);
        Assert.Equal(
            ("Revenue.Find.BlockFull", "Block"),
            ((await RegisterAsync(database, find.Id, Registration())).Problem is var p ? (p.Code, p.Field) : default));
        var stranger = await database.Services.AsAsync<RegisterFind, Outcome<Nop>>(
            Surveyor, r => r.RunAsync(Home, find.Id, Registration(), default));
        Assert.True(stranger.Failed);
    }

    private const string Known = "16.72.010.001.004-0007.0";

    private static async Task<TestDatabase> OpenAsync(DatabaseEngine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await FillAsync(database);
        return database;
    }

    private static async Task FillAsync(TestDatabase database)
    {
        await RegisterRoom.OpenAsync(database.Services);
        var owner = (await RegisterRoom.RegisterAsync(database.Services, Person("Contoh Satu"))).Value;
        Assert.False((await RegisterRoom.RegisterAsync(database.Services, Known, Land(owner, new DateOnly(2025, 1, 1)))).Failed);
    }

    private static FindInput Find(params (string Field, string Value)[] changes)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["village"] = "1672010001", ["block"] = "4", ["owner"] = "Contoh Baru", ["owner_kind"] = "Person", ["land_zone"] = "ab",
            ["address"] = "Jalan Kebun 3", ["rt"] = "", ["rw"] = "", ["land_area"] = "200", ["land_kind"] = "1",
            ["place"] = "-4.021500, 103.252000",
        };
        foreach (var (field, value) in changes)
        {
            facts[field] = value;
        }

        return new(Guid.CreateVersion7(), facts, "", null);
    }

    private static FindRegistration Registration() => new()
    {
        Village = "1672010001", Block = "4", Owner = "Contoh Satu", ValidFrom = new DateOnly(2026, 1, 1), LandZone = "AB",
        Reason = "SPOP dari lapangan",
    };

    private static Task<Outcome<SurveyFind>> SendAsync(TestDatabase database, FindInput find) =>
        database.Services.AsAsync<SubmitFind, Outcome<SurveyFind>>(Surveyor, s => s.RunAsync(Home, find, default));

    private static Task<Outcome<Nop>> RegisterAsync(TestDatabase database, Guid id, FindRegistration input) =>
        database.Services.AsAsync<RegisterFind, Outcome<Nop>>(Decider, r => r.RunAsync(Home, id, input, default));

    private static Task<Outcome<Nop>> LinkAsync(
        TestDatabase database, Guid id, string nop, int seen, params (string Field, string Side)[] sides) =>
        database.Services.AsAsync<SettleFind, Outcome<Nop>>(Decider, s => s.LinkAsync(
            Home, id, (nop, seen), sides.ToDictionary(c => c.Field, c => c.Side, StringComparer.Ordinal), "Dilihat di tempat", default));

    private static Task<SurveyFindDecision> DecisionAsync(TestDatabase database) =>
        database.WithAsync((KotaDb db) => db.In<SurveyFindDecision>(Region).AsNoTracking().SingleAsync());
}

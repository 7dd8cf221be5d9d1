using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Registers;

public sealed class ObjectTests
{
    private const string First = "16.72.010.001.001-0001.0";
    private const string Second = "16.72.010.001.001-0002.0";
    private const string Third = "16.72.010.002.001-0001.0";

    [Theory, OnEachDatabase]
    public async Task On_a_day_counts_what_holds_then_as_it_was_known(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var owner = await OwnerAsync(database);
        var nop = (await RegisterAsync(database.Services, First, Land(owner, new DateOnly(2020, 1, 1), 100))).Value;
        await ChangeAsync(database, nop, 1, Land(owner, new DateOnly(2024, 6, 1), 90));
        var known = database.Clock.GetUtcNow().UtcDateTime;
        database.Clock.Advance(TimeSpan.FromDays(1));

        // Learnt later: it was 110 from 2022 on; what holds from 2024 on stays.
        await ChangeAsync(database, nop, 2, Land(owner, new DateOnly(2022, 1, 1), 110));

        Assert.Empty(await FactsAsync(database.Services, new DateOnly(2019, 12, 31)));
        Assert.Equal(100, (await FactsAsync(database.Services, new DateOnly(2021, 12, 31)))[0].LandArea);
        Assert.Equal(110, (await FactsAsync(database.Services, new DateOnly(2024, 5, 31)))[0].LandArea);
        Assert.Equal(100, (await FactsAsync(database.Services, new DateOnly(2024, 5, 31), known))[0].LandArea);
        Assert.Equal(90, (await FactsAsync(database.Services, new DateOnly(2024, 6, 1)))[0].LandArea);
        foreach (var day in new[] { new DateOnly(2021, 1, 1), new DateOnly(2023, 1, 1), new DateOnly(2025, 1, 1) })
        {
            var file = (await FileAsync(database.Services, nop, day))!;
            Assert.Equal((await FactsAsync(database.Services, day))[0].LandArea, file.Current.LandArea);
        }
    }

    [Theory, OnEachDatabase]
    public async Task The_stream_is_in_order_and_holds_what_an_assessment_needs(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var owner = await OwnerAsync(database);
        var day = new DateOnly(2026, 1, 1);
        var built = Land(owner, day) with
        {
            LandUse = 2, CommonValue = 5_000, TakesDeduction = true,
            Buildings =
            [
                new(60, "01", 1, 1999, Valuation.PerMetre, 700_000, "DBKB contoh"),
                new(30, "01", 1, 0, Valuation.Individual, 10_000_000, "Penilai contoh"),
            ],
        };
        await RegisterAsync(database.Services, Third, Land(owner, day) with { LandZone = "", LandValue = 64_000,
            LandValueSource = "Penilai" });
        await RegisterAsync(database.Services, Second, Land(owner, day) with { LandZone = "ZZ" });
        await RegisterAsync(database.Services, First, built);
        await AddZoneAsync(database, 2024, 150_000);
        await AddZoneAsync(database, 2027, 999_000);

        var facts = await FactsAsync(database.Services, day);

        Assert.Equal([First, Second, Third], facts.Select(f => f.Nop.ToString()));
        Assert.Equal(
            new ObjectFacts(facts[0].Nop, 1, owner, 120, 150_000, 2, 1, 90, 577_778, 5_000, true), facts[0]);
        Assert.Equal(-1, facts[1].LandValue);
        Assert.Equal(64_000, facts[2].LandValue);
    }

    [Theory, OnEachDatabase]
    public async Task A_split_ends_the_origin_and_is_found_from_both_sides(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var owner = await OwnerAsync(database);
        var (before, day) = (new DateOnly(2025, 1, 1), new DateOnly(2026, 3, 1));
        var origin = (await RegisterAsync(database.Services, First, Land(owner, before))).Value;
        Assert.Equal("Revenue.Object.PartUnknown", (await LinkAsync(database, LinkKind.Split, origin, $"{Second}\n{Third}", day))
            .Problem.Code);
        var part = (await RegisterAsync(database.Services, Second, Land(owner, day, 50))).Value;
        var other = (await RegisterAsync(database.Services, Third, Land(owner, day, 70))).Value;
        Assert.Equal("Revenue.Object.SplitParts", (await LinkAsync(database, LinkKind.Split, origin, Second, day)).Problem.Code);

        Assert.False((await LinkAsync(database, LinkKind.Split, origin, $"{Second}\n{Third}", day)).Failed);

        Assert.Equal([part, other], (await FileAsync(database.Services, origin, day))!.Links.Select(l => l.ToNop).OrderBy(n => n.Value));
        Assert.Equal(origin, Assert.Single((await FileAsync(database.Services, part, day))!.Links).FromNop);
        Assert.Equal([Second, Third], (await FactsAsync(database.Services, day)).Select(f => f.Nop.ToString()));
        Assert.Equal([First], (await FactsAsync(database.Services, day.AddDays(-1))).Select(f => f.Nop.ToString()));
        Assert.Equal("Revenue.Object.NotActiveOn", (await LinkAsync(database, LinkKind.Split, origin, $"{Second}\n{Third}", day))
            .Problem.Code);

        Assert.False((await LinkAsync(database, LinkKind.Merge, part, Third, day.AddDays(1))).Failed);
        await ConfirmAsync(database.Services);
        Assert.Equal([Second], (await FactsAsync(database.Services, day.AddDays(1))).Select(f => f.Nop.ToString()));
    }

    [Theory, OnEachDatabase]
    public async Task Each_field_says_what_is_wrong_with_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var owner = await OwnerAsync(database);
        var wrong = await RegisterAsync(database.Services, "16.72.999.001.001-0001.0", new ObjectInput
        {
            ValidFrom = new DateOnly(2090, 1, 1), Owner = "Tidak Ada", Address = "", LandArea = 0, LandKind = 9, LandUse = 7, Reason = "",
            Rt = "1234", CommonValue = -1, Place = (0, 0), LandValueSource = "tanpa nilai",
            Buildings = [new(0, "99", 0, 1500, Valuation.PerMetre, 0, "")],
        });
        string[] building = ["Area", "BuiltYear", "Floors", "UseCode", "Value", "ValueSource"];
        Assert.Equal(
            [
                "Address", .. building.Select(f => "Buildings[0]." + f), "CommonValue", "LandArea", "LandKind", "LandUse",
                    "LandValueSource",
                "LandZone", "Nop", "Owner", "Place", "Reason", "Rt", "ValidFrom",
            ],
            wrong.Problems.Select(p => p.Field!).Order(StringComparer.Ordinal));

        Assert.False((await RegisterAsync(database.Services, First, Land(owner, new DateOnly(2025, 1, 1)))).Failed);
        var again = await RegisterAsync(database.Services, First, Land(owner, new DateOnly(2025, 1, 1)));
        Assert.Equal(("Revenue.Object.NopTaken", "Nop"), (again.Problem.Code, again.Problem.Field));
        var refused = await database.Services.AsAsync<SaveObject, Outcome<Nop>>(
            Stranger, s => s.RegisterAsync(Home, Second, Land(owner, new DateOnly(2025, 1, 1)), default));
        Assert.Equal("Platform.Access.NotAllowed", refused.Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_list_finds_by_village_number_taxpayer_and_name(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var owner = await OwnerAsync(database);
        var named = (await RegisterAsync(database.Services, Person("Budi Contoh", "P.2.0000002.02.02"))).Value;
        var day = new DateOnly(2025, 1, 1);
        await RegisterAsync(database.Services, First, Land(owner, day));
        await RegisterAsync(database.Services, Second, Land(named, day));
        await RegisterAsync(database.Services, Third, Land(owner, day));

        Assert.Equal([First, Second, Third], await NumbersAsync(database, new()));
        Assert.Equal([Third], await NumbersAsync(database, new() { Village = 1672010002 }));
        Assert.Equal([Second], await NumbersAsync(database, new() { Search = Second }));
        Assert.Equal([First, Second], await NumbersAsync(database, new() { Search = "16.72.010.001" }));
        Assert.Equal([Second], await NumbersAsync(database, new() { Search = "p.2.0000002.02.02" }));
        Assert.Equal([Second], await NumbersAsync(database, new() { Search = "budi" }));
        Assert.Empty(await NumbersAsync(database, new() { State = nameof(ObjectState.Ended) }));
    }

    [Theory, OnEachDatabase]
    public async Task A_map_with_a_wrong_row_changes_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var report = await database.Services.AsAsync<VillageMap, Outcome<VillageReport>>(Officer, m => m.ImportAsync(
            Home,
            Csv("kode_pajak,kode_wilayah\n1672010003,16.72.01.1005\n16720100,16.72.01.1005\n1672010004,99.99.01.1003\n"
                + "1672010003,16.72.01.1001\n"),
            default));
        Assert.Equal([3, 4, 5], report.Value.Problems.Select(p => p.Row));
        Assert.Equal(2, (await database.Services.AsAsync<VillageMap, IReadOnlyList<VillageRow>>(Officer, m => m.RowsAsync(Home,
            default))).Count);
    }

    [Theory, OnEachDatabase]
    public async Task Land_that_grows_or_shrinks_by_a_split_or_merge_is_named_and_has_to_be_meant(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var owner = await OwnerAsync(database);
        var (before, day) = (new DateOnly(2025, 1, 1), new DateOnly(2026, 3, 1));
        var origin = (await RegisterAsync(database.Services, First, Land(owner, before, 80))).Value;
        await RegisterAsync(database.Services, Second, Land(owner, day, 30));
        var third = (await RegisterAsync(database.Services, Third, Land(owner, day, 60))).Value;
        var parts = $"{Second}\n{Third}";
        var grown = (await LinkAsync(database, LinkKind.Split, origin, parts, day, otherArea: false)).Problem;
        Assert.Equal(("Revenue.Object.AreaChanges", "OtherArea", 80L, 90L), (grown.Code, grown.Field, grown.Args[0], grown.Args[1]));
        await ChangeAsync(database, third, 1, Land(owner, day, 50));
        Assert.False((await LinkAsync(database, LinkKind.Split, origin, parts, day, otherArea: false)).Failed);

        // Merged again: the one that stays is as large as both, from that day on.
        var again = new DateOnly(2026, 5, 1);
        var second = Nop.TryParse(Second, out var known) ? known : default;
        var shrunk = (await LinkAsync(database, LinkKind.Merge, second, Third, again, otherArea: false)).Problem;
        Assert.Equal((80L, 30L), (shrunk.Args[0], shrunk.Args[1]));
        await ChangeAsync(database, second, 1, Land(owner, again, 80));
        Assert.False((await LinkAsync(database, LinkKind.Merge, second, Third, again, otherArea: false)).Failed);
    }

    private static async Task<TaxpayerId> OwnerAsync(TestDatabase database)
    {
        await OpenAsync(database.Services);
        return (await RegisterAsync(database.Services, Person("Contoh Satu", "P.1.0000001.01.01"))).Value;
    }

    private static async Task ChangeAsync(TestDatabase database, Nop nop, int seen, ObjectInput input)
    {
        await RecordAsync(database.Services, nop, seen, input);
        var late = await database.Services.AsAsync<SaveObject, Outcome<int>>(
            Officer, s => s.ChangeAsync(Home, nop, seen, input, default));
        Assert.Equal("Revenue.Register.Raced", late.Problem.Code);
    }

    private static Task<Outcome<Nothing>> LinkAsync(
        TestDatabase database, LinkKind kind, Nop of, string others, DateOnly on, bool otherArea = true) =>
        database.Services.AsAsync<LinkObjects, Outcome<Nothing>>(
            Officer, l => l.RunAsync(Home, kind, of, others, new(on, "Akta contoh", otherArea), default));

    private static Task AddZoneAsync(TestDatabase database, int year, long value) => database.WithAsync<KotaDb>(async db =>
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
        db.Add(new LandValue
        {
            RegionCode = Home, TaxCode = 1672010001, Zone = "AB", TaxYear = year, Version = 1, PerMetre = value, Source = "SK contoh",
            RecordedAt = database.Clock.GetUtcNow().UtcDateTime, RecordedBy = "contoh",
        });
        await write.CommitAsync(default);
    });

    private static async Task<IEnumerable<string>> NumbersAsync(TestDatabase database, ObjectFilter filter)
    {
        var page = await database.Services.AsAsync<ObjectRows, RegisterRows<ObjectRow>>(
            Officer, r => r.PageAsync((Home, new DateOnly(2026, 1, 1)), filter, (null, null), 50, default));
        return page.Rows.Select(r => r.Nop.ToString());
    }
}

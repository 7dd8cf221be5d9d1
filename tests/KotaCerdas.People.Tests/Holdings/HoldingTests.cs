using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.People.Tests.Holdings;

public sealed class HoldingTests
{
    private static readonly RegionCode PagarAlam = RegionCode.Parse("16.72");
    private static readonly RegionCode Jayapura = RegionCode.Parse("91.71");
    private static readonly DateOnly Day = new(2026, 5, 4);

    // A legal date begins two hours earlier in Jayapura (WIT) than in Pagar Alam (WIB).
    [Theory]
    [InlineData(DatabaseEngine.Sqlite, "16.72", 17)]
    [InlineData(DatabaseEngine.Sqlite, "91.71", 15)]
    [InlineData(DatabaseEngine.Postgres, "16.72", 17)]
    [InlineData(DatabaseEngine.Postgres, "91.71", 15)]
    public async Task A_role_begins_and_ends_at_midnight_of_its_region(DatabaseEngine engine, string code, int midnightUtc)
    {
        Assert.SkipWhen(engine == DatabaseEngine.Postgres
            && Environment.GetEnvironmentVariable("KOTACERDAS_TEST_PG") is null, "KOTACERDAS_TEST_PG is not set: run ./test");
        await using var database = await TestDatabase.CreateAsync(engine);
        var region = RegionCode.Parse(code);
        var user = await AccountAsync(database, "a@contoh.go.id");
        database.Clock.Set(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.False((await GrantAsync(database, new NewHolding(user, "diskominfo", region, Day) { To = Day })).Failed);
        var begins = new DateTimeOffset(2026, 5, 3, midnightUtc, 0, 0, TimeSpan.Zero);

        Assert.False(await HoldsAsync(database, user, begins.AddSeconds(-1)));
        Assert.True(await HoldsAsync(database, user, begins));
        Assert.True(await HoldsAsync(database, user, begins.AddDays(1).AddSeconds(-1)));
        Assert.False(await HoldsAsync(database, user, begins.AddDays(1)));
    }

    [Theory, OnEachDatabase]
    public async Task An_acting_official_needs_a_letter_and_a_last_day_and_is_named_so(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var user = await AccountAsync(database, "a@contoh.go.id");
        var today = new DateOnly(2026, 3, 2);
        var bare = await GrantAsync(database, new NewHolding(user, "diskominfo", PagarAlam, today) { Kind = HoldingKind.Plt });
        Assert.Equal(["People.Holding.NeedsEnd", "People.Holding.NeedsLetter"], bare.Problems.Select(p => p.Code));

        var full = new NewHolding(user, "diskominfo", PagarAlam, today) {
            Kind = HoldingKind.Plt, To = today.AddMonths(3), Letter = "800/12/2026" };
        Assert.False((await GrantAsync(database, full)).Failed);
        var actor = await ActorAsync(database, user);
        Assert.Equal("Jabatan contoh, Plt. Petugas Diskominfo", actor.Name);
        Assert.Equal(PagarAlam, Assert.Single(actor.Grants).Region);
    }

    [Theory, OnEachDatabase]
    public async Task A_role_is_held_only_where_it_reaches(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var user = await AccountAsync(database, "a@contoh.go.id");
        foreach (var (role, region) in new[] {
            ("ministry-officer", "16.72"), ("diskominfo", "16"), ("province-officer", "00"), ("diskominfo", "00") })
        {
            var given = await GrantAsync(database, new NewHolding(user, role, RegionCode.Parse(region), new DateOnly(2026, 3, 2)));
            Assert.Equal("People.Holding.WrongReach", given.Problem.Code);
        }
    }

    [Theory, OnEachDatabase]
    public async Task The_same_role_is_not_held_twice_at_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var user = await AccountAsync(database, "a@contoh.go.id");
        var first = new NewHolding(user, "diskominfo", PagarAlam, new DateOnly(2026, 3, 2)) { To = new DateOnly(2026, 6, 30) };
        Assert.False((await GrantAsync(database, first)).Failed);
        Assert.Equal("People.Holding.Overlaps",
            (await GrantAsync(database, first with { From = new DateOnly(2026, 6, 30), To = null })).Problem.Code);
        Assert.False((await GrantAsync(database, first with { From = new DateOnly(2026, 7, 1), To = null })).Failed);
    }

    [Theory, OnEachDatabase]
    public async Task A_holder_gives_an_own_role_on_within_its_period_and_nobody_elses(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (holder, colleague) = (await AccountAsync(database, "a@contoh.go.id"), await AccountAsync(database, "b@contoh.go.id"));
        var own = new NewHolding(holder, "diskominfo", PagarAlam, new DateOnly(2026, 3, 1)) { To = new DateOnly(2026, 12, 31) };
        var origin = (await GrantAsync(database, own)).Value;
        var given = new NewHolding(colleague, "diskominfo", PagarAlam, new DateOnly(2026, 3, 2))
        {
            Kind = HoldingKind.Delegated, To = new DateOnly(2026, 3, 31), Letter = "800/13/2026", OnBehalfOf = origin,
        };

        Assert.Equal("Platform.Access.NotAllowed", (await GrantAsync(database, given, await ActorAsync(database, colleague))).Problem.Code);
        var asHolder = await ActorAsync(database, holder);
        Assert.Equal("People.Holding.OutsideOrigin",
            (await GrantAsync(database, given with { To = new DateOnly(2027, 1, 1) }, asHolder)).Problem.Code);
        Assert.Equal("People.Holding.NotYours", (await GrantAsync(database, given with { Role = "bappeda" }, asHolder)).Problem.Code);
        Assert.False((await GrantAsync(database, given, asHolder)).Failed);
        Assert.Single((await ActorAsync(database, colleague)).Grants);
    }

    [Theory, OnEachDatabase]
    public async Task Holders_are_found_by_role_and_scope(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var user = await AccountAsync(database, "a@contoh.go.id");
        await GrantAsync(database, new NewHolding(user, "diskominfo", PagarAlam, new DateOnly(2026, 1, 1)));
        await GrantAsync(database, new NewHolding(user, "diskominfo", Jayapura, new DateOnly(2027, 1, 1)));

        var found = await database.WithAsync<IPeopleQueries,
            IReadOnlyList<PersonRow>>(q => q.HoldersAsync("diskominfo", RegionScope.National("test"), default));

        Assert.Equal(PagarAlam, Assert.Single(found).Region);
        Assert.Empty(await database.WithAsync<IPeopleQueries,
            IReadOnlyList<PersonRow>>(q => q.HoldersAsync("diskominfo", RegionScope.Of(Jayapura), default)));
    }

    private static async Task<UserId> AccountAsync(TestDatabase database, string email) =>
        (await database.WithAsync<IPeopleSetup, Outcome<UserId>>(
            p => p.CreateAccountAsync(Actor.Platform("test"), new NewAccount("", email, "Jabatan contoh", ""), default))).Value;

    private static Task<Outcome<Guid>> GrantAsync(TestDatabase database, NewHolding holding, Actor? actor = null) =>
        database.WithAsync<IPeopleSetup, Outcome<Guid>>(p => p.GrantAsync(actor ?? Actor.Platform("test"), holding, default));

    private static async Task<Actor> ActorAsync(TestDatabase database, UserId user) =>
        (await database.WithAsync<IActors, Actor?>(a => a.FindAsync(user, default)))!;

    private static async Task<bool> HoldsAsync(TestDatabase database, UserId user, DateTimeOffset at)
    {
        database.Clock.Set(at);
        return (await ActorAsync(database, user)).Grants.Count > 0;
    }
}

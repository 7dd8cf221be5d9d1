using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>What an audit found is owed once, however many letters say so.</summary>
public sealed class AuditOnceTests
{
    private static readonly DateOnly July = new(2026, 7, 1);

    [Theory, OnEachDatabase]
    public async Task The_same_underpayment_is_assessed_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var filed = await FiledAsync(database);
        var (first, second) = (await AuditAsync(services, filed), await AuditAsync(services, filed));
        Assert.False((await DecideAsync(services, first.Value)).Failed);

        // The second was proposed before the first was decided; it sees it all the same.
        var refused = (await DecideAsync(services, second.Value)).Problem;
        Assert.Equal("Revenue.Letter.AuditedBefore", refused.Code);
        Assert.Contains(LetterRules.Of("skpdkbt").Title.In(), refused.Args.Select(a => a?.ToString()));
        Assert.Equal("Revenue.Letter.AuditedBefore", (await AuditAsync(services, filed)).Problem.Code);
        Assert.Equal("Revenue.Letter.AuditedBefore", (await AuditAsync(services, filed, "260000000")).Problem.Code);
        Assert.Equal("Revenue.Letter.AuditedBefore", (await AuditAsync(services, filed, "250000000", "skpdn")).Problem.Code);
        Assert.Equal("Revenue.Letter.AuditedBefore", (await AuditAsync(services, filed, "190000000", "skpdlb")).Problem.Code);

        // Nor does the return become what the audit assessed beside it.
        Assert.Equal("Revenue.Letter.RaisedAudited", (await AuditAsync(services, filed, "250000000", "pembetulan")).Problem.Code);
        Assert.Equal(25_360_000, await BalanceAsync(services, "1.1.03.19.01"));
        Assert.Empty(await LetterRoom.AuditAsync(services));
    }

    [Theory, OnEachDatabase]
    public async Task New_data_are_assessed_over_everything_that_stands(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var filed = await FiledAsync(database);
        var audit = await FollowAsync(services, "skpdkb", filed, ("turnover", "250000000"));
        Assert.Equal((5_000_000, 360_000), (audit.Current.Principal, audit.Current.Sanction));
        Assert.Equal("Revenue.Letter.NothingMore", (await AuditAsync(services, audit.Id, "250000000", "skpdkbt")).Problem.Code);
        var same = await AuditAsync(services, audit.Id, "270000000", "skpdkbt");
        var more = await AuditAsync(services, audit.Id, "290000000", "skpdkbt");
        var further = await FollowAsync(services, "skpdkbt", audit.Id, ("turnover", "270000000"));
        Assert.Equal((2_000_000, 2_000_000), (further.Current.Principal, further.Current.Sanction));
        Assert.Equal("Revenue.Letter.NothingMore", (await DecideAsync(services, same.Value)).Problem.Code);
        Assert.Equal("Revenue.Letter.Changed", (await DecideAsync(services, more.Value)).Problem.Code);
        var last = await FollowAsync(services, "skpdkbt", audit.Id, ("turnover", "290000000"));
        Assert.Equal(2_000_000, last.Current.Principal);

        // An objection that was granted leaves less standing, and later findings count from there.
        await FollowAsync(services, "keberatan", further.Id, ("principal", "1500000"), ("sanction", "1500000"));
        var again = await FollowAsync(services, "skpdkbt", audit.Id, ("turnover", "290000000"));
        Assert.Equal(500_000, again.Current.Principal);
        Assert.Empty(await LetterRoom.AuditAsync(services));
    }

    [Theory, OnEachDatabase]
    public async Task What_was_cancelled_may_be_assessed_again(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var filed = await FiledAsync(database);
        var wrong = await FollowAsync(services, "skpdkb", filed, ("turnover", "250000000"));
        await FollowAsync(services, "pembatalan", wrong.Id);
        Assert.Equal(4_000_000, (await FollowAsync(services, "skpdkb", filed, ("turnover", "240000000"))).Current.Principal);
        Assert.Empty(await LetterRoom.AuditAsync(services));
    }

    [Theory, OnEachDatabase]
    public async Task The_check_of_the_ledger_finds_two_letters_about_one_finding(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var filed = await FiledAsync(database);
        var first = await FollowAsync(services, "skpdkb", filed, ("turnover", "250000000"));

        // As the product did it before: the first letter is out of sight while the second is made.
        await database.PlantAsync($"update revenue_assessment set letter = 'pembatalan' where charge_id = '{Id(first.Id)}'");
        var second = await FollowAsync(services, "skpdkb", filed, ("turnover", "250000000"));
        Assert.Equal(5_000_000, second.Current.Principal);
        await database.PlantAsync($"update revenue_assessment set letter = 'skpdkb' where charge_id = '{Id(first.Id)}'");
        var found = Assert.Single(await LetterRoom.AuditAsync(services));
        Assert.Equal("Revenue.ChargeAudit.AssessedTwice", found.Code);
        Assert.Contains($"{first.Current.Number}, {second.Current.Number}", found.Args.Select(a => a?.ToString()));

        // A later finding of as much and more makes it right.
        var further = await FollowAsync(services, "skpdkbt", second.Id, ("turnover", "310000000"));
        Assert.Equal(1_000_000, further.Current.Principal);
        Assert.Empty(await LetterRoom.AuditAsync(services));

        string Id(ChargeId id) => engine == DatabaseEngine.Postgres ? id.ToString() : id.ToString().ToUpperInvariant();
    }

    /// <summary>The return of July, 200 million of turnover, in a region where August has passed.</summary>
    private static async Task<ChargeId> FiledAsync(TestDatabase database)
    {
        await OpenAsync(database.Services);
        var id = (await RegisterAsync(database.Services, "pbjt-makan", Input(await TaxpayerAsync(database.Services)))).Value;
        database.Clock.Set(Noon(2026, 8, 10));
        var filed = (await FileAsync(database.Services, id, July, [("turnover", "200000000")])).Value;
        database.Clock.Set(Noon(2026, 12, 1));
        return filed.ChargeId;
    }

    private static Task<Outcome<Guid>> AuditAsync(
        IServiceProvider services, ChargeId of, string turnover = "250000000", string letter = "skpdkb") =>
        ProposeAsync(services, new(letter, of, null, default, default), ("turnover", turnover));
}

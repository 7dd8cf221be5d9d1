using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>A month of an object is returned or assessed ex officio, never both.</summary>
public sealed class ExOfficioTests
{
    private static readonly DateOnly October = new(2026, 10, 1);

    [Theory, OnEachDatabase]
    public async Task A_month_that_was_assessed_ex_officio_takes_no_return(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (services, id) = (database.Services, await ObjectAsync(database));
        var estimate = await GrantAsync(services, id, October);
        var refused = (await FileAsync(services, id, October, [("turnover", "100000000")])).Problem;
        Assert.Equal("Revenue.Return.Assessed", refused.Code);
        Assert.Contains(estimate.Current.Number, refused.Args.Select(a => a?.ToString()));
        Assert.Equal("Revenue.Letter.AssessedPeriod", (await EstimateAsync(services, id, October)).Problem.Code);

        // A return of another month is one. What was cancelled stands no more, and does not come back beside the return.
        Assert.False((await FileAsync(services, id, October.AddMonths(-1), [("turnover", "100000000")])).Failed);
        await FollowAsync(services, "pembatalan", estimate.Id);
        Assert.False((await FileAsync(services, id, October, [("turnover", "100000000")])).Failed);
        Assert.Equal("Revenue.Letter.AssessedPeriod", (await ProposeAsync(services,
            new("pembetulan", estimate.Id, null, default, default), ("principal", "1"), ("sanction", "0"))).Problem.Code);
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task An_estimate_is_of_one_month_whose_day_to_file_is_over(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (services, id) = (database.Services, await ObjectAsync(database));
        async Task<string> CodeAsync(DateOnly from, DateOnly to) => (await ProposeAsync(
            services, new("skpdkb-jabatan", null, id, from, to), ("turnover", "150000000"))).Problem.Code;

        // Two months, a part of one, and a month whose return may still come.
        Assert.Equal("Revenue.Letter.MonthNeeded", await CodeAsync(October, new(2026, 11, 30)));
        Assert.Equal("Revenue.Letter.MonthNeeded", await CodeAsync(October, new(2026, 10, 30)));
        Assert.Equal("Revenue.Letter.MonthNeeded", await CodeAsync(new(2026, 10, 2), new(2026, 10, 31)));
        Assert.Equal("Revenue.Letter.MonthNeeded", await CodeAsync(new(2026, 9, 16), new(2026, 10, 15)));
        Assert.Equal("Revenue.Return.NotOver", await CodeAsync(new(2026, 12, 1), new(2026, 12, 31)));
        Assert.Equal("Revenue.Letter.FilingOpen", await CodeAsync(new(2026, 11, 1), new(2026, 11, 30)));
        database.Clock.Set(Noon(2026, 12, 21));
        Assert.Equal("Revenue.Letter.FilingOpen", await CodeAsync(new(2026, 11, 1), new(2026, 11, 30)));
        database.Clock.Set(Noon(2026, 12, 22));
        Assert.Equal(November, (await GrantAsync(services, id, November)).Current.PeriodFrom);
    }

    [Theory, OnEachDatabase]
    public async Task A_return_that_came_before_the_decision_keeps_the_estimate_out(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (services, id) = (database.Services, await ObjectAsync(database));
        var proposed = await EstimateAsync(services, id, October);
        var filed = (await FileAsync(services, id, October, [("turnover", "100000000")])).Value;
        Assert.Equal("Revenue.Letter.Filed", (await DecideAsync(services, proposed.Value)).Problem.Code);

        // An audit whose letter was objected to is one all the same: the return is not corrected by its taxpayer any more.
        var audit = await FollowAsync(services, "skpdkb", filed.ChargeId, ("turnover", "150000000"));
        await FollowAsync(services, "keberatan", audit.Id, ("principal", "4000000"), ("sanction", "0"));
        Assert.Equal("Revenue.Return.Audited", (await FileAsync(services, id, October, [("turnover", "1")], "x")).Problem.Code);
        await ReceivableAgreesAsync(services);
    }

    private static readonly DateOnly November = October.AddMonths(1);

    private static async Task<KindObjectId> ObjectAsync(TestDatabase database)
    {
        await OpenAsync(database.Services);
        database.Clock.Set(Noon(2026, 12, 1));
        return (await RegisterAsync(database.Services, "pbjt-makan", Input(await TaxpayerAsync(database.Services)))).Value;
    }

    private static Task<Outcome<Guid>> EstimateAsync(IServiceProvider services, KindObjectId id, DateOnly month) => ProposeAsync(
        services, new("skpdkb-jabatan", null, id, month, month.AddMonths(1).AddDays(-1)), ("turnover", "150000000"));

    private static async Task<ChargeFileOf> GrantAsync(IServiceProvider services, KindObjectId id, DateOnly month)
    {
        var decided = await DecideAsync(services, (await EstimateAsync(services, id, month)).Value);
        Assert.False(decided.Failed, decided.Failed ? decided.Problem.ToString() : null);
        return await ChargeAsync(services, decided.Value.ChargeId!.Value);
    }
}

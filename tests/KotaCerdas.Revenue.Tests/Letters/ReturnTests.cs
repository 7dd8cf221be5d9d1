using KotaCerdas.Ledger;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>Returns, with the worked examples of the domain.</summary>
public sealed class ReturnTests
{
    private static readonly DateOnly January = new(2026, 1, 1);

    [Theory, OnEachDatabase]
    public async Task An_object_shows_every_month_that_nobody_filed_for_and_the_oldest(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        app.Database.Clock.Set(Noon(2026, 1, 9));
        await OpenAsync(app.Services);
        var owner = await TaxpayerAsync(app.Services);
        var id = (await RegisterAsync(app.Services, "pbjt-makan", Input(owner, new DateOnly(2025, 11, 10)))).Value;
        Assert.False((await RegisterAsync(app.Services, "pbjt-makan", Input(owner, new DateOnly(2026, 3, 15)))).Failed);
        Assert.False((await FileAsync(app.Services, id, new(2025, 12, 1), [("turnover", "1000000")])).Failed);
        app.Database.Clock.Set(Noon(2026, 4, 2));

        var open = Assert.Single(await app.Services.AsAsync<ReturnCalendar, IReadOnlyList<OverdueReturns>>(
            Assessor, c => c.OverdueAsync(Home, "pbjt-makan", new(2026, 4, 2), default)));
        Assert.Equal(id, open.Object.ObjectId);
        Assert.Equal([new(2025, 11, 1), new(2026, 1, 1), new(2026, 2, 1)], open.Months);
        Assert.Empty(await app.Services.AsAsync<ReturnCalendar, IReadOnlyList<OverdueReturns>>(
            Assessor, c => c.OverdueAsync(Home, "pbjt-hotel", new(2026, 4, 2), default)));

        using var client = app.Client(Assessor);
        var row = (await client.PageAsync(Root + "/spt?keadaan=menunggak")).QuerySelectorAll("main table tbody tr").Single();
        Assert.Contains("November 2025", row.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("masa=2025-11", row.QuerySelectorAll("a")[^1].GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains(
            "3, sejak 11/2025", (await client.PageAsync(Root + "/spt?masa=2025-12")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_late_return_of_a_restaurant_is_billed_interest_and_the_fine(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var id = (await RegisterAsync(services, "pbjt-makan", Input(await TaxpayerAsync(services)))).Value;
        database.Clock.Set(Noon(2026, 4, 20));
        var filed = (await FileAsync(services, id, January, [("turnover", "185000000")])).Value;
        Assert.Equal((18_500_000, new DateOnly(2026, 2, 13)), (filed.Amount, filed.DueOn));

        // 16 and 17 February 2026 are closed by decree.
        Assert.Equal(new DateOnly(2026, 2, 24), filed.FileDueOn);
        Assert.Equal(18_500_000, await BalanceAsync(services, "1.1.03.19.01"));
        Assert.Equal(-18_500_000, await BalanceAsync(services, "7.1.01.19.01"));

        var bill = await FollowAsync(services, "stpd", filed.ChargeId);
        Assert.Equal((655_000, 0, 655_000), (bill.Current.Amount, bill.Current.Principal, bill.Current.Sanction));
        Assert.Equal(["open", "months", "interest", "billed", "fine"], ChargeTrace.Read(bill.Current.Trace).Select(s => s.Name));
        Assert.Equal(-655_000, await BalanceAsync(services, "7.1.04"));

        // The same interest and fine are not billed twice; a month later only the month is.
        var again = await ProposeAsync(services, new("stpd", filed.ChargeId, null, default, default));
        Assert.Equal("Revenue.Letter.NothingLate", again.Problem.Code);
        database.Clock.Set(Noon(2026, 5, 14));
        Assert.Equal(185_000, (await FollowAsync(services, "stpd", filed.ChargeId)).Current.Amount);
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task Measures_count_letters_by_kind_and_keep_secret_what_few_taxpayers_owe(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        async Task<List<(string Measure, string Key, decimal? Value)>> RowsAsync(string year) =>
            [.. (await services.AsAsync<ChargeMeasureRows, IReadOnlyList<MeasureRow>>(Head, m => m.RowsAsync(year, null, default)))
                .Select(r => (r.Measure, r.Key, r.Numerator)).OrderBy(r => r.Measure, StringComparer.Ordinal)];

        database.Clock.Set(Noon(2026, 2, 9));
        for (var owner = 1; owner <= 3; owner++)
        {
            var id = (await RegisterAsync(services, "pbjt-makan", Input(await TaxpayerAsync(services, $"Contoh {owner}")))).Value;
            Assert.False((await FileAsync(services, id, January, [("turnover", "1000000")])).Failed);
            if (owner == 2)
            {
                Assert.Equal(
                    [("revenue.charge.issued", "revenue.charge/16.72/2026/pbjt-makan", 2m),
                        ("revenue.charge.principal", "revenue.charge/16.72/2026/pbjt-makan", null)], await RowsAsync("2026"));
            }
            else if (owner == 3)
            {
                Assert.False((await FileAsync(services, id, January, [("turnover", "3000000")], "salah tulis")).Failed);
            }
        }

        // The corrected return counts once, with what it says now.
        Assert.Equal([3m, 500_000m], (await RowsAsync("2026")).Select(r => r.Value));
        Assert.Empty(await RowsAsync("2025"));
    }

    [Theory, OnEachDatabase]
    public async Task A_correction_posts_the_difference_and_what_was_paid_too_much_stands_with_the_overpayments(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var id = (await RegisterAsync(services, "pbjt-makan", Input(await TaxpayerAsync(services)))).Value;
        var filed = (await FileAsync(services, id, January, [("turnover", "1000000")])).Value;
        await PayAsync(services, filed.ChargeId, 100_000, new(2026, 2, 10), "uji-1");
        Assert.Equal(ChargeState.Paid, (await ChargeAsync(services, filed.ChargeId)).Standing.State);

        Assert.Equal("Revenue.Return.ReasonNeeded", (await FileAsync(services, id, January, [("turnover", "1500000")])).Problem.Code);
        Assert.Equal("Revenue.Return.Same", (await FileAsync(services, id, January, [("turnover", "1000000")], "salah")).Problem.Code);
        Assert.False((await FileAsync(services, id, January, [("turnover", "1500000")], "Ada nota tertinggal")).Failed);
        var more = await ChargeAsync(services, filed.ChargeId);
        Assert.Equal((50_000, ChargeState.PartlyPaid, 2), (more.Standing.Open, more.Standing.State, more.Cycles.Count));
        await ReceivableAgreesAsync(services);

        // One officer makes no debt smaller; the taxpayer does.
        Assert.Equal("Revenue.Return.LessByDecision",
            (await FileAsync(services, id, January, [("turnover", "200000")], "Salah ketik")).Problem.Code);
        Assert.Equal(2, (await ChargeAsync(services, filed.ChargeId)).Cycles.Count);
        Assert.False((await FileAsync(services, id, January, [("turnover", "200000")], "Salah ketik", ReturnChannel.Link)).Failed);
        var less = await ChargeAsync(services, filed.ChargeId);
        Assert.Equal((0, 80_000, ChargeState.Paid), (less.Standing.Open, less.Standing.Over, less.Standing.State));
        Assert.Equal(-80_000, await BalanceAsync(services, "2.1.07"));
        Assert.Equal(-20_000, await BalanceAsync(services, "7.1.01.19.01"));
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task The_surcharge_on_minerals_is_owed_to_the_province_and_no_income(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var id = (await RegisterAsync(services, "mblb", Input(await TaxpayerAsync(services)))).Value;
        var filed = (await FileAsync(services, id, January, [("volume", "500"), ("price", "90000")])).Value;
        Assert.Equal((6_750_000, 1_687_500, 8_437_500), (filed.Principal, filed.Province, filed.Amount));
        Assert.Equal(8_437_500, await BalanceAsync(services, "1.1.03.14"));
        Assert.Equal(-6_750_000, await BalanceAsync(services, "7.1.01.14"));
        Assert.Equal(-1_687_500, await BalanceAsync(services, "2.1.01"));
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task A_return_is_refused_where_it_cannot_be_one(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var owner = await TaxpayerAsync(services);
        var id = (await RegisterAsync(services, "pbjt-makan", Input(owner, new(2026, 1, 15)))).Value;
        var board = (await RegisterAsync(services, "reklame", Input(owner))).Value;
        async Task<string> CodeAsync(KindObjectId of, DateOnly month, params (string, string)[] facts) =>
            (await FileAsync(services, of, month, facts)).Problem.Code;
        Assert.Equal("Revenue.Return.NotOver", await CodeAsync(id, new(2026, 3, 1), ("turnover", "1")));
        Assert.Equal("Revenue.Return.NotActive", await CodeAsync(id, new(2025, 12, 1), ("turnover", "1")));
        Assert.Equal("Revenue.Return.NotSelf", await CodeAsync(board, January, ("turnover", "1")));
        Assert.Equal("Revenue.Return.NoObject", await CodeAsync(new(Guid.CreateVersion7()), January));
        Assert.Equal("Revenue.Calculator.NotGiven", await CodeAsync(id, January));
        var wrong = await FileAsync(services, id, January, [("turnover", "-1")]);
        Assert.Equal("isian.turnover", wrong.Problem.Field);
        Assert.Equal("Revenue.RuleStore.NoneInForce", await CodeAsync(
            (await RegisterAsync(services, "walet", Input(owner, new(2020, 1, 1)))).Value, new(2021, 1, 1), ("volume", "1")));
    }

    [Theory, OnEachDatabase]
    public async Task A_deed_is_returned_once_and_audited_later(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        await TaxpayerAsync(services, "Contoh Pembeli", "P.1.0000009.01.01");
        var region = await RegionAsync(services);
        database.Clock.Set(Noon(2026, 1, 20));
        const string first = "pertama";
        var input = new ReturnInput
        {
            Deed = new("P.1.0000009.01.01", "16.72.010.001.001-0001.0", "AJB 1/2026", new(2026, 1, 20)),
            Facts = Values(("price", "350000000"), ("njop", "300000000"), ("case", first), ("relief", "0")),
        };
        var sent = await services.AsAsync<FileReturn, Outcome<Charge>>(Assessor, async f =>
        {
            var seen = (await f.PreviewAsync(region, input, default)).Value.Draft.Result.Parts.Total;
            Assert.Equal("Revenue.Return.Changed", (await f.SendAsync(region, input, seen + 1, default)).Problem.Code);
            return await f.SendAsync(region, input, seen, default);
        });
        Assert.Equal((13_500_000, new DateOnly(2026, 1, 20)), (sent.Value.Amount, sent.Value.DueOn));

        // T16: an audit five months later finds a true value of 500 million.
        database.Clock.Set(Noon(2026, 6, 10));
        var found = await FollowAsync(services, "skpdkb", sent.Value.ChargeId,
            ("price", "500000000"), ("njop", "300000000"), ("case", first), ("relief", "0"));
        Assert.Equal((7_500_000, 675_000, 8_175_000), (found.Current.Principal, found.Current.Sanction, found.Current.Amount));
        Assert.Equal(sent.Value.ChargeId, found.Current.Follows);
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task A_late_deed_is_fined_as_announced_and_a_relief_needs_a_decision(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        await TaxpayerAsync(services, "Contoh Pembeli", "P.1.0000009.01.01");
        var region = await RegionAsync(services);
        database.Clock.Set(Noon(2026, 2, 25));
        ReturnInput Deed(string relief) => new()
        {
            Deed = new("P.1.0000009.01.01", "16.72.010.001.001-0001.0", "AJB 1/2026", new(2026, 1, 20)),
            Facts = Values(("price", "350000000"), ("njop", "300000000"), ("case", "pertama"), ("relief", relief)),
        };
        var (fine, charge) = await services.AsAsync<FileReturn, (long, Charge)>(Assessor, async f =>
        {
            Assert.Equal("Revenue.Return.ReliefByDecision", (await f.PreviewAsync(region, Deed("100"), default)).Problem.Code);
            var preview = (await f.PreviewAsync(region, Deed("0"), default)).Value;
            return (preview.Fine, (await f.SendAsync(region, Deed("0"), preview.Draft.Result.Parts.Total, default)).Value);
        });

        // Due on the day of the deed: two months of 1 % on 13.5 million, and the fine.
        Assert.True(fine > 0);
        var bill = await FollowAsync(services, "stpd", charge.ChargeId);
        Assert.Equal(270_000 + fine, bill.Current.Sanction);
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task Receipts_are_numbered_without_gaps_and_sealed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var id = (await RegisterAsync(services, "pbjt-hotel", Input(await TaxpayerAsync(services)))).Value;
        for (var month = 1; month <= 3; month++)
        {
            await FileAsync(services, id, new(2025, month, 1), [("turnover", "abc")]);
            Assert.False((await FileAsync(services, id, new(2025, month, 1), [("turnover", "1000000")])).Failed);
        }

        var papers = await services.AsAsync<KotaDb, List<IssuedDocument>>(Head, db => db.In<IssuedDocument>(RegionScope.Of(Home))
            .Where(d => d.Kind == "sptpd").OrderBy(d => d.Sequence).ToListAsync());
        Assert.Equal([1, 2, 3], papers.Select(p => p.Sequence));
        Assert.All(papers, p => Assert.Equal(DocumentState.Issued, p.State));
    }
}

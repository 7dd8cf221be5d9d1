using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Mine;

/// <summary>The monthly return of a connected business, from the own account.</summary>
public sealed class MyReturnTests
{
    private const string Mine = "/saya/pajak/16.72/lain";

    [Theory, OnEachDatabase]
    public async Task A_connected_business_files_and_corrects_its_month_alone(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (client, id) = await OpenAsync(app);
        var thing = $"{Mine}/{id}";
        var waiting = (await client.PageAsync(thing)).QuerySelectorAll($"a[href^='{thing}/spt?masa=']").Select(a => a.GetAttribute("href"));
        Assert.Equal(["2025-11", "2025-12", "2026-01"], waiting.Select(h => h![^7..]));

        var form = thing + "/spt?masa=2026-01";
        using var empty = await client.SubmitAsync(form, Fields(("langkah", "hitung")), "#spt");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        using var computed = await client.SubmitAsync(form, Fields(("isian.turnover", "185.000.000"), ("langkah", "hitung")), "#spt");
        Assert.Contains("Rp18.500.000", (await computed.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        using var sent = await client.SubmitAsync(
            form, Fields(("isian.turnover", "185.000.000"), ("langkah", "kirim"), ("dilihat", "18500000")), "#spt");
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var receipt = await client.PageAsync(sent.Headers.Location!.ToString());
        using var paper = await client.GetAsync(receipt.QuerySelector("main a[href*='/surat/']")!.GetAttribute("href")!);
        Assert.Equal("application/pdf", paper.Content.Headers.ContentType?.MediaType);
        var charge = Assert.Single(await ChargesAsync(app));
        Assert.Equal((18_500_000, ReturnChannel.Account, new DateOnly(2026, 1, 1)), (charge.Amount, charge.Channel, charge.PeriodFrom));
        Assert.DoesNotContain("2026-01", (await client.PageAsync(thing)).QuerySelector("#lapor ~ ul")!.InnerHtml, StringComparison.Ordinal);

        // The second one of the month corrects the first, with a reason.
        var more = Fields(("isian.turnover", "190.000.000"), ("langkah", "kirim"), ("dilihat", "19000000")).ToList();
        using var bare = await client.SubmitAsync(form, more, "#spt");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bare.StatusCode);
        using var corrected = await client.SubmitAsync(form, more.Append(new("Reason", "Satu nota tertinggal")), "#spt");
        Assert.Equal(HttpStatusCode.SeeOther, corrected.StatusCode);
        Assert.Equal([18_500_000, 19_000_000], (await ChargesAsync(app)).Select(c => c.Amount).Order());
        await ReceivableAgreesAsync(app.Services);

        // A month that is not over, and somebody else's object.
        using var early = await client.SubmitAsync(
            thing + "/spt?masa=2026-02", Fields(("isian.turnover", "1"), ("langkah", "hitung")), "#spt");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        using var stranger = app.Client(await MineRoom.CitizenAsync(app.Services));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(form)).StatusCode);
        using var visitor = app.Client();
        Assert.StartsWith("/masuk", (await visitor.GetAsync(form)).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Who_took_a_business_over_neither_sees_nor_files_the_months_of_the_former_owner(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (former, id) = await OpenAsync(app);
        var form = $"{Mine}/{id}/spt?masa=2025-12";
        using var sent = await former.SubmitAsync(
            form, Fields(("isian.turnover", "123.456.000"), ("langkah", "kirim"), ("dilihat", "12345600")), "#spt");
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);

        var heir = await TaxpayerAsync(app.Services, "Contoh Penerus");
        var changed = await app.Services.AsAsync<SaveKindObject, Outcome<int>>(
            Surveyor, s => s.ChangeAsync(Home, id, 1, Input(heir, new DateOnly(2026, 1, 1)), default));
        Assert.False(changed.Failed);
        var citizen = await MineRoom.CitizenAsync(app.Services);
        var redeemed = await MineRoom.RedeemAsync(app.Services, citizen, (await MineRoom.CodeAsync(app.Services, heir)).Value);
        Assert.False(redeemed.Failed, redeemed.Failed ? redeemed.Problem.Code : string.Empty);
        using var client = app.Client(citizen);

        var page = (await client.PageAsync(form)).Body!;
        Assert.Null(page.QuerySelector("#spt"));
        Assert.DoesNotContain("123.456", page.InnerHtml, StringComparison.Ordinal);
        var waiting = (await client.PageAsync($"{Mine}/{id}")).QuerySelectorAll("#lapor ~ ul a").Select(a => a.GetAttribute("href")![^7..]);
        Assert.Equal(["2026-01"], waiting);
        using var posted = await client.SubmitAsync(
            $"{Mine}/{id}/spt?masa=2026-01", Fields(("isian.turnover", "1.000.000"), ("langkah", "kirim"), ("dilihat", "100000")), "#spt");
        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await former.GetAsync(form)).StatusCode);
    }

    /// <summary>A restaurant since November, its owner with an account, on 9 February 2026.</summary>
    private static async Task<(HttpClient Client, KindObjectId Id)> OpenAsync(TestApp app)
    {
        app.Database.Clock.Set(Noon(2026, 2, 9));
        await Letters.LetterRoom.OpenAsync(app.Services);
        var owner = await TaxpayerAsync(app.Services);
        var id = (await RegisterAsync(app.Services, "pbjt-makan", Input(owner, new DateOnly(2025, 11, 10)))).Value;
        var citizen = await MineRoom.CitizenAsync(app.Services);
        await MineRoom.RedeemAsync(app.Services, citizen, (await MineRoom.CodeAsync(app.Services, owner)).Value);
        return (app.Client(citizen), id);
    }

    private static Task<List<Charge>> ChargesAsync(TestApp app) => app.Database.WithAsync<KotaDb, List<Charge>>(
        db => db.In<Charge>(RegionScope.Of(Home)).AsNoTracking().ToListAsync());
}

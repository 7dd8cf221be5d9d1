using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Mine;

public sealed class ClaimTests
{
    private static readonly string First = BillPaths.Digits(BillRoom.First);
    private static readonly string Mine = $"/saya/pajak/16.72/{First}";
    private static readonly DateOnly Sent = new(2026, 2, 1);

    [Theory, OnEachDatabase]
    public async Task Who_holds_the_bill_adds_the_object_and_sees_the_same_figures_as_everybody(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var bill = await OpenAsync(app);
        await BillRoom.LegacyAsync(app.Services, BillRoom.First, 2024, 47_600, 20_000);
        var citizen = await MineRoom.CitizenAsync(app.Services);
        using var client = app.Client(citizen);
        var code = BillRoom.CodeOf(app.Services, BillRoom.First, 2026);
        Assert.Contains("Belum ada objek", (await client.PageAsync("/saya/pajak")).Body!.TextContent, StringComparison.Ordinal);

        // As the QR code of the paper does: the bill's page, its button, and the form that is filled already.
        var paper = await client.PageAsync($"/tagihan/{BillRoom.Slug}/{First}/2026?kode={code}");
        var add = paper.QuerySelector("main a[href^='/saya/pajak/tambah']")!.GetAttribute("href")!;
        using var added = await client.SubmitAsync(add, [], "#objek");
        Assert.Equal((HttpStatusCode.SeeOther, Mine), (added.StatusCode, added.Headers.Location?.OriginalString));

        using var visitor = app.Client();
        var everybody = (await visitor.PageAsync($"/tagihan/{BillRoom.Slug}?nop={First}")).Body!.TextContent;
        var page = await client.PageAsync(Mine);
        foreach (var figure in new[] { Formats.Money(bill.Amount), "Rp4.968 (18 bulan)" })
        {
            Assert.Contains(figure, everybody, StringComparison.Ordinal);
            Assert.Contains(figure, page.Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(BillRoom.Owner, page.Body!.TextContent, StringComparison.Ordinal);
        var list = (await client.PageAsync("/saya/pajak")).Body!.TextContent;
        foreach (var text in new[] { everybody, page.Body.TextContent, list })
        {
            Assert.Contains(Formats.Money(27_600 + 4_968), text, StringComparison.Ordinal);
            Assert.Contains("Belum jatuh tempo", text, StringComparison.Ordinal);
        }

        Assert.Contains("Jalan Objek 7", list, StringComparison.Ordinal);

        // Bills open without a code being typed; the year of the system before has none.
        var links = page.QuerySelectorAll("main tbody a[href*='kode=']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(3, links.Count);
        Assert.All(links, l => Assert.Contains("/2026", l, StringComparison.Ordinal));
        foreach (var link in links)
        {
            using var opened = await client.GetAsync(link);
            Assert.NotEqual(HttpStatusCode.NotFound, opened.StatusCode);
            Assert.NotEqual(HttpStatusCode.SeeOther, opened.StatusCode);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Nobody_else_sees_it_whatever_region_or_number_they_ask_for(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app);
        await MineRoom.ClaimAsync(app.Services, await MineRoom.CitizenAsync(app.Services));
        using var visitor = app.Client();
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync(Mine)).StatusCode);
        foreach (var other in new[] { await MineRoom.CitizenAsync(app.Services), BillRoom.Assessor, TestPeople.Office("auditor") })
        {
            using var client = app.Client(other);
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Mine)).StatusCode);
            var list = (await client.PageAsync("/saya/pajak")).Body!.TextContent;
            Assert.DoesNotContain(BillRoom.First.ToString(), list, StringComparison.Ordinal);
        }

        using var owner = app.Client(await MineRoom.CitizenAsync(app.Services));
        foreach (var path in new[] { $"/saya/pajak/16.71/{First}", "/saya/pajak/16.72/1", "/saya/pajak/x/y", $"/saya/pajak/00/{First}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync(path)).StatusCode);
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_wrong_code_and_an_object_without_a_bill_get_one_answer_and_what_is_typed_wrong_is_named(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app);
        using var client = app.Client(await MineRoom.CitizenAsync(app.Services));
        async Task<string> TypeAsync(string nop, string code)
        {
            using var refused = await client.SubmitAsync("/saya/pajak/tambah", Fields(("nop", nop), ("kode", code)), "#objek");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var page = await refused.DocumentAsync();
            Assert.Equal(nop, page.QuerySelector("input[name='nop']")!.GetAttribute("value"));
            return page.QuerySelector(".govuk-error-message, .k-error")?.TextContent ?? page.Body!.TextContent;
        }

        var wrong = await TypeAsync(First, "0000-0000");
        Assert.Equal(wrong, await TypeAsync(BillPaths.Digits(BillRoom.Unknown), "0000-0000"));
        Assert.Contains("tidak cocok", wrong, StringComparison.Ordinal);
        Assert.Contains("Masih kurang 17", await TypeAsync("1", "0000-0000"), StringComparison.Ordinal);
        Assert.Contains("Ketik kode cek", await TypeAsync(First, " "), StringComparison.Ordinal);
        Assert.Contains("Belum ada daerah", await TypeAsync("990000000000000000", "0000-0000"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_tries_out_codes_waits()
    {
        await using var app = await TestApp.StartAsync(
            DatabaseEngine.Sqlite, new Dictionary<string, string?>(StringComparer.Ordinal) { ["BillCheck:ChecksPerMinute"] = "10" });
        await OpenAsync(app);
        using var client = app.Client(await MineRoom.CitizenAsync(app.Services));
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await client.SubmitAsync("/saya/pajak/tambah", Fields(("nop", First), ("kode", $"0000-000{i}")), "#objek");
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.TooManyRequests], answers);
        using var connecting = await client.SubmitAsync(
            "/saya/pajak/tambah", Fields(("sambungan", "1672-0000-0000-0000")), "#sambungan-wajib-pajak");
        Assert.Equal(HttpStatusCode.TooManyRequests, connecting.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task After_a_sale_the_claim_shows_nothing_and_the_paper_of_the_former_owner_opens_nothing(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        await OpenAsync(app);
        var (seller, late, buyer) = (
            await MineRoom.CitizenAsync(services), await MineRoom.CitizenAsync(services), await MineRoom.CitizenAsync(services));
        await MineRoom.ClaimAsync(services, seller);
        var owner = (await RegisterAsync(services, Person("Contoh Pembeli"))).Value;
        await MineRoom.SellAsync(services, BillRoom.First, owner, new DateOnly(2026, 3, 3));

        // The sale holds from tomorrow on.
        Assert.Single((await MineRoom.AllAsync(services, seller)).Things);
        app.Database.Clock.Advance(TimeSpan.FromDays(1));
        var left = await MineRoom.AllAsync(services, seller);
        Assert.Empty(left.Things);
        Assert.Single(left.Lost);
        using var client = app.Client(seller);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Mine)).StatusCode);
        var page = await client.PageAsync("/saya/pajak");
        Assert.Contains("sekarang atas nama wajib pajak lain", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Jalan Objek 7", page.Body.TextContent, StringComparison.Ordinal);

        var old = BillRoom.CodeOf(services, BillRoom.First, 2026);
        Assert.Equal("Revenue.Mine.OtherOwner", (await MineRoom.ClaimAsync(services, late, BillRoom.First, old)).Problem.Code);

        // The buyer comes with a bill on their own name, and does not get to the papers of the seller.
        app.Database.Clock.Advance(TimeSpan.FromDays(365));
        await BillRoom.BillAsync(services, owner, (BillRoom.First, 2027), BillRoom.House, new DateOnly(2027, 2, 1));
        await MineRoom.ClaimAsync(services, buyer, 2027);
        using var bought = app.Client(buyer);
        var object27 = await bought.PageAsync(Mine);
        Assert.All(
            object27.QuerySelectorAll("main tbody a[href*='kode=']").Select(a => a.GetAttribute("href")!),
            l => Assert.Contains("/2027", l, StringComparison.Ordinal));
        Assert.Contains("Atas nama pemilik sebelumnya", object27.Body!.TextContent, StringComparison.Ordinal);

        var lost = left.Lost[0].Claim.Id.ToString();
        using var removed = await client.SubmitAsync("/saya/pajak", Fields(("klaim", lost)), "#hapus-" + lost);
        Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        Assert.Empty((await MineRoom.AllAsync(services, seller)).Lost);
    }

    [Theory, OnEachDatabase]
    public async Task A_claim_stays_when_entries_are_merged_and_ends_when_its_holder_removes_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        var bill = await OpenAsync(app);
        var citizen = await MineRoom.CitizenAsync(services);
        await MineRoom.ClaimAsync(services, citizen);
        var twin = (await RegisterAsync(services, Person(BillRoom.Owner))).Value;
        Assert.False((await services.AsAsync<MergeTaxpayers, Outcome<TaxpayerId>>(
            Officer, m => m.RunAsync(Home, bill.TaxpayerId, twin.ToString(), "Entri ganda", default))).Failed);

        Assert.Single((await MineRoom.AllAsync(services, citizen)).Things);
        using var client = app.Client(citizen);
        Assert.Equal(3, (await client.PageAsync(Mine)).QuerySelectorAll("main tbody a[href*='kode=']").Length);
        var another = await MineRoom.CitizenAsync(services);
        await MineRoom.ClaimAsync(services, another);

        using var removed = await client.SubmitAsync(Mine, []);

        Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        Assert.Empty((await MineRoom.AllAsync(services, citizen)).Things);
        Assert.Single((await MineRoom.AllAsync(services, another)).Things);
        await MineRoom.ClaimAsync(services, citizen);
        Assert.Single((await MineRoom.AllAsync(services, citizen)).Things);
    }

    [Theory, OnEachDatabase]
    public async Task Nobody_removes_the_claim_of_somebody_else(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app);
        var (one, other) = (await MineRoom.CitizenAsync(app.Services), await MineRoom.CitizenAsync(app.Services));
        await MineRoom.ClaimAsync(app.Services, one);
        await MineRoom.ClaimAsync(app.Services, other);
        var claim = ((MyParcel)(await MineRoom.AllAsync(app.Services, one)).Things[0]).Claim!.Value;

        var left = await app.Services.AsAsync<ConnectTaxpayer, Outcome<Nothing>>(other, c => c.LeaveAsync(Home, claim, default));

        Assert.True(left.Failed);
        Assert.Single((await MineRoom.AllAsync(app.Services, one)).Things);
    }

    [Fact]
    public async Task A_hundred_objects_stand_on_pages_that_lead_to_one_another()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var services = app.Services;
        var bill = await OpenAsync(app);
        for (var i = 1; i < 100; i++)
        {
            var land = Land(bill.TaxpayerId, new DateOnly(2022, 1, 1)) with { TakesDeduction = false };
            Assert.False((await RegisterAsync(services, $"1672010001002{i:0000}0", land)).Failed);
        }

        var citizen = await MineRoom.CitizenAsync(services);
        Assert.False((await MineRoom.RedeemAsync(services, citizen, (await MineRoom.CodeAsync(services, bill.TaxpayerId)).Value)).Failed);
        using var client = app.Client(citizen);
        var seen = new List<string>();
        for (var path = "/saya/pajak"; path is not null;)
        {
            var page = await client.PageAsync(path);
            seen.AddRange(Own(page));
            path = page.QuerySelector("a[rel='next']")?.GetAttribute("href");
        }

        Assert.Equal(100, seen.Count);
        Assert.Equal(100, seen.Distinct().Count());
        Assert.Equal(seen[20..40], Own(await client.PageAsync($"/saya/pajak?sebelum=16.72~1~{seen[40][^18..]}")));
    }

    private static IEnumerable<string> Own(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelectorAll("main tbody a")
        .Select(a => a.GetAttribute("href")!).Where(
            h => h.StartsWith("/saya", StringComparison.Ordinal) && !h.EndsWith("/bphtb", StringComparison.Ordinal)
                && !h.Contains("/permohonan/", StringComparison.Ordinal));

    /// <summary>The region, its first object, and this year's bill that went out.</summary>
    private static async Task<Bill> OpenAsync(TestApp app)
    {
        var owner = await BillRoom.OpenAsync(app.Services);
        return await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2026), BillRoom.House, Sent);
    }
}

using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Mine;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Mine;

/// <summary>How far a claim reaches, and what ends it.</summary>
public sealed class ClaimLimitTests
{
    private const string Npwpd = "P.1.0000001.01.01";

    private static readonly string First = BillPaths.Digits(BillRoom.First);
    private static readonly string Mine = $"/saya/pajak/16.72/{First}";

    [Theory, OnEachDatabase]
    public async Task The_code_of_a_year_opens_its_papers_alone_and_a_connection_opens_all(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        var owner = await OpenAsync(services);
        var citizen = await MineRoom.CitizenAsync(services);
        await MineRoom.ClaimAsync(services, citizen, 2025);
        using var client = app.Client(citizen);

        var page = await client.PageAsync(Mine);
        var links = Links(page);
        Assert.Equal(3, links.Count(l => l.Contains("/2025", StringComparison.Ordinal)));
        Assert.DoesNotContain(links, l => l.Contains("/2026", StringComparison.Ordinal));
        var code = BillRoom.CodeOf(services, BillRoom.First, 2026);
        Assert.DoesNotContain(code, page.Body!.InnerHtml, StringComparison.Ordinal);

        // The figures of the year are there all the same, and its own code opens it.
        Assert.Contains("2026", page.Body.TextContent, StringComparison.Ordinal);
        var more = links.Single(l => l.StartsWith("/saya/pajak/tambah", StringComparison.Ordinal));
        using var shown = await client.SubmitAsync(more, Fields(("kode", code)), "#objek");
        Assert.Equal(HttpStatusCode.SeeOther, shown.StatusCode);
        Assert.Equal(8, Links(await client.PageAsync(Mine)).Count);
        Assert.Single((await MineRoom.AllAsync(services, citizen)).Things);
        using var removed = await client.SubmitAsync(Mine, []);
        Assert.Empty((await MineRoom.AllAsync(services, citizen)).Things);

        var connected = await MineRoom.CitizenAsync(services);
        await MineRoom.RedeemAsync(services, connected, (await MineRoom.CodeAsync(services, owner)).Value);
        using var other = app.Client(connected);
        var opened = Links(await other.PageAsync(Mine));
        Assert.Equal(2, opened.Count(l => l.Contains("/permohonan/", StringComparison.Ordinal))); // who owes a bill may ask about it
        Assert.Equal(8, opened.Count);
    }

    [Theory, OnEachDatabase]
    public async Task Whose_object_another_account_adds_is_told_and_the_office_sees_and_ends_the_claim(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        var owner = await OpenAsync(services);
        var (first, second) = (await MineRoom.CitizenAsync(services), await MineRoom.CitizenAsync(services));
        await MineRoom.ClaimAsync(services, first, 2025);
        await MineRoom.ClaimAsync(services, second, 2025);
        await MineRoom.ClaimAsync(services, second, 2026);

        var told = await app.Database.WithAsync<KotaDb, List<NotificationRow>>(
            db => db.Shared<NotificationRow>().AsNoTracking().ToListAsync());
        var notice = Assert.Single(told);
        Assert.Equal(
            (first.User!.Value, "Revenue.Notice.ObjectClaimed", MinePaths.Start), (notice.UserId, notice.TextKey, notice.Link));

        using var office = app.Client(Officer);
        var accounts = $"/pendapatan/16.72/wajib-pajak/{owner}/akun";
        var page = await office.PageAsync(accounts);
        Assert.Contains($"{BillRoom.First}, kode SPPT 2025", page.Body!.TextContent, StringComparison.Ordinal);
        var claims = await ClaimsAsync(app, second);
        Assert.Equal(2, claims.Count);
        foreach (var claim in claims)
        {
            using var ended = await office.SubmitAsync(accounts, Fields(("klaim", claim.Id.ToString())), "#akhiri");
            Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        }

        Assert.Empty((await MineRoom.AllAsync(services, second)).Things);
        Assert.Single((await MineRoom.AllAsync(services, first)).Things);
    }

    [Theory, OnEachDatabase]
    public async Task A_bill_that_has_not_gone_out_is_opened_nowhere(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        var owner = await BillRoom.OpenAsync(services);
        var bill = await BillRoom.BillAsync(services, owner, (BillRoom.First, 2026), BillRoom.House);
        await BillRoom.OfficeAsync(services, bill);
        var citizen = await MineRoom.CitizenAsync(services);
        await MineRoom.RedeemAsync(services, citizen, (await MineRoom.CodeAsync(services, owner)).Value);
        using var client = app.Client(citizen);

        var page = await client.PageAsync(Mine);
        Assert.Empty(Links(page));
        Assert.Contains("Belum disampaikan", page.QuerySelector("main tbody td:last-child")!.TextContent, StringComparison.Ordinal);
        var code = BillRoom.CodeOf(services, BillRoom.First, 2026);
        using var paper = await client.GetAsync($"/tagihan/{BillRoom.Slug}/{First}/2026/sppt?kode={code}");
        Assert.Equal(HttpStatusCode.NotFound, paper.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Another_name_or_number_in_the_entry_ends_what_was_claimed_before_and_anything_else_does_not(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        var owner = await OpenAsync(services);
        var (seller, connected) = (await MineRoom.CitizenAsync(services), await MineRoom.CitizenAsync(services));
        await MineRoom.ClaimAsync(services, seller);
        await MineRoom.RedeemAsync(services, connected, (await MineRoom.CodeAsync(services, owner)).Value);
        app.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        var nik = (NumberKinds.Nik, "1672010101900001");
        await ChangeAsync(services, owner, 1, Person(BillRoom.Owner, Npwpd, nik) with { Address = "Jalan Lain 2" });
        Assert.Single((await MineRoom.AllAsync(services, seller)).Things);
        Assert.Single((await MineRoom.AllAsync(services, connected)).Things);

        // The number that came is theirs; another one after it is somebody else's.
        app.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        var late = (await MineRoom.CodeAsync(services, owner)).Value;
        app.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(services, owner, 2, Person(BillRoom.Owner, Npwpd, (NumberKinds.Nik, "1672010101900002")));
        var left = await MineRoom.AllAsync(services, seller);
        Assert.Empty(left.Things);
        Assert.Single(left.Lost);
        var gone = await MineRoom.AllAsync(services, connected);
        Assert.Empty(gone.Things);
        Assert.Equal(0, Assert.Single(gone.Connections).Objects);
        Assert.True((await MineRoom.RedeemAsync(services, connected, late)).Failed);

        var next = await MineRoom.CitizenAsync(services);
        await MineRoom.ClaimAsync(services, next);
        Assert.Single((await MineRoom.AllAsync(services, next)).Things);
        app.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(services, owner, 3, Person("Contoh Pembeli", Npwpd, (NumberKinds.Nik, "1672010101900002")));
        Assert.Empty((await MineRoom.AllAsync(services, next)).Things);
    }

    [Theory, OnEachDatabase]
    public async Task A_code_whose_year_was_billed_to_somebody_else_first_proves_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var seller = await BillRoom.OpenAsync(services);
        var buyer = (await RegisterAsync(services, Person("Contoh Pembeli"))).Value;
        await MineRoom.SellAsync(services, BillRoom.First, buyer, new DateOnly(2026, 3, 1));
        await BillRoom.BillAsync(services, seller, (BillRoom.First, 2026), BillRoom.House, new DateOnly(2026, 2, 1));
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            var first = await db.In<Bill>(RegionScope.Of(Home)).AsNoTracking().SingleAsync();
            var second = BillRoom.Copy(first, first.Nop);
            foreach (var (name, value) in new (string, object)[] { (nameof(Bill.Cycle), 2), (nameof(Bill.TaxpayerId), buyer) })
            {
                typeof(Bill).GetProperty(name)!.SetValue(second, value);
            }

            db.Add(second);
            await write.CommitAsync(default);
        });

        var code = BillRoom.CodeOf(services, BillRoom.First, 2026);
        var claimed = await MineRoom.ClaimAsync(services, await MineRoom.CitizenAsync(services), BillRoom.First, code);

        Assert.Equal("Revenue.Mine.OtherOwner", claimed.Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Where_several_regions_have_a_number_each_is_tried(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var mapped = await services.AsAsync<VillageMap, Outcome<VillageReport>>(
            Stranger, m => m.ImportAsync(Other, Csv("kode_pajak;kode_wilayah\n1672010001;16.71.01.1001\n"), default));
        Assert.Empty(mapped.Value.Problems);
        var code = BillRoom.CodeOf(services, BillRoom.First, 2026);

        var claimed = await MineRoom.ClaimAsync(services, await MineRoom.CitizenAsync(services), BillRoom.First, code);

        Assert.Equal(Home, claimed.Value.Region);
    }

    [Theory, OnEachDatabase]
    public async Task A_claim_that_a_merge_made_the_same_is_not_made_twice_and_leaving_ends_all(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        var owner = await OpenAsync(services);
        var citizen = await MineRoom.CitizenAsync(services);
        await MineRoom.ClaimAsync(services, citizen);
        var twin = (await RegisterAsync(services, Person(BillRoom.Owner))).Value;
        Assert.False((await services.AsAsync<MergeTaxpayers, Outcome<TaxpayerId>>(
            Officer, m => m.RunAsync(Home, owner, twin.ToString(), "Entri ganda", default))).Failed);
        await MineRoom.ClaimAsync(services, citizen);
        Assert.Single(await ClaimsAsync(app, citizen));
        await MineRoom.ClaimAsync(services, citizen, 2025);
        var claims = await ClaimsAsync(app, citizen);
        Assert.Equal(2, claims.Count);

        await services.AsAsync<ConnectTaxpayer, Outcome<Nothing>>(citizen, c => c.LeaveAsync(Home, claims[1].Id, default));

        var left = await MineRoom.AllAsync(services, citizen);
        Assert.Empty(left.Things);
        Assert.Empty(left.Lost);
    }

    [Theory, OnEachDatabase]
    public async Task Two_first_claims_of_an_account_at_once_are_both_made(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        for (var i = 0; i < 5; i++)
        {
            var citizen = await MineRoom.CitizenAsync(services);
            var claimed = await Task.WhenAll(new[] { 2025, 2026 }.Select(year => MineRoom.ClaimAsync(
                services, citizen, BillRoom.First, BillRoom.CodeOf(services, BillRoom.First, year))));
            Assert.All(claimed, c => Assert.False(c.Failed));
        }
    }

    [Fact]
    public async Task Accounts_without_a_role_share_the_limit_of_their_address()
    {
        await using var app = await TestApp.StartAsync(
            DatabaseEngine.Sqlite, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Limits:ReadsPerMinute"] = "60" });
        using var one = app.Client(await MineRoom.CitizenAsync(app.Services));
        using var two = app.Client(await MineRoom.CitizenAsync(app.Services));
        using var officer = app.Client(Officer);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 120; i++)
        {
            using var answer = await (i % 2 == 0 ? one : two).GetAsync("/saya/pajak/x/y");
            answers.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await officer.GetAsync("/saya/pajak/x/y")).StatusCode);
    }

    private static List<string> Links(AngleSharp.Html.Dom.IHtmlDocument page) =>
        [.. page.QuerySelectorAll("main tbody a").Select(a => a.GetAttribute("href")!)];

    private static Task<List<Claim>> ClaimsAsync(TestApp app, Actor who) => app.Database.WithAsync<KotaDb, List<Claim>>(
        db => db.In<Claim>(RegionScope.Of(Home)).AsNoTracking().Where(c => c.UserId == who.User!.Value).OrderBy(c => c.Id).ToListAsync());

    private static async Task ChangeAsync(IServiceProvider services, TaxpayerId id, int seen, TaxpayerInput input) => Assert.False(
        (await services.AsAsync<SaveTaxpayer, Outcome<TaxpayerId>>(Officer, s => s.RunAsync(Home, (id, seen), input, default))).Failed);

    /// <summary>The region, its first object, and two years' bills that went out.</summary>
    private static async Task<TaxpayerId> OpenAsync(IServiceProvider services)
    {
        var owner = await BillRoom.OpenAsync(services);
        await BillRoom.BillAsync(services, owner, (BillRoom.First, 2025), BillRoom.House, new DateOnly(2025, 2, 1));
        await BillRoom.BillAsync(services, owner, (BillRoom.First, 2026), BillRoom.House, new DateOnly(2026, 2, 1));
        return owner;
    }
}

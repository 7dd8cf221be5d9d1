using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.Revenue.Tests.Letters;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Mine;

public sealed class ConnectionTests
{
    [Theory, OnEachDatabase]
    public async Task A_code_from_the_counter_shows_all_objects_of_the_taxpayer_with_charges_and_letters(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        await LetterRoom.OpenAsync(services);
        var owner = await LetterRoom.TaxpayerAsync(services);
        var other = await LetterRoom.TaxpayerAsync(services, "Contoh Dua");
        Assert.False((await RegisterAsync(services, BillRoom.First.ToString(), Land(owner, new DateOnly(2022, 1, 1)))).Failed);
        var stall = (await LetterRoom.RegisterAsync(services, "pbjt-makan", LetterRoom.Input(owner))).Value;
        var theirs = (await LetterRoom.RegisterAsync(services, "pbjt-makan", LetterRoom.Input(other))).Value;
        var filed = await LetterRoom.FileAsync(services, stall, new DateOnly(2026, 1, 1), [("turnover", "10000000")]);
        Assert.False(filed.Failed, filed.Failed ? filed.Problem.ToString() : null);
        using var officer = app.Client(Officer);
        var accounts = $"/pendapatan/16.72/wajib-pajak/{owner}/akun";
        using var made = await officer.SubmitAsync(accounts, [], "#kode-baru");
        var code = System.Text.RegularExpressions.Regex.Match(
            (await made.DocumentAsync()).Body!.TextContent, "1672(?:-[0-9A-Z]{4}){3}",
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Value;

        var citizen = await MineRoom.CitizenAsync(services);
        using var client = app.Client(citizen);
        using var connected = await client.SubmitAsync(
            "/saya/pajak/tambah", Fields(("sambungan", code.ToLowerInvariant().Replace('-', ' '))), "#sambungan-wajib-pajak");
        Assert.Equal(HttpStatusCode.SeeOther, connected.StatusCode);

        var list = await client.PageAsync("/saya/pajak");
        Assert.Contains("Jalan Objek 7", list.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Rumah Makan Contoh", list.Body.TextContent, StringComparison.Ordinal);
        var page = await client.PageAsync($"/saya/pajak/16.72/lain/{stall}");
        Assert.Contains(Formats.Money(filed.Value.Amount), page.Body!.TextContent, StringComparison.Ordinal);
        var letter = page.QuerySelector("main a[href*='/surat/']")!.GetAttribute("href")!;
        using var paper = await client.GetAsync(letter);
        Assert.Equal("application/pdf", paper.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/saya/pajak/16.72/lain/{theirs}")).StatusCode);
        using var stranger = app.Client(await MineRoom.CitizenAsync(services));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(letter)).StatusCode);

        // The officer sees the account and ends it; from the next request on nothing is shown.
        var ended = await officer.PageAsync(accounts);
        Assert.Contains("Warga Contoh", ended.Body!.TextContent, StringComparison.Ordinal);
        var claim = ended.QuerySelector("button[form='akhiri']")!.GetAttribute("value")!;
        using var end = await officer.SubmitAsync(accounts, Fields(("klaim", claim)), "#akhiri");
        Assert.Equal(HttpStatusCode.SeeOther, end.StatusCode);
        Assert.Empty((await MineRoom.AllAsync(services, citizen)).Things);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(letter)).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task What_is_owed_of_other_taxes_bears_interest_and_what_is_not_due_is_told_apart(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await TestApp.OverAsync(database);
        var services = app.Services;
        await LetterRoom.OpenAsync(services);
        var owner = await LetterRoom.TaxpayerAsync(services);
        var stall = (await LetterRoom.RegisterAsync(services, "pbjt-makan", LetterRoom.Input(owner))).Value;
        database.Clock.Set(LetterRoom.Noon(2026, 3, 5));
        var late = (await LetterRoom.FileAsync(services, stall, new DateOnly(2026, 1, 1), [("turnover", "10000000")])).Value;
        var next = (await LetterRoom.FileAsync(services, stall, new DateOnly(2026, 2, 1), [("turnover", "20000000")])).Value;
        Assert.True(late.DueOn < new DateOnly(2026, 3, 5) && next.DueOn > new DateOnly(2026, 3, 5));
        var citizen = await MineRoom.CitizenAsync(services);
        await MineRoom.RedeemAsync(services, citizen, (await MineRoom.CodeAsync(services, owner)).Value);
        using var client = app.Client(citizen);
        using var officer = app.Client(LetterRoom.Head);
        async Task<string> TextAsync(HttpClient who, string path) => string.Concat(
            (await who.PageAsync(path)).Body!.TextContent.Split('\n').Select(l => l.Trim()));
        var code = await LetterRoom.CodeAsync(services, late);

        // A month at 1 % of 1,000,000; the other 2,000,000 are not due.
        var mine = await TextAsync(client, "/saya/pajak");
        Assert.Contains("Semua yang harus dibayar hari iniRp1.010.000", mine, StringComparison.Ordinal);
        Assert.Contains("Belum jatuh tempoRp2.000.000", mine, StringComparison.Ordinal);
        var own = await TextAsync(client, $"/saya/pajak/16.72/lain/{stall}");
        Assert.Contains("Harus dibayar hari iniRp1.010.000", own, StringComparison.Ordinal);
        var check = await TextAsync(client, $"/tagihan/{BillRoom.Slug}/surat?kode={code}");
        Assert.Contains("Harus dibayar hari iniRp1.010.000", check, StringComparison.Ordinal);
        var desk = await TextAsync(officer, $"/pendapatan/16.72/ketetapan/{late.ChargeId}");
        Assert.Contains("Bunga sampai hari iniRp10.000", desk, StringComparison.Ordinal);
        Assert.Contains("Harus dibayar hari iniRp1.010.000", desk, StringComparison.Ordinal);
        desk = await TextAsync(officer, $"/pendapatan/16.72/ketetapan/{next.ChargeId}");
        Assert.Contains("Harus dibayar hari iniRp0", desk, StringComparison.Ordinal);
        Assert.Contains("Belum jatuh tempoRp2.000.000", desk, StringComparison.Ordinal);

        // Five years on nobody asks for either.
        database.Clock.Set(LetterRoom.Noon(2031, 4, 1));
        mine = await TextAsync(client, "/saya/pajak");
        Assert.Contains("Semua yang harus dibayar hari iniRp0", mine, StringComparison.Ordinal);
        Assert.Contains("Hak menagih berakhirRp3.000.000", mine, StringComparison.Ordinal);
        check = await TextAsync(client, $"/tagihan/{BillRoom.Slug}/surat?kode={code}");
        Assert.Contains("Harus dibayar hari iniRp0", check, StringComparison.Ordinal);
        Assert.Contains("Hak menagih berakhirRp1.000.000", check, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_code_works_once_for_fourteen_days_and_only_the_newest_of_a_taxpayer(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var owner = await BillRoom.OpenAsync(services);
        var (one, two) = (await MineRoom.CitizenAsync(services), await MineRoom.CitizenAsync(services));
        async Task<string> NewAsync() => (await MineRoom.CodeAsync(services, owner)).Value;
        async Task RefusedAsync(Actor who, string code) =>
            Assert.Equal("Revenue.Mine.ConnectionWrong", (await MineRoom.RedeemAsync(services, who, code)).Problem.Code);

        var used = await NewAsync();
        Assert.Equal(Home, (await MineRoom.RedeemAsync(services, one, used)).Value);
        await RefusedAsync(two, used);
        await RefusedAsync(one, used);

        var replaced = await NewAsync();
        var newest = await NewAsync();
        await RefusedAsync(two, replaced);
        await RefusedAsync(two, newest[..^1] + (newest[^1] == '0' ? '1' : '0'));
        await RefusedAsync(two, "1671" + newest[4..]);
        database.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        Assert.False((await MineRoom.RedeemAsync(services, two, newest)).Failed);

        var late = await NewAsync();
        database.Clock.Advance(TimeSpan.FromDays(14));
        await RefusedAsync(await MineRoom.CitizenAsync(services), late);
        Assert.Equal("Revenue.Mine.ConnectionForm", (await MineRoom.RedeemAsync(services, two, "7K3M-9QXA")).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Two_who_type_the_same_code_at_once_are_not_both_connected(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var owner = await BillRoom.OpenAsync(database.Services);
        var people = new[] { await MineRoom.CitizenAsync(database.Services), await MineRoom.CitizenAsync(database.Services) };
        var code = (await MineRoom.CodeAsync(database.Services, owner)).Value;

        var answers = await Task.WhenAll(people.Select(p => MineRoom.RedeemAsync(database.Services, p, code)));

        Assert.Equal([false, true], answers.Select(a => a.Failed).Order());
    }

    [Theory, OnEachDatabase]
    public async Task Only_offices_of_the_region_give_codes_and_only_for_taxpayers_that_stand(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var owner = await BillRoom.OpenAsync(app.Services);
        foreach (var actor in new[] { Stranger, BillRoom.Elsewhere, TestPeople.Office("revenue-head", "16.72") })
        {
            Assert.True((await MineRoom.CodeAsync(app.Services, owner, actor)).Failed);
            using var client = app.Client(actor);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync($"/pendapatan/16.72/wajib-pajak/{owner}/akun")).StatusCode);
        }

        Assert.True((await MineRoom.CodeAsync(app.Services, new TaxpayerId(Guid.CreateVersion7()))).Failed);
        Assert.False((await MineRoom.CodeAsync(app.Services, owner)).Failed);
    }

    [Theory, OnEachDatabase]
    public async Task What_the_taxpayer_gives_away_is_gone_from_the_connection_and_what_comes_is_there(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var owner = await BillRoom.OpenAsync(services);
        var citizen = await MineRoom.CitizenAsync(services);
        await MineRoom.RedeemAsync(services, citizen, (await MineRoom.CodeAsync(services, owner)).Value);
        Assert.Equal(BillRoom.First, ((MyParcel)Assert.Single((await MineRoom.AllAsync(services, citizen)).Things)).Nop);

        var buyer = (await RegisterAsync(services, Person("Contoh Pembeli"))).Value;
        await MineRoom.SellAsync(services, BillRoom.First, buyer, new DateOnly(2026, 3, 1));
        var second = Nop.Of(167201000100200020);
        await RegisterAsync(services, second.ToString(), Land(owner, new DateOnly(2026, 1, 1)));

        var now = await MineRoom.AllAsync(services, citizen);
        Assert.Equal(second, ((MyParcel)Assert.Single(now.Things)).Nop);
        Assert.Equal(1, Assert.Single(now.Connections).Objects);
        Assert.Empty(now.Lost);
    }
}

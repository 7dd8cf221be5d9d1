using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

/// <summary>A taxpayer with a cheap phone, from the paper in hand to the request for correction.</summary>
public sealed class CitizenJourneys(Chromium chromium)
{
    private const string Email = "warga@contoh.id";

    private static readonly Dictionary<string, string?> WithMail = new(StringComparer.Ordinal)
    {
        ["Smtp:Host"] = "127.0.0.1", ["Smtp:Port"] = "9", ["Smtp:From"] = "kota@contoh.go.id",
        ["Smtp:SiteAddress"] = "https://kota.contoh.go.id", ["Operations:Worker"] = "false",
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_taxpayer_registers_adds_an_object_from_the_paper_and_asks_for_a_correction(bool script)
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite, WithMail);
        var owner = await BillRoom.OpenAsync(app.Services);
        var bill = await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2026), BillRoom.House, new DateOnly(2026, 2, 1));
        await using var journey = await Journey.StartAsync(chromium, new() { BaseURL = app.Address.ToString() }, script);
        var page = journey.Page;

        // The QR code of the paper opens the bill; the button leads to signing in, and there to registering.
        await page.GotoAsync(BillPaths.Public(BillRoom.Slug, BillRoom.First, 2026, BillRoom.CodeOf(app.Services, BillRoom.First, 2026)));
        await journey.FollowAsync("Tambahkan ke objek saya");
        await journey.FollowAsync("Daftar akun wajib pajak");
        await journey.FillAsync(("Email", Email));
        await journey.PressAsync("Kirim tautan");
        await journey.SaysAsync("Buka tautan di dalamnya");

        await page.GotoAsync(await LinkAsync(app));
        await journey.SaysAsync(Email);
        await journey.FillAsync(("DisplayName", "Warga Contoh"), ("Password", "lampu-hijau-lima-belas"));
        await journey.PressAsync("Buat akun");

        // Back where the person came from: the number is filled in already. The code is kept nowhere meanwhile, so the paper says it again.
        await journey.SaysAsync("Tambah objek");
        await journey.FillAsync((ClaimObject.CodeField, BillRoom.CodeOf(app.Services, BillRoom.First, 2026)));
        await journey.PressAsync("Tambahkan objek ini");
        await journey.SaysAsync(Formats.Money(bill.Amount));
        await journey.SaysAsync("Jalan Objek 7");
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"));

        await journey.FollowAsync("Minta perbaikan");
        await journey.FillAsync(("Reason", "Luas tanah 100 m², bukan 120 m²"));
        await journey.PressAsync("Kirim");
        await journey.SaysAsync("1/2026");
        await page.GotoAsync("/saya/pajak");
        await journey.SaysAsync("Permohonan perbaikan saya");
        await journey.SaysAsync(BillRoom.First.ToString());

        // The way back to it stands in the menu, and on every public page.
        await page.GotoAsync("/tagihan");
        await page.Locator("header a", new() { HasText = "Objek dan tagihan saya" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Objek dan tagihan saya");
    }

    private static Task<string> LinkAsync(TestApp app) => app.Database.WithAsync<KotaDb, string>(
        db => db.Shared<MailRow>().Where(m => m.TextKey == "People.Mail.Registered").Select(m => m.Link!).SingleAsync());
}

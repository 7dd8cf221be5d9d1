using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

public sealed class SignInJourneys(Chromium chromium, SeededApp seeded)
{
    private static readonly Dictionary<string, object> Authenticator = new(StringComparer.Ordinal)
    {
        ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
        ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_signs_in_with_password_and_code(bool script)
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, Actor.Visitor, script);
        var page = journey.Page;
        var clock = seeded.App.Database.Clock;
        var account = await seeded.App.AccountAsync("diskominfo", "16.71");
        await PasswordAsync(journey, account);

        await page.GotoAsync("/akun/keamanan/kode");
        var key = await page.Locator("main code").First.InnerTextAsync();
        await journey.FillAsync(("Code", Totp.At(key, clock.GetUtcNow())));
        await journey.SendAsync();
        await page.WaitForURLAsync("**/akun/keamanan/pemulihan");
        Assert.NotEmpty(await page.Locator("main code").AllInnerTextsAsync());

        await SignOutAsync(page);
        await page.GotoAsync("/akun");
        Assert.StartsWith("/masuk", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromMinutes(1));
        await PasswordAsync(journey, account);
        await page.WaitForURLAsync("**/masuk/kode*");
        await journey.FillAsync(("Code", Totp.At(key, clock.GetUtcNow())));
        await journey.SendAsync();
        await page.WaitForURLAsync(url => !url.Contains("/masuk", StringComparison.Ordinal));

        await page.GotoAsync("/akun");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(account.Email);
    }

    /// <summary>Chromium itself makes and uses the passkey, on an authenticator that it plays in software.</summary>
    [Fact]
    public async Task A_person_makes_a_passkey_and_signs_in_with_it()
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, Actor.Visitor, script: true);
        var page = journey.Page;
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object> { ["options"] = Authenticator });

        // A passkey belongs to a name; an address of numbers has none.
        var site = new UriBuilder(seeded.App.Address) { Host = "localhost" }.Uri;
        var account = await seeded.App.AccountAsync("diskominfo", "16.71");
        await page.GotoAsync(new Uri(site, "/masuk").ToString());
        await SendPasswordAsync(journey, account);
        await page.GotoAsync(new Uri(site, "/akun/keamanan").ToString());
        await page.Locator("[name=newKey]").FillAsync("Kunci kantor");
        await page.Locator("form[data-passkey=create] button").ClickAsync();
        await Assertions.Expect(page.Locator("main input[value='Kunci kantor']")).ToBeVisibleAsync();

        await SignOutAsync(page);
        await page.GotoAsync(new Uri(site, "/masuk/kunci").ToString());
        await page.Locator("form[data-passkey=get] button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/masuk", StringComparison.Ordinal));
        await page.GotoAsync(new Uri(site, "/akun").ToString());
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(account.Email);
    }

    [Fact]
    public async Task A_wrong_password_says_so_and_keeps_the_name()
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, Actor.Visitor, script: false);
        var account = await seeded.App.AccountAsync("diskominfo", "16.71");
        await PasswordAsync(journey, account with { Password = "bukan-kata-sandinya" });

        await Assertions.Expect(journey.Page.Locator(".govuk-error-summary")).ToBeVisibleAsync();
        await Assertions.Expect(journey.Page.Locator("[name=Name]")).ToHaveValueAsync(account.Email);
    }

    /// <summary>On a phone the way out is in the menu, which opens without script.</summary>
    private static async Task SignOutAsync(IPage page)
    {
        await page.Locator("header a.k-menu").ClickAsync();
        await page.Locator("#menu button[form=keluar]").ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    private static async Task PasswordAsync(Journey journey, TestAccount account)
    {
        await journey.Page.GotoAsync("/masuk");
        await SendPasswordAsync(journey, account);
    }

    private static async Task SendPasswordAsync(Journey journey, TestAccount account)
    {
        await journey.FillAsync(("Name", account.Email), ("Password", account.Password));
        await journey.Page.Locator("main form[action='/masuk'] button").First.ClickAsync();
        await journey.Page.WaitForLoadStateAsync();
    }
}

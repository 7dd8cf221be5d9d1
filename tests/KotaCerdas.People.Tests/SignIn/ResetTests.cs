using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Tests.SignIn;

public sealed class ResetTests
{
    private static readonly Dictionary<string, string?> WithMail = new(StringComparer.Ordinal)
    {
        ["Smtp:Host"] = "127.0.0.1", ["Smtp:Port"] = "9", ["Smtp:From"] = "kota@contoh.go.id", ["Operations:Worker"] = "false",
    };

    [Theory, OnEachDatabase]
    public async Task A_mailed_link_sets_a_new_password_once_and_ends_sessions(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        var account = await app.AccountAsync("ministry-officer");
        using var signedIn = app.Client();
        await app.SignInAsync(signedIn, account);
        using var client = app.Client();
        var link = await AskAsync(app, client, account.Email);

        using var set = await client.SubmitAsync(link!, Typed("lampu-hijau-lima-belas"));

        Assert.Equal(HttpStatusCode.SeeOther, set.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await signedIn.GetAsync("/akun")).StatusCode);
        await app.SignInAsync(client, account with { Password = "lampu-hijau-lima-belas" });
        using var again = app.Client();
        Assert.Null((await again.PageAsync(link!)).QuerySelector("main form"));
    }

    [Theory, OnEachDatabase]
    public async Task A_link_ends_after_half_an_hour_and_an_unknown_address_gets_the_same_answer(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        var account = await app.AccountAsync("ministry-officer");
        using var client = app.Client();
        Assert.Null(await AskAsync(app, client, "tidak-ada@contoh.go.id"));
        var link = await AskAsync(app, client, account.Email);
        app.Database.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.NotNull((await client.PageAsync(link!)).QuerySelector("main form"));
        app.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await client.PageAsync(link!)).QuerySelector("main form"));
    }

    [Theory, OnEachDatabase]
    public async Task An_administrator_makes_a_link_only_for_people_of_the_region(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (mine, theirs) = (await app.AccountAsync("diskominfo", "16.72"), await app.AccountAsync("diskominfo", "34.04"));
        var admin = await app.AccountAsync("region-administrator", "16.72");
        using var client = app.Client();
        await app.SignInAsync(client, admin);

        using var made = await client.SubmitAsync($"/orang/{mine.User}/sandi", []);

        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        var link = (await client.PageAsync($"/orang/{mine.User}/sandi")).QuerySelector("main code")!.TextContent;
        using var visitor = app.Client();
        Assert.NotNull((await visitor.PageAsync(new Uri(link).AbsolutePath)).QuerySelector("main form"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/orang/{theirs.User}/sandi")).StatusCode);
    }

    private static Dictionary<string, string> Typed(string password) => new(StringComparer.Ordinal) { ["Password"] = password };

    /// <summary>The link of the mail, or null where none was written.</summary>
    private static async Task<string?> AskAsync(TestApp app, HttpClient client, string email)
    {
        using var asked = await client.SubmitAsync(
            "/masuk/lupa", new Dictionary<string, string>(StringComparer.Ordinal) { ["Email"] = email });
        Assert.Equal("/masuk/lupa?terkirim=true", asked.Headers.Location?.OriginalString);
        return await app.Database.WithAsync<KotaDb, string?>(
            db => db.Shared<MailRow>().Where(m => m.TextKey == "People.Mail.Reset").Select(m => m.Link).FirstOrDefaultAsync());
    }
}

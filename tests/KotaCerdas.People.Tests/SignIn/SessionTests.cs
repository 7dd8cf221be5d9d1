using System.Net;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Tests.SignIn;

public sealed class SessionTests
{
    [Theory, OnEachDatabase]
    public async Task Signing_out_everywhere_leaves_only_this_browser(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        using var here = app.Client();
        using var there = app.Client();
        await app.SignInAsync(here, account);
        await app.SignInAsync(there, account);

        using var answer = await here.SubmitAsync("/akun/keamanan", [], "form[action$='handler=Everywhere']");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/akun")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/akun")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_new_password_ends_other_sessions_and_the_old_password(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        using var here = app.Client();
        using var there = app.Client();
        await app.SignInAsync(here, account);
        await app.SignInAsync(there, account);
        const string Form = "form[action$='handler=Password']";
        using var wrong = await here.SubmitAsync("/akun/keamanan", Typed("salah-sekali-ini", "lampu-hijau-lima-belas"), Form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);

        using var right = await here.SubmitAsync("/akun/keamanan", Typed(account.Password, "lampu-hijau-lima-belas"), Form);

        Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/akun")).StatusCode);
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.SignInAsync(there, account));
        await app.SignInAsync(there, account with { Password = "lampu-hijau-lima-belas" });
    }

    [Theory, OnEachDatabase]
    public async Task A_session_ends_after_twelve_hours(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        using var client = app.Client();
        await app.SignInAsync(client, account);
        app.Database.Clock.Advance(TimeSpan.FromHours(11.9));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/akun")).StatusCode);
        app.Database.Clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/akun")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Only_generated_accounts_are_entered_without_a_password_and_only_in_a_demo(DatabaseEngine engine)
    {
        var on = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Demo:SignIn"] = "true" };
        await using var app = await TestApp.StartAsync(engine, on);
        var real = await app.AccountAsync("ministry-officer");
        using var client = app.Client();
        var page = await client.PageAsync("/masuk");
        Assert.Null(page.QuerySelector("form[action$='handler=Demo']"));
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
            ["account"] = real.User.ToString(),
        });
        using var answer = await client.PostAsync("/masuk?handler=Demo", content);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, await app.Database.WithAsync<KotaDb, int>(db => db.Shared<Session>().CountAsync()));
    }

    private static Dictionary<string, string> Typed(string present, string wanted) =>
        new(StringComparer.Ordinal) { ["Present"] = present, ["Password"] = wanted };
}

using System.Net;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.People.Tests.SignIn;

public sealed class PasswordTests
{
    [Theory, OnEachDatabase]
    public async Task The_right_password_opens_a_session_and_sign_out_ends_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        using var client = app.Client();

        await app.SignInAsync(client, account);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/akun")).StatusCode);

        using var left = await client.SubmitAsync("/keluar", []);
        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/akun")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_copied_cookie_is_worth_nothing_after_sign_out(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        using var client = app.Client();
        using var signedIn = await client.SubmitAsync("/masuk", Typed(account.Email, account.Password));
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("kotacerdas-sesi=", StringComparison.Ordinal))
            .Split(';')[0];
        using var thief = app.Client();
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/akun")).StatusCode);

        await client.SubmitAsync("/keluar", []);

        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/akun")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task An_unknown_name_and_a_wrong_password_get_the_same_answer(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        using var client = app.Client();

        using var wrong = await client.SubmitAsync("/masuk", Typed(account.Email, "kereta-hujan-delapan"));
        using var unknown = await client.SubmitAsync("/masuk", Typed("tidak-ada@contoh.go.id", "kereta-hujan-delapan"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Equal(await SummaryAsync(wrong), await SummaryAsync(unknown));
    }

    [Theory, OnEachDatabase]
    public async Task After_five_attempts_even_the_right_password_waits_a_quarter_of_an_hour(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        using var client = app.Client();
        for (var i = 0; i < Throttle.ForName; i++)
        {
            using var wrong = await client.SubmitAsync("/masuk", Typed(account.Email, "kereta-hujan-delapan"));
        }

        using var blocked = await client.SubmitAsync("/masuk", Typed(account.Email, account.Password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, blocked.StatusCode);
        Assert.Contains("15 menit", await SummaryAsync(blocked), StringComparison.Ordinal);

        app.Database.Clock.Advance(TimeSpan.FromMinutes(15));
        await app.SignInAsync(client, account);
    }

    [Theory, OnEachDatabase]
    public async Task A_sign_in_never_leads_to_another_site(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        foreach (var back in new[] { "https://contoh.invalid/", "//contoh.invalid/", "/\\contoh.invalid/", "javascript:1" })
        {
            using var client = app.Client();
            using var answer = await client.SubmitAsync(
                "/masuk?lanjut=" + Uri.EscapeDataString(back), Typed(account.Email, account.Password));
            Assert.Equal("/kantor", answer.Headers.Location?.OriginalString);
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_form_without_its_token_is_refused(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        using var client = app.Client();
        using var content = new FormUrlEncodedContent(Typed(account.Email, account.Password));

        using var answer = await client.PostAsync("/masuk", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("sebelas-hrf", "People.Password.Short")]
    [InlineData("aaaaaaaabbbbbbbb", "People.Password.Monotonous")]
    [InlineData("12345678901234", "People.Password.Pattern")]
    [InlineData("zyxwvutsrqponm", "People.Password.Pattern")]
    [InlineData("garuda7garuda7", "People.Password.Pattern")]
    [InlineData("xx-kepala.dinas-xx", "People.Password.HoldsName")]
    [InlineData("kereta-hujan-tujuh", null)]
    public void A_password_is_long_varied_and_not_the_name(string password, string? problem) =>
        Assert.Equal(problem, Passwords.Refuse(password, "", "kepala.dinas@contoh.go.id")?.Code);

    private static Dictionary<string, string> Typed(string name, string password) =>
        new(StringComparer.Ordinal) { ["Name"] = name, ["Password"] = password };

    private static async Task<string> SummaryAsync(HttpResponseMessage answer) =>
        (await answer.DocumentAsync()).QuerySelector(".govuk-error-summary")!.TextContent;
}

using System.Net;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.People.Tests.SignIn;

public sealed class CodeTests
{
    // RFC 6238 appendix B, SHA-1, the last six of eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var key = Totp.ToBase32("12345678901234567890"u8);
        Assert.Equal(code, Totp.At(key, DateTimeOffset.FromUnixTimeSeconds(seconds)));
    }

    [Fact]
    public void A_code_is_accepted_once_and_one_step_around_now()
    {
        var (key, now) = (Totp.NewKey(), DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
        var step = Totp.StepOf(Totp.At(key, now), key, now, 0);
        Assert.NotNull(step);
        Assert.Null(Totp.StepOf(Totp.At(key, now), key, now, step.Value));
        Assert.NotNull(Totp.StepOf(Totp.At(key, now.AddSeconds(-30)), key, now, 0));
        Assert.Null(Totp.StepOf(Totp.At(key, now.AddSeconds(-90)), key, now, 0));
    }

    [Theory, OnEachDatabase]
    public async Task With_codes_on_a_password_alone_opens_nothing(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        var (key, _) = await app.TurnCodesOnAsync(account);
        app.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        using var client = app.Client();

        await app.SignInAsync(client, account);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/akun")).StatusCode);
        using var wrong = await client.SubmitAsync("/masuk/kode", Typed("000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var code = Totp.At(key, app.Database.Clock.GetUtcNow());
        using var right = await client.SubmitAsync("/masuk/kode", Typed(code));
        Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/akun")).StatusCode);

        using var other = app.Client();
        await app.SignInAsync(other, account);
        using var again = await other.SubmitAsync("/masuk/kode", Typed(code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_recovery_code_works_once(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        var (_, recovery) = await app.TurnCodesOnAsync(account);
        Assert.Equal(Codes.RecoveryCount, recovery.Distinct(StringComparer.Ordinal).Count());
        foreach (var expected in new[] { HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity })
        {
            using var client = app.Client();
            await app.SignInAsync(client, account);
            using var answer = await client.SubmitAsync("/masuk/kode", Typed(recovery[3]));
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    private static Dictionary<string, string> Typed(string code) => new(StringComparer.Ordinal) { ["Code"] = code };
}

internal static class CodeSetUp
{
    /// <summary>Switches codes on through the pages.</summary>
    public static async Task<(string Key, IReadOnlyList<string> Recovery)> TurnCodesOnAsync(this TestApp app, TestAccount account)
    {
        using var client = app.Client();
        await app.SignInAsync(client, account);
        var page = await client.PageAsync("/akun/keamanan/kode");
        var key = page.QuerySelector("main code")!.TextContent;
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("main form")!;
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Code"] = Totp.At(key, app.Database.Clock.GetUtcNow()),
            ["__RequestVerificationToken"] = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
        });
        using var on = await client.PostAsync("/akun/keamanan/kode", content);
        Assert.Equal(HttpStatusCode.SeeOther, on.StatusCode);
        var codes = (await client.PageAsync("/akun/keamanan/pemulihan")).QuerySelectorAll("main code").Select(c => c.TextContent).ToList();
        using var gone = await client.GetAsync("/akun/keamanan/pemulihan");
        Assert.Equal(HttpStatusCode.SeeOther, gone.StatusCode);
        return (key, codes);
    }
}

using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.People.Tests.Account;

public sealed class PreferenceTests
{
    [Theory, OnEachDatabase]
    public async Task A_chosen_language_holds_for_mails_and_for_the_next_device(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("bappeda", "16.72");
        using var client = app.Client();
        await app.SignInAsync(client, account);
        Assert.Equal(("id", true), await AddresseeAsync(app, account));

        using var saved = await client.SubmitAsync("/akun/pilihan", Chosen("en", "tidak"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal("en", (await client.PageAsync("/akun/pilihan?tersimpan=1")).DocumentElement.GetAttribute("lang"));
        Assert.Equal(("en", false), await AddresseeAsync(app, account));

        using var other = app.Client();
        Assert.Equal("id", (await other.PageAsync("/masuk")).DocumentElement.GetAttribute("lang"));
        await app.SignInAsync(other, account);
        Assert.Equal("en", (await other.PageAsync("/akun")).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_choice_that_is_not_offered_changes_nothing()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var account = await app.AccountAsync("bappeda", "16.72");
        using var client = app.Client();
        await app.SignInAsync(client, account);
        foreach (var wrong in new[] { Chosen("fr", "ya"), Chosen("en", "mungkin") })
        {
            using var refused = await client.SubmitAsync("/akun/pilihan", wrong);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        Assert.Equal(("id", true), await AddresseeAsync(app, account));
    }

    private static Dictionary<string, string> Chosen(string language, string mail) =>
        new(StringComparer.Ordinal) { ["Language"] = language, ["Mail"] = mail };

    private static async Task<(string Language, bool Wants)> AddresseeAsync(TestApp app, TestAccount account)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var to = await scope.ServiceProvider.GetRequiredService<IMailAddresses>().FindAsync(account.User, default);
        return (to!.Language.Name, to.WantsMail);
    }
}

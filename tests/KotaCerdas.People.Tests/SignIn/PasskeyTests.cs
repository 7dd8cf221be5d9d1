using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.People.Tests.SignIn;

public sealed class PasskeyTests
{
    [Theory, OnEachDatabase]
    public async Task A_registered_passkey_signs_in_without_a_password(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        using var device = await RegisterAsync(app, account);
        using var client = Browser(app);
        var credential = device.Get(await OptionsAsync(client, "/masuk/kunci", "/masuk/kunci?handler=Options"));

        using var answer = await PostAsync(client, "/masuk/kunci", "/masuk/kunci", credential);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/akun")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_removed_passkey_signs_in_no_more(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        using var device = await RegisterAsync(app, account);
        using var owner = app.Client();
        await app.SignInAsync(owner, account);
        var key = (await owner.PageAsync("/akun/keamanan")).QuerySelector("button[name=remove]")!.GetAttribute("value")!;
        var typed = new Dictionary<string, string>(StringComparer.Ordinal) { ["rename"] = key, [key] = "Laptop kantor" };
        using var renamed = await owner.SubmitAsync("/akun/keamanan", typed, "form[action$='handler=Key']");
        Assert.Equal("Laptop kantor", (await owner.PageAsync("/akun/keamanan")).GetElementById(key)!.GetAttribute("value"));
        var act = new Dictionary<string, string>(StringComparer.Ordinal) { ["remove"] = key };
        using var removed = await owner.SubmitAsync("/akun/keamanan", act, "form[action$='handler=Key']");
        using var client = Browser(app);
        var credential = device.Get(await OptionsAsync(client, "/masuk/kunci", "/masuk/kunci?handler=Options"));

        using var answer = await PostAsync(client, "/masuk/kunci", "/masuk/kunci", credential);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task An_answer_to_another_challenge_is_refused(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        using var device = await RegisterAsync(app, account);
        using var client = Browser(app);
        var old = device.Get(await OptionsAsync(client, "/masuk/kunci", "/masuk/kunci?handler=Options"));
        await OptionsAsync(client, "/masuk/kunci", "/masuk/kunci?handler=Options");

        using var answer = await PostAsync(client, "/masuk/kunci", "/masuk/kunci", old);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_key_that_was_never_registered_is_refused(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("ministry-officer");
        using var known = await RegisterAsync(app, account);
        using var stranger = Device(app);
        using var client = Browser(app);
        var credential = stranger.Get(await OptionsAsync(client, "/masuk/kunci", "/masuk/kunci?handler=Options"));

        using var answer = await PostAsync(client, "/masuk/kunci", "/masuk/kunci", credential);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private static SoftwareAuthenticator Device(TestApp app) => new(app.Address.GetLeftPart(UriPartial.Authority), app.Address.Host);

    private static HttpClient Browser(TestApp app)
    {
        var client = app.Client();
        client.DefaultRequestHeaders.Add("Origin", app.Address.GetLeftPart(UriPartial.Authority));
        return client;
    }

    private static async Task<SoftwareAuthenticator> RegisterAsync(TestApp app, TestAccount account)
    {
        var device = Device(app);
        using var client = Browser(app);
        await app.SignInAsync(client, account);
        var credential = device.Create(await OptionsAsync(client, "/akun/keamanan", "/akun/keamanan?handler=KeyOptions"));
        using var added = await PostAsync(client, "/akun/keamanan", "/akun/keamanan?handler=AddKey", credential);
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        return device;
    }

    private static async Task<string> OptionsAsync(HttpClient client, string page, string path)
    {
        using var answer = await PostAsync(client, page, path, string.Empty);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string path, string credential)
    {
        var token = (await client.PageAsync(page)).QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = token, ["credential"] = credential,
        });
        return await client.PostAsync(path, content);
    }
}

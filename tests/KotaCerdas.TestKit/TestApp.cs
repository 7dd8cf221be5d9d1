using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using KotaCerdas.Platform;
using KotaCerdas.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.TestKit;

/// <summary>The product on a real port over a test database.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _owns;

    private TestApp(TestDatabase database, WebApplication app, bool owns)
    {
        Database = database;
        (_app, _owns) = (app, owns);
        Address = new Uri(app.Urls.Single());
    }

    /// <summary>The database behind it.</summary>
    public TestDatabase Database { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The running product's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the product on a free port.</summary>
    /// <param name="engine">Which engine.</param>
    /// <param name="more">Settings on top.</param>
    public static async Task<TestApp> StartAsync(DatabaseEngine engine, IReadOnlyDictionary<string, string?>? more = null)
    {
        return await StartAsync(await TestDatabase.CreateAsync(engine), more, null, owns: true);
    }

    /// <summary>Starts the product over a database that stays when it stops: to start it again, as after a restart.</summary>
    /// <param name="database">The database; its owner disposes of it.</param>
    /// <param name="more">Settings on top.</param>
    /// <param name="adjust">Services on top.</param>
    public static Task<TestApp> OverAsync(
        TestDatabase database, IReadOnlyDictionary<string, string?>? more = null, Action<IServiceCollection>? adjust = null) =>
        StartAsync(database, more, adjust, owns: false);

    private static async Task<TestApp> StartAsync(
        TestDatabase database, IReadOnlyDictionary<string, string?>? more, Action<IServiceCollection>? adjust, bool owns)
    {
        var settings = new Dictionary<string, string?>(database.Settings,
            StringComparer.OrdinalIgnoreCase) { ["urls"] = "http://127.0.0.1:0" };
        foreach (var (key, value) in more ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            settings[key] = value;
        }

        var app = KotaApp.Build(settings, services =>
        {
            database.Adjust(services);
            services.AddSingleton<IStartupFilter, TestActors>();
            adjust?.Invoke(services);
        });
        await app.StartAsync();
        return new TestApp(database, app, owns);
    }

    /// <summary>A browser without JavaScript: keeps cookies, follows no redirects.</summary>
    /// <param name="actor">Who acts in every request, without signing in; null for a visitor (or for the real sign-in).</param>
    public HttpClient Client(Actor? actor = null)
    {
#pragma warning disable CA2000 // the client owns the handler
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false,
            CookieContainer = new CookieContainer() }) { BaseAddress = Address };
#pragma warning restore CA2000
        if (actor is not null)
        {
            var header = HeaderFor(actor);
            client.DefaultRequestHeaders.Add(header.Key, header.Value);
        }

        return client;
    }

    /// <summary>The request header that makes someone act without signing in, for browsers of other kinds.</summary>
    public KeyValuePair<string, string> HeaderFor(Actor actor) =>
        new(TestActors.Header, Services.GetServices<IStartupFilter>().OfType<TestActors>().Single().Register(actor));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_owns)
        {
            await Database.DisposeAsync();
        }
    }

    private sealed class TestActors : IStartupFilter
    {
        public const string Header = "X-Test-Actor";

        private readonly List<Actor> _actors = [];

        public string Register(Actor actor)
        {
            lock (_actors)
            {
                _actors.Add(actor);
                return (_actors.Count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (HttpContext context, RequestDelegate go) =>
            {
                if (int.TryParse(context.Request.Headers[Header], out var index))
                {
                    context.RequestServices.GetRequiredService<CurrentActor>().Value = _actors[index];
                }

                await go(context);
            });
            next(app);
        };
    }
}

/// <summary>HTML over HTTP.</summary>
public static class HtmlRequests
{
    private const int ProofTries = 300;
    private const int ProofPause = 100;

    /// <summary>Reads a response as a document.</summary>
    public static async Task<IHtmlDocument> DocumentAsync(this HttpResponseMessage response) =>
        await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());

    /// <summary>GETs a page that must answer 200.</summary>
    public static async Task<IHtmlDocument> PageAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return response.StatusCode == HttpStatusCode.OK
            ? await response.DocumentAsync()
            : throw new InvalidOperationException(
                $"GET {path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>The address of the log entry that a page leads to, once the product's worker has written it.</summary>
    public static async Task<string> ProofAsync(this HttpClient client, string path)
    {
        for (var tries = 0; tries < ProofTries; tries++)
        {
            var page = await client.PageAsync(path);
            if (page.QuerySelector("main a[href^='/log/'][href*='/entri/']")?.GetAttribute("href") is { } found)
            {
                return found;
            }

            await Task.Delay(ProofPause);
        }

        throw new InvalidOperationException($"{path} leads to no entry of a log");
    }

    /// <summary>
    /// Sends the form that a page shows by its own method, with its antiforgery token and prefilled values, after filling the given fields.
    /// </summary>
    /// <param name="client">The browser.</param>
    /// <param name="path">Page that holds the form.</param>
    /// <param name="fields">Values to type.</param>
    /// <param name="form">CSS selector of the form.</param>
    public static async Task<HttpResponseMessage> SubmitAsync(
        this HttpClient client, string path, IEnumerable<KeyValuePair<string, string>> fields, string form = "main form") =>
        await (await client.FillAsync(path, fields, form))();

    /// <summary>Fills the form that a page shows; what comes back posts it, once.</summary>
    public static async Task<Func<Task<HttpResponseMessage>>> FillAsync(
        this HttpClient client, string path, IEnumerable<KeyValuePair<string, string>> fields, string form = "main form")
    {
        var page = await client.PageAsync(path);
        var element = page.QuerySelector(form) as IHtmlFormElement ?? throw new InvalidOperationException($"No form {form} on {path}");
        var typed = fields.ToLookup(f => f.Key, f => f.Value, StringComparer.Ordinal);
        var values = element.QuerySelectorAll("input[name], textarea[name], select[name]")
            .Where(e => !typed.Contains(e.GetAttribute("name")!))
            .Where(e => e is not IHtmlInputElement { Type: "checkbox" or "radio",
                IsChecked: false } and not IHtmlInputElement { Type: "file" or "submit" })
            .Select(e => KeyValuePair.Create(e.GetAttribute("name")!, e switch
            {
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => select.Value ?? string.Empty,
                _ => string.Empty,
            }))
            .Concat(typed.SelectMany(g => g.Select(v => KeyValuePair.Create(g.Key, v)))).ToList();
        var action = element.GetAttribute("action") is { Length: > 0 } given ? given : path;
        action = action.StartsWith('?') ? path.Split('?')[0] + action : action; // as browsers resolve it
        return async () =>
        {
            using var content = new FormUrlEncodedContent(values);
            return element.Method == "get" ? await client.GetAsync($"{action.Split('?')[0]}?{await content.ReadAsStringAsync()}")
                : await client.PostAsync(action, content);
        };
    }
}

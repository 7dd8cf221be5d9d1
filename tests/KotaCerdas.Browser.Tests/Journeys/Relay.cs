using System.Collections.Concurrent;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KotaCerdas.Browser.Tests.Journeys;

/// <summary>
/// A network between a browser and the product that can be cut: for service workers too, which a browser's own switch does not reach. What
/// passes acts as somebody.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private static readonly string[] Hop = ["Host", "Connection", "Transfer-Encoding", "Keep-Alive", "Content-Length"];

    private readonly WebApplication _server;
    private readonly HttpClient _onward;
    private readonly ConcurrentDictionary<HttpContext, bool> _open = [];
    private volatile bool _cut;

    private Relay(WebApplication server, HttpClient onward) => (_server, _onward) = (server, onward);

    /// <summary>Where the browser goes.</summary>
    public string Address => _server.Urls.Single();

    /// <summary>Requests that came while it was cut.</summary>
    public int Lost { get; private set; }

    public static async Task<Relay> ToAsync(TestApp app, Actor actor)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
#pragma warning disable CA2000 // the client owns the handler, the relay the client
        var onward = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = app.Address };
#pragma warning restore CA2000
        var header = app.HeaderFor(actor);
        onward.DefaultRequestHeaders.Add(header.Key, header.Value);
        var relay = new Relay(server, onward);
        server.Run(relay.PassAsync);
        await server.StartAsync();
        return relay;
    }

    /// <summary>Nothing passes any more, and what is open, such as a stream of events, breaks off.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var open in _open.Keys)
        {
            open.Abort();
        }
    }

    public void Restore() => _cut = false;

    public async ValueTask DisposeAsync()
    {
        _onward.Dispose();
        await _server.DisposeAsync();
    }

    private async Task PassAsync(HttpContext http)
    {
        if (_cut)
        {
            Lost++;
            http.Abort();
            return;
        }

        _open[http] = true;
        try
        {
            await OnwardAsync(http);
        }
        catch (OperationCanceledException)
        {
            // It was cut, or the browser left.
        }
        finally
        {
            _open.TryRemove(http, out _);
        }
    }

    private async Task OnwardAsync(HttpContext http)
    {
        var gone = http.RequestAborted;
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.Path + http.Request.QueryString);
        if (HttpMethods.IsPost(http.Request.Method))
        {
            var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, gone);
            request.Content = new ByteArrayContent(body.ToArray());
        }

        foreach (var (name, value) in http.Request.Headers.Where(h => !Hop.Contains(h.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
            }
        }

        using var answer = await _onward.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, gone);
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, value) in answer.Headers.Concat(answer.Content.Headers).Where(h =>
            !Hop.Contains(h.Key, StringComparer.Ordinal)))
        {
            http.Response.Headers[name] = value.ToArray();
        }

        await answer.Content.CopyToAsync(http.Response.Body, gone);
    }
}

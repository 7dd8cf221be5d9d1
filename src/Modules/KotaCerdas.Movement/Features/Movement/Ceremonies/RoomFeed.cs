using System.Collections.Concurrent;
using System.Text;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>The marks of rooms, read at most once a second for all who watch.</summary>
internal sealed class RoomMarks(IServiceScopeFactory scopes)
{
    private const int Milliseconds = 1_000;

    private readonly ConcurrentDictionary<CeremonyId, (long At, string Mark)> _marks = new();

    /// <summary>The mark of a room, a second old at most, two while it is being read; empty where there is no such room.</summary>
    public async Task<string> OfAsync(CeremonyId id)
    {
        var now = Environment.TickCount64;
        if (_marks.TryGetValue(id, out var kept))
        {
            if (now - kept.At < Milliseconds)
            {
                return kept.Mark;
            }

            // One reads, the others go on with what is kept.
            _marks[id] = (now, kept.Mark);
        }

        var mark = await ReadAsync(id);
        _marks[id] = (now, mark);
        return mark;
    }

    private async Task<string> ReadAsync(CeremonyId id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var room = await scope.ServiceProvider.GetRequiredService<CeremonyDesk>().RoomAsync(id, CancellationToken.None);
        return room?.Mark ?? string.Empty;
    }
}

/// <summary>
/// Server-sent events of a room: the mark of what it shows, whenever that changes. The page then reads itself anew, so an event that is
/// lost, or a connection that comes back, costs nothing.
/// </summary>
internal sealed class RoomFeed(RoomMarks marks, IServiceScopeFactory scopes, IHostApplicationLifetime life)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Sends until the reader leaves or the product stops.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">The ceremony.</param>
    /// <param name="present">The region and office that are present as long as they listen, or null.</param>
    public async Task SendAsync(HttpContext http, CeremonyId id, (RegionCode Region, string Office)? present)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var last = http.Request.Headers["Last-Event-ID"].ToString();
        using var timer = new PeriodicTimer(Look);
        try
        {
            for (var second = 0; ; second++)
            {
                if (second % (int)CeremonyDesk.Beat.TotalSeconds == 0)
                {
                    await BeatAsync(http.Response, id, present, end.Token);
                }

                var mark = await marks.OfAsync(id);
                if (mark != last)
                {
                    await WriteAsync(http.Response, $"id: {mark}\ndata: {mark}\n\n", end.Token);
                    last = mark;
                }

                await timer.WaitForNextTickAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The reader left, or the product stops: they connect again.
        }
    }

    /// <summary>Keeps the connection open and the seat taken.</summary>
    private async Task BeatAsync(
        HttpResponse response, CeremonyId id, (RegionCode Region, string Office)? present, CancellationToken cancel)
    {
        await WriteAsync(response, ": .\n\n", cancel);
        if (present is not { } who)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<CeremonyDesk>();
        if (await desk.SeatAsync(id, who.Region, cancel) is { } seat)
        {
            await desk.TouchAsync(seat, who.Office, cancel);
        }
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancel)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        await response.Body.FlushAsync(cancel);
    }
}

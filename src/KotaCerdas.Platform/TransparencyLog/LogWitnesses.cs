using System.Globalization;
using System.Net;
using System.Text;
using KotaCerdas.Documents.Log;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>
/// Sends new checkpoints to the witnesses (C2SP tlog-witness, add-checkpoint) and keeps the signatures that hold. A witness that is away
/// misses nothing: the next checkpoint is proved to it from the last size it signed.
/// </summary>
internal sealed partial class LogWitnesses(
    IServiceScopeFactory scopes, IOptions<TransparencyLogOptions> options, TimeProvider clock, ILogger<LogWitnesses> logger) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public void Dispose() => _http.Dispose();

    /// <summary>Asks every witness for its signature under the newest checkpoint of a region.</summary>
    public async Task AskAsync(RegionCode region, CancellationToken cancel)
    {
        foreach (var (witness, key) in options.Value.Witnesses.Zip(options.Value.WitnessKeys).Where(w => w.First.Url.Length > 0))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await AskAsync(scope.ServiceProvider, region, witness, key, cancel);
            }
            catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                Away(logger, key.Name, region.Value);
            }
        }
    }

    private async Task AskAsync(IServiceProvider services, RegionCode region, WitnessOptions witness, NoteKey key, CancellationToken cancel)
    {
        var db = services.GetRequiredService<KotaDb>();
        var scope = RegionScope.Of(region);
        var head = await db.In<LogCheckpoint>(scope).AsNoTracking().Where(c => c.RegionCode == region)
            .OrderByDescending(c => c.Size).FirstAsync(cancel);
        var known = await db.In<LogCosignature>(scope).Where(c => c.RegionCode == region && c.Witness == key.Name)
            .MaxAsync(c => (long?)c.Size, cancel) ?? 0;
        var (status, answer) = await PostAsync(services.GetRequiredService<LogTiles>(), witness, head, known, cancel);
        if (status == HttpStatusCode.Conflict && long.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && size != known && size <= head.Size)
        {
            // It signed a size whose signature was lost on the way back.
            (status, answer) = await PostAsync(services.GetRequiredService<LogTiles>(), witness, head, size, cancel);
        }

        if (status != HttpStatusCode.OK || !SignedNote.TryParse(head.Note + answer + "\n", out var note)
            || note.Open([key], out _) != NoteVerdict.Valid)
        {
            Refused(logger, key.Name, region.Value, (int)status);
            return;
        }

        await using var write = await db.BeginWriteAsync(scope, cancel);
        db.Add(new LogCosignature
        {
            RegionCode = region,
            Size = head.Size,
            Witness = key.Name,
            Line = note.Signatures[^1].ToString(),
            ReceivedAt = clock.GetUtcNow().UtcDateTime,
        });
        await write.CommitAsync(cancel);
    }

    private async Task<(HttpStatusCode Status, string Answer)> PostAsync(
        LogTiles tiles, WitnessOptions witness, LogCheckpoint head, long from, CancellationToken cancel)
    {
        var body = new StringBuilder().Append("old ").Append(from.ToString(CultureInfo.InvariantCulture)).Append('\n');
        if (from > 0)
        {
            var tree = await tiles.TreeAsync(head.RegionCode, head.Size, t => t.Consistency(from), cancel);
            foreach (var hash in tree.Consistency(from))
            {
                body.Append(Convert.ToBase64String(hash)).Append('\n');
            }
        }

        using var content = new StringContent(body.Append('\n').Append(head.Note).ToString());
        using var response = await _http.PostAsync(new Uri(witness.Url.TrimEnd('/') + "/add-checkpoint"), content, cancel);
        return (response.StatusCode, (await response.Content.ReadAsStringAsync(cancel)).Trim('\n'));
    }

    [LoggerMessage(LogLevel.Warning, "Witness {Witness} did not answer for the log of {Region}")]
    private static partial void Away(ILogger logger, string witness, string region);

    [LoggerMessage(LogLevel.Warning, "Witness {Witness} did not sign the log of {Region}: {Status}")]
    private static partial void Refused(ILogger logger, string witness, string region, int status);
}

using System.Collections.Concurrent;
using System.Text;
using KotaCerdas.Documents.Log;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>
/// Appends what waits to the logs, region by region. Entries, hashes and the signed checkpoint of a batch are one transaction, and the key
/// of a checkpoint is its size: there is never half a batch, nor two roots for one size, whoever is killed and however many nodes append.
/// </summary>
internal sealed class LogAppender(IServiceScopeFactory scopes, IOptions<TransparencyLogOptions> options, LogWitnesses witnesses,
    TimeProvider clock)
{
    /// <summary>Most entries of one transaction.</summary>
    public const int Batch = 4096;

    private const int Many = 1000;

    private static readonly string[] LeafColumns = ["region_code", "leaf_index", "id", "entry"];
    private static readonly string[] HashColumns = ["region_code", "level", "hash_index", "hash"];

    private readonly ConcurrentDictionary<RegionCode, DateTimeOffset> _last = [];

    /// <summary>Appends for every region whose checkpoint is due; true where something was appended.</summary>
    public async Task<bool> AppendDueAsync(CancellationToken cancel)
    {
        List<(RegionCode Region, int Waiting)> queues;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var waiting = await scope.ServiceProvider.GetRequiredService<KotaDb>().In<LogQueueRow>(RegionScope.National("log appender"))
                .GroupBy(q => q.RegionCode).Select(g => new { Region = g.Key, Count = g.Count() }).ToListAsync(cancel);
            queues = waiting.ConvertAll(w => (w.Region, w.Count));
        }

        var appended = false;
        var interval = TimeSpan.FromSeconds(options.Value.CheckpointSeconds);
        foreach (var (region, waiting) in queues)
        {
            if (waiting >= Many || !_last.TryGetValue(region, out var last) || clock.GetUtcNow() - last >= interval)
            {
                appended |= await AppendAsync(region, cancel) > 0;
            }
        }

        return appended;
    }

    /// <summary>Appends one batch of what waits for a region.</summary>
    /// <returns>Entries appended; 0 where nothing waits or another node was faster.</returns>
    public async Task<int> AppendAsync(RegionCode region, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        var waiting = await db.In<LogQueueRow>(RegionScope.Of(region)).Where(q => q.RegionCode == region)
            .OrderBy(q => q.Id).Take(Batch).Select(q => new Waiting(q.Id, q.Entry)).ToListAsync(cancel);
        if (waiting.Count == 0)
        {
            return 0;
        }

        var signer = await scope.ServiceProvider.GetRequiredService<LogKeys>().SignerAsync(region, cancel);
        var growth = await GrowAsync(scope.ServiceProvider, region, waiting, cancel);
        var appended = await WriteAsync(db, region, growth, signer, cancel);
        _last[region] = clock.GetUtcNow();
        if (appended)
        {
            await witnesses.AskAsync(region, cancel);
        }

        return appended ? waiting.Count : 0;
    }

    private static async Task<Growth> GrowAsync(
        IServiceProvider services, RegionCode region, List<Waiting> waiting, CancellationToken cancel)
    {
        var db = services.GetRequiredService<KotaDb>();
        var head = await HeadAsync(db, region, cancel);
        var size = head?.Size ?? 0;
        var tree = (await services.GetRequiredService<LogTiles>().TreeAsync(region, size, t => t.Grow(), cancel)).Grow();
        if (head is not null && !tree.Root().AsSpan().SequenceEqual(head.Root))
        {
            throw new InvalidDataException($"The hashes of the log of {region} do not give its root at {size}; run verify-log");
        }

        var hashes = new List<TileHash>(waiting.Count + (waiting.Count / 128));
        foreach (var entry in waiting)
        {
            tree.Append(MerkleHash.Leaf(Encoding.UTF8.GetBytes(entry.Entry)), hashes.Add);
        }

        return new Growth(size, waiting, hashes, tree.Root());
    }

    private async Task<bool> WriteAsync(KotaDb db, RegionCode region, Growth growth, NoteSigner signer, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var size = growth.Before + growth.Entries.Count;
        var text = new Checkpoint(signer.Key.Name, size, growth.Root).Text;
        var ids = growth.Entries.ConvertAll(e => e.Id);
        await using var write = await db.BeginWriteAsync(scope, cancel);

        // Taking the rows out of the queue keeps other nodes from them until the commit. One parameter for all: thousands are slow to bind.
        var taken = await db.In<LogQueueRow>(scope).Where(q => q.RegionCode == region && EF.Parameter(ids).Contains(q.Id))
            .ExecuteDeleteAsync(cancel);
        if (taken != ids.Count || ((await HeadAsync(db, region, cancel))?.Size ?? 0) != growth.Before)
        {
            return false;
        }

        var connection = db.Database.GetDbConnection();
        await BulkWriter.InsertAsync(
            connection, "platform_log_leaf", LeafColumns,
            growth.Entries.Select((e, i) => new object?[] { region.Value, growth.Before + i, e.Id, e.Entry }), cancel);
        await BulkWriter.InsertAsync(
            connection, "platform_log_hash", HashColumns,
            growth.Hashes.Select(h => new object?[] { region.Value, h.Level, h.Index, h.Hash }), cancel);
        db.Add(new LogCheckpoint
        {
            RegionCode = region,
            Size = size,
            Root = growth.Root,
            Note = new SignedNote(text, [signer.Sign(text)]).ToString(),
            SignedAt = clock.GetUtcNow().UtcDateTime,
        });
        await write.CommitAsync(cancel);
        return true;
    }

    private static Task<LogCheckpoint?> HeadAsync(KotaDb db, RegionCode region, CancellationToken cancel) =>
        db.In<LogCheckpoint>(RegionScope.Of(region)).AsNoTracking().Where(c => c.RegionCode == region)
            .OrderByDescending(c => c.Size).FirstOrDefaultAsync(cancel);

    private sealed record Waiting(Guid Id, string Entry);

    private sealed record Growth(long Before, List<Waiting> Entries, List<TileHash> Hashes, byte[] Root);
}

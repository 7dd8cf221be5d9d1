using System.Text;
using KotaCerdas.Documents.Log;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>Tiles of the logs, put together from rows: a full tile and each of its partial forms are the same 256 rows or fewer.</summary>
internal sealed class LogTiles(KotaDb db)
{
    /// <summary>The bytes of a tile or entry bundle, or null where the log does not reach so far.</summary>
    public async Task<byte[]?> ReadAsync(RegionCode region, Tile tile, CancellationToken cancel)
    {
        var (first, end) = (tile.Index * Tile.Full, (tile.Index * Tile.Full) + tile.Width);
        if (tile.Level == Tile.Entries)
        {
            var entries = await db.In<LogLeaf>(RegionScope.Of(region)).AsNoTracking()
                .Where(l => l.RegionCode == region && l.LeafIndex >= first && l.LeafIndex < end).OrderBy(l => l.LeafIndex)
                .Select(l => l.Entry).ToListAsync(cancel);
            return entries.Count == tile.Width
                ? EntryBundle.Write([.. entries.Select(e => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(e))]) : null;
        }

        var hashes = await db.In<LogHash>(RegionScope.Of(region)).AsNoTracking()
            .Where(h => h.RegionCode == region && h.Level == tile.Level && h.HashIndex >= first && h.HashIndex < end)
            .OrderBy(h => h.HashIndex).Select(h => h.Hash).ToListAsync(cancel);
        return hashes.Count == tile.Width ? [.. hashes.SelectMany(h => h)] : null;
    }

    /// <summary>A tree of some size with the tiles at hand that some work needs.</summary>
    public async Task<TileTree> TreeAsync(RegionCode region, long size, Action<TileTree> work, CancellationToken cancel)
    {
        var tiles = new Dictionary<Tile, ReadOnlyMemory<byte>>();
        foreach (var tile in TileTree.TilesFor(size, work))
        {
            tiles[tile] = await ReadAsync(region, tile, cancel)
                ?? throw new InvalidDataException($"The log of {region} lacks {tile.Path}; run verify-log");
        }

        return new TileTree(size, tile => tiles[tile]);
    }
}

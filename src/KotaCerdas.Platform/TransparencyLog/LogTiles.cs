using System.Globalization;
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
        if (tile.Level != Tile.Entries)
        {
            return (await HashesAsync(region, [tile], cancel))[0];
        }

        var (first, end) = (tile.Index * Tile.Full, (tile.Index * Tile.Full) + tile.Width);
        var entries = await db.In<LogLeaf>(RegionScope.Of(region)).AsNoTracking()
            .Where(l => l.RegionCode == region && l.LeafIndex >= first && l.LeafIndex < end).OrderBy(l => l.LeafIndex)
            .Select(l => l.Entry).ToListAsync(cancel);
        return entries.Count == tile.Width
            ? EntryBundle.Write([.. entries.Select(e => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(e))]) : null;
    }

    /// <summary>A tree of some size with the tiles at hand that some work needs; they are read together.</summary>
    public async Task<TileTree> TreeAsync(RegionCode region, long size, Action<TileTree> work, CancellationToken cancel)
    {
        Tile[] needed = [.. TileTree.TilesFor(size, work)];
        var read = await HashesAsync(region, needed, cancel);
        var tiles = needed.Zip(read).ToDictionary(
            t => t.First,
            t => new ReadOnlyMemory<byte>(
                t.Second ?? throw new InvalidDataException($"The log of {region} lacks {t.First.Path}; run verify-log")));
        return new TileTree(size, tile => tiles[tile]);
    }

    /// <summary>
    /// The hashes of some tiles, each null where the log does not reach so far. The database puts those of a tile together: 256 rows of it
    /// take longer to hand over one by one than to find.
    /// </summary>
    private async Task<byte[]?[]> HashesAsync(RegionCode region, Tile[] tiles, CancellationToken cancel)
    {
        var read = new byte[]?[tiles.Length];
        if (tiles.Length == 0)
        {
            return read;
        }

        db.Declare(RegionScope.Of(region));
        var together = db.Engine == DatabaseEngine.Postgres
            ? "encode(string_agg(hash, ''::bytea order by hash_index), 'hex')" : "group_concat(hex(hash), '' order by hash_index)";
        var sql = new StringBuilder();
        var args = new List<object> { region.Value };
        foreach (var (place, tile) in tiles.Index())
        {
            sql.Append(place == 0 ? string.Empty : " union all ").Append(CultureInfo.InvariantCulture, $$"""
                select {{place}} as place, coalesce({{together}}, '') as hashes from platform_log_hash
                where region_code = {0} and level = {{tile.Level}}
                and hash_index >= {{{args.Count}}} and hash_index < {{{args.Count + 1}}}
                """);
            args.AddRange([tile.Index * Tile.Full, (tile.Index * Tile.Full) + tile.Width]);
        }

        foreach (var row in await db.Database.SqlQueryRaw<TileHashes>(sql.ToString(), [.. args]).ToListAsync(cancel))
        {
            var hashes = Convert.FromHexString(row.Hashes);
            read[row.Place] = hashes.Length == tiles[row.Place].Width * MerkleHash.Length ? hashes : null;
        }

        return read;
    }

    private sealed record TileHashes(int Place, string Hashes);
}

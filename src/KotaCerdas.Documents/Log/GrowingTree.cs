using System.Runtime.InteropServices;

namespace KotaCerdas.Documents.Log;

/// <summary>A hash that a tile holds from now on.</summary>
/// <param name="Level">Level of the tile: the hash covers 256^Level leaves.</param>
/// <param name="Index">Which one at that level.</param>
/// <param name="Hash">32 bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TileHash(int Level, long Index, byte[] Hash);

/// <summary>
/// A tree that only grows. It remembers the roots of its perfect subtrees, one for each bit of its size, so a leaf costs two hashes on
/// average and nothing is read again.
/// </summary>
public sealed class GrowingTree
{
    private readonly byte[]?[] _peaks = new byte[]?[63];

    /// <summary>An empty tree.</summary>
    public GrowingTree()
    {
    }

    /// <summary>Goes on from a size.</summary>
    /// <param name="size">Leaves so far.</param>
    /// <param name="read">Reads the perfect subtrees of that size; asked for as many as the size has bits set.</param>
    public GrowingTree(long size, SubtreeReader read)
    {
        Size = size;
        for (var (height, begin) = (62, 0L); height >= 0; height--)
        {
            if ((size >> height & 1) == 1)
            {
                _peaks[height] = read(height, begin >> height);
                begin += 1L << height;
            }
        }
    }

    /// <summary>Leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Adds a leaf.</summary>
    /// <param name="leaf">Its hash.</param>
    /// <param name="completed">Told each hash that the tiles need: the leaf, and the root over every 256th group.</param>
    public void Append(byte[] leaf, Action<TileHash>? completed = null)
    {
        var (hash, height) = (leaf, 0);
        completed?.Invoke(new TileHash(0, Size, leaf));
        while (_peaks[height] is { } left)
        {
            hash = MerkleHash.Node(left, hash);
            _peaks[height++] = null;
            if (height % Tile.Height == 0)
            {
                completed?.Invoke(new TileHash(height / Tile.Height, Size >> height, hash));
            }
        }

        _peaks[height] = hash;
        Size++;
    }

    /// <summary>The root over all leaves.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var peak in _peaks)
        {
            root = peak is null ? root : root is null ? peak : MerkleHash.Node(peak, root);
        }

        return root ?? MerkleHash.Empty;
    }
}

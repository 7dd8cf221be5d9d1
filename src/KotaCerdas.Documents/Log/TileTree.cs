namespace KotaCerdas.Documents.Log;

/// <summary>Roots and proofs of a log of some size, read from its tiles.</summary>
/// <param name="size">Leaves.</param>
/// <param name="read">Reads a tile: its width times 32 bytes.</param>
public sealed class TileTree(long size, Func<Tile, ReadOnlyMemory<byte>> read)
{
    private readonly Dictionary<Tile, ReadOnlyMemory<byte>> _tiles = [];

    /// <summary>Leaves.</summary>
    public long Size => size;

    /// <summary>The tiles that some work on a tree of this size reads, for whoever must fetch them first.</summary>
    /// <param name="size">Leaves.</param>
    /// <param name="work">The work; it is run on hashes of zeros.</param>
    public static IReadOnlyCollection<Tile> TilesFor(long size, Action<TileTree> work)
    {
        var asked = new HashSet<Tile>();
        work(new TileTree(size, tile =>
        {
            asked.Add(tile);
            return new byte[tile.Width * MerkleHash.Length];
        }));
        return asked;
    }

    /// <summary>The root over all leaves.</summary>
    public byte[] Root() => MerkleTree.Root(size, Subtree);

    /// <summary>The root over the first leaves.</summary>
    public byte[] RootAt(long older) => MerkleTree.Root(older, Subtree);

    /// <summary>Proof that a leaf is in the log.</summary>
    public IReadOnlyList<byte[]> Inclusion(long index) => MerkleTree.Inclusion(index, size, Subtree);

    /// <summary>Proof that an older state is a beginning of this one.</summary>
    public IReadOnlyList<byte[]> Consistency(long older) => MerkleTree.Consistency(older, size, Subtree);

    /// <summary>The same tree, ready to grow.</summary>
    public GrowingTree Grow() => new(size, Subtree);

    /// <summary>The hash over a perfect subtree, put together from the hashes of one tile.</summary>
    public byte[] Subtree(int height, long index)
    {
        var (tile, first) = Tile.Of(height, index, size);
        if (!_tiles.TryGetValue(tile, out var hashes))
        {
            hashes = _tiles[tile] = read(tile);
        }

        return Fold(hashes.Span.Slice(first * MerkleHash.Length, MerkleHash.Length << (height % Tile.Height)));
    }

    private static byte[] Fold(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length == MerkleHash.Length)
        {
            return hashes.ToArray();
        }

        var half = hashes.Length / 2;
        return MerkleHash.Node(Fold(hashes[..half]), Fold(hashes[half..]));
    }
}

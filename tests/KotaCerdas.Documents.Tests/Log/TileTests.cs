using KotaCerdas.Documents.Log;

namespace KotaCerdas.Documents.Tests.Log;

/// <summary>Conformance CT-LOG-05, and trees read back from tiles.</summary>
public sealed class TileTests
{
    [Theory]
    [InlineData(1, "tile/0/000.p/1")]
    [InlineData(255, "tile/0/000.p/255")]
    [InlineData(256, "tile/0/000 tile/1/000.p/1")]
    [InlineData(257, "tile/0/000 tile/0/001.p/1 tile/1/000.p/1")]
    public void CT_LOG_05_A_small_log_has_exactly_these_tiles(long size, string paths) =>
        Assert.Equal(paths.Split(' '), Tile.Of(size).Select(t => t.Path));

    [Fact]
    public void CT_LOG_05_A_log_of_70000_has_273_full_tiles_and_the_partial_ones_of_the_specification()
    {
        var tiles = Tile.Of(70_000).ToLookup(t => t.Level);
        Assert.Equal(273, tiles[0].Count(t => t.IsFull));
        Assert.Equal("tile/0/273.p/112", tiles[0].Single(t => !t.IsFull).Path);
        Assert.Equal(["tile/1/000", "tile/1/001.p/17"], tiles[1].Select(t => t.Path));
        Assert.Equal(["tile/2/000.p/1"], tiles[2].Select(t => t.Path));
        Assert.Empty(tiles[3]);
        Assert.Equal("tile/entries/273.p/112", Tile.At(Tile.Entries, 273, 70_000).Path);
    }

    [Fact]
    public void CT_LOG_05_A_number_is_written_in_groups_of_three()
    {
        const long Size = (1_234_067L + 1) * 256;
        var last = Tile.At(0, 1_234_067, Size);
        Assert.Equal("tile/0/x001/x234/067", last.Path);
        Assert.Equal(0, Tile.At(0, 1_234_067, 1_234_067L * 256).Width);
        Assert.Equal("tile/0/x001/x234/066", Tile.At(0, 1_234_066, 1_234_067L * 256).Path);
    }

    [Theory]
    [InlineData("tile/0/000")]
    [InlineData("tile/7/x001/x234/067.p/8")]
    [InlineData("tile/entries/x999/999.p/255")]
    public void A_path_is_read_back(string path)
    {
        Assert.True(Tile.TryParse(path, out var tile));
        Assert.Equal(path, tile.Path);
    }

    [Theory]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001/002")]
    [InlineData("tile/8/000")]
    [InlineData("tile/00/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/07")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/../000")]
    [InlineData("tile/0/x111/x111/x111/x111/x111/x111/111")]
    [InlineData("tile/0")]
    [InlineData("")]
    [InlineData(null)]
    public void Any_other_way_of_writing_a_path_is_refused(string? path) => Assert.False(Tile.TryParse(path, out _));

    [Fact]
    public void Roots_and_proofs_read_from_tiles_are_those_of_the_leaves()
    {
        var leaves = LogVectors.Leaves(700);
        var store = new TileStore();
        var growing = new GrowingTree();
        leaves.ForEach(l => growing.Append(l, store.Put));
        foreach (var size in new[] { 1, 2, 255, 256, 257, 511, 512, 513, 700 })
        {
            var tree = new TileTree(size, store.Read);
            Assert.Equal(NaiveTree.Root(leaves[..size]), tree.Root());
            foreach (var index in new[] { 0, size / 2, size - 1 })
            {
                Assert.Equal(NaiveTree.Path(index, leaves[..size]), tree.Inclusion(index));
                Assert.Equal(NaiveTree.Proof(index + 1, leaves[..size]), tree.Consistency(index + 1));
            }

            Assert.Equal(NaiveTree.Root(leaves[..((size / 2) + 1)]), tree.RootAt((size / 2) + 1));
        }
    }

    [Fact]
    public void A_tree_that_goes_on_from_tiles_grows_as_if_it_had_never_stopped()
    {
        var leaves = LogVectors.Leaves(1200);
        foreach (var stop in new[] { 0, 1, 255, 256, 257, 700, 1199 })
        {
            var store = new TileStore();
            var first = new GrowingTree();
            leaves[..stop].ForEach(l => first.Append(l, store.Put));
            var second = new TileTree(stop, store.Read).Grow();
            leaves[stop..].ForEach(l => second.Append(l, store.Put));
            Assert.Equal(1200, second.Size);
            Assert.Equal(NaiveTree.Root(leaves), second.Root());
            Assert.Equal(NaiveTree.Root(leaves), new TileTree(1200, store.Read).Root());
        }
    }

    [Fact]
    public void The_tiles_that_a_proof_reads_are_known_before_it_is_made()
    {
        var store = new TileStore();
        var growing = new GrowingTree();
        LogVectors.Leaves(70_000).ForEach(l => growing.Append(l, store.Put));
        var needed = TileTree.TilesFor(70_000, t => t.Inclusion(12_345));
        Assert.InRange(needed.Count, 2, 6);
        var fetched = needed.ToDictionary(t => t, t => store.Read(t));
        var proof = new TileTree(70_000, t => fetched[t]).Inclusion(12_345);
        Assert.True(MerkleProof.Includes(12_345, 70_000, LogVectors.Leaves(12_346)[^1], proof, growing.Root()));
    }

    [Fact]
    public void Entries_come_out_of_a_bundle_as_they_went_in_and_a_cut_one_is_refused()
    {
        ReadOnlyMemory<byte>[] entries = [Array.Empty<byte>(), new byte[] { 1, 2, 3 }, new byte[EntryBundle.MaxEntry]];
        var bundle = EntryBundle.Write(entries);
        Assert.Equal(entries.Select(e => e.ToArray()), EntryBundle.Read(bundle)!.Select(e => e.ToArray()));
        Assert.Null(EntryBundle.Read(bundle.AsMemory(0, bundle.Length - 1)));
        Assert.Null(EntryBundle.Read(bundle.AsMemory(0, 6)));
        Assert.Throws<ArgumentException>(() => EntryBundle.Write([new byte[EntryBundle.MaxEntry + 1]]));
    }

    private sealed class TileStore
    {
        private readonly Dictionary<(int Level, long Index), byte[]> _hashes = [];

        public void Put(TileHash hash) => _hashes.Add((hash.Level, hash.Index), hash.Hash);

        public ReadOnlyMemory<byte> Read(Tile tile) => Enumerable.Range(0, tile.Width)
            .SelectMany(i => _hashes[(tile.Level, (tile.Index * Tile.Full) + i)]).ToArray();
    }
}

using KotaCerdas.Documents.Log;

namespace KotaCerdas.Documents.Tests.Log;

/// <summary>
/// Conformance CT-LOG-02 against the set of proofs that transparency-dev publishes for implementers: its cases hold, and each is refused in
/// every way in which the set spoils it, under the names the set gives them. Where older versions of the set took a proof from an empty
/// tree, this log refuses it.
/// </summary>
public sealed class TransparencyDevTests
{
    private static readonly byte[] Garbage = [.. Enumerable.Repeat((byte)0x5a, 32)];

    [Fact]
    public void CT_LOG_02_Each_case_of_the_set_holds_and_none_of_its_spoilt_ones()
    {
        var (held, refused) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var row in LogVectors.Rows("transparency-dev.csv"))
        {
            var proof = new Proof(
                long.Parse(row[1]), long.Parse(row[2]), Convert.FromHexString(row[3]), Convert.FromHexString(row[4]),
                [.. row[5].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Convert.FromHexString)]);
            var inclusion = row[0].StartsWith("inclusion", StringComparison.Ordinal);
            Assert.True(Holds(inclusion, proof), row[0]);
            held++;
            foreach (var (name, spoilt) in inclusion ? OfInclusion(proof) : OfConsistency(proof))
            {
                Assert.False(Holds(inclusion, spoilt), $"{row[0]}/{name}");
                refused.Add($"{row[0]}/{name}");
            }
        }

        Assert.Equal((10, 186), (held, refused.Count));
    }

    [Theory]
    [InlineData("empty-root", true, false)]
    [InlineData("random-leaf", false, true)]
    [InlineData("empty-root-and-random-leaf", true, true)]
    public void CT_LOG_02_Nothing_is_in_a_tree_of_nobody(string name, bool emptyRoot, bool randomLeaf)
    {
        foreach (var (index, size) in new[] { (0, 0), (0, 1), (1, 0), (2, 1) })
        {
            var (leaf, root) = (randomLeaf ? Garbage : [], emptyRoot ? [] : MerkleHash.Empty);
            Assert.False(MerkleProof.Includes(index, size, leaf, [], root), $"additional/{name} at {index} of {size}");
        }
    }

    [Theory]
    [InlineData("consistency-check-on-empty-tree-(size1-is-zero)-is-useless", 0, 5, 0)]
    [InlineData("size1-is-greater-than-size2", 2, 1, 0)]
    [InlineData("size1-is-greater-than-size2-again", 2, 1, 1)]
    [InlineData("size1-is-zero-and-does-not-equal-size2", 0, 1, 1)]
    [InlineData("sizes-are-equal-zero-and-proof-is-empty", 0, 0, 0)]
    [InlineData("sizes-are-equal-and-proof-is-not-empty-where-both-sizes-are-zero", 0, 0, 1)]
    [InlineData("sizes-are-equal-and-proof-is-not-empty-where-both-sizes-are-one", 1, 1, 1)]
    [InlineData("sizes-do-not-watch-and-proof-is-empty", 1, 2, 0)]
    public void CT_LOG_02_Sizes_that_cannot_be_are_refused(string name, int older, int newer, int hashes) =>
        Assert.False(
            MerkleProof.Extends(older, newer, MerkleHash.Empty, MerkleHash.Empty, [.. Enumerable.Repeat(Garbage, hashes)]),
            $"additional/{name}");

    [Theory]
    [InlineData("sizes-are-equal-(zero)-but-roots-are-not", 0)]
    [InlineData("sizes-are-equal-(one)-but-roots-are-not", 1)]
    public void CT_LOG_02_A_tree_of_one_size_has_one_root(string name, int size) =>
        Assert.False(MerkleProof.Extends(size, size, MerkleHash.Empty, LogVectors.Reference[0], []), $"additional/{name}");

    private static bool Holds(bool inclusion, Proof p) => inclusion
        ? MerkleProof.Includes(p.First, p.Size, p.Hash, p.Hashes, p.Root)
        : MerkleProof.Extends(p.First, p.Size, p.Hash, p.Root, p.Hashes);

    private static IEnumerable<(string Name, Proof Spoilt)> OfInclusion(Proof p) =>
    [
        ("leafIdx-sub-@1", p with { First = p.First - 1 }), ("leafIdx-plus-@1", p with { First = p.First + 1 }),
        ("leafIdx-XOR-@2", p with { First = p.First ^ 2 }), ("treeSize-mul-@2", p with { Size = p.Size * 2 }),
        ("treeSize-div-@2", p with { Size = p.Size / 2 }), ("wrong-leaf", p with { Hash = Garbage }),
        ("empty-root", p with { Root = MerkleHash.Empty }), ("random-root", p with { Root = Garbage }),
        .. Common(p, [("root", p.Root)]),
        .. p.Hashes.Count == 0 ? [] : new (string, Proof)[]
        {
            ("inserted-component", p with { Hashes = [p.Hashes[0], .. p.Hashes] }),
            ("removed-component", p with { Hashes = [.. p.Hashes.Skip(1)] }),
        },
    ];

    private static IEnumerable<(string Name, Proof Spoilt)> OfConsistency(Proof p) =>
    [
        ("size1-sub-@1", p with { First = p.First - 1 }), ("size1-plus-@1", p with { First = p.First + 1 }),
        ("size1-XOR-@2", p with { First = p.First ^ 2 }), ("size2-mul-@2", p with { Size = p.Size * 2 }),
        ("size2-div-@2", p with { Size = p.Size / 2 }), ("wrong-root1", p with { Hash = Garbage }),
        ("wrong-root2", p with { Root = Garbage }),
        .. Common(p, [("root1", p.Hash), ("root2", p.Root)]),
        .. p.Hashes.Count == 0 ? [] : new (string, Proof)[]
        {
            ("swapped-roots", p with { Hash = p.Root, Root = p.Hash }), ("empty-proof", p with { Hashes = [] }),
            ("truncated-proof", p with { Hashes = [.. p.Hashes.SkipLast(1)] }),
        },
    ];

    /// <summary>Hashes too many at either end, and each hash with one bit changed.</summary>
    private static IEnumerable<(string Name, Proof Spoilt)> Common(Proof p, IEnumerable<(string Name, byte[] Hash)> roots)
    {
        foreach (var (name, hash) in roots.Append(("garbage", Garbage)).Append(("nothing", [])))
        {
            yield return ("preceding-" + name, p with { Hashes = [hash, .. p.Hashes] });
            yield return ("trailing-" + name, p with { Hashes = [.. p.Hashes, hash] });
        }

        for (var i = 0; i < p.Hashes.Count; i++)
        {
            byte[] changed = [.. p.Hashes[i]];
            changed[0] ^= 0x10;
            yield return ($"modified-proof@{i}-bit-@4", p with { Hashes = [.. p.Hashes.Take(i), changed, .. p.Hashes.Skip(i + 1)] });
        }
    }

    private sealed record Proof(long First, long Size, byte[] Hash, byte[] Root, IReadOnlyList<byte[]> Hashes);
}

using KotaCerdas.Documents.Log;

namespace KotaCerdas.Documents.Tests.Log;

/// <summary>Conformance CT-LOG-01 and CT-LOG-02.</summary>
public sealed class MerkleTests
{
    private const int Largest = 64;

    private static readonly List<byte[]> Leaves = LogVectors.Leaves(Largest);

    [Fact]
    public void CT_LOG_01_The_roots_of_the_reference_leaves_are_those_of_the_table()
    {
        var tree = new GrowingTree();
        foreach (var row in LogVectors.Rows("roots.csv"))
        {
            var size = int.Parse(row[0]);
            Assert.Equal(size, tree.Size);
            Assert.Equal(row[1], Convert.ToHexStringLower(tree.Root()));
            Assert.Equal(row[1], Convert.ToHexStringLower(MerkleTree.Root(size, LogVectors.Over(LogVectors.Reference))));
            if (size < LogVectors.Reference.Count)
            {
                tree.Append(LogVectors.Reference[size]);
            }
        }
    }

    [Fact]
    public void CT_LOG_02_The_proofs_of_the_table_are_made_and_hold()
    {
        var read = LogVectors.Over(LogVectors.Reference);
        foreach (var row in LogVectors.Rows("proofs.csv"))
        {
            var (from, size) = (int.Parse(row[1]), int.Parse(row[2]));
            var expected = row[3].Split(' ');
            var (proof, holds) = row[0] == "inclusion" ? Inclusion(from, size, read) : Consistency(from, size, read);
            Assert.Equal(expected, proof.Select(Convert.ToHexStringLower));
            Assert.True(holds, string.Join(' ', row));
        }
    }

    [Fact]
    public void CT_LOG_02_Every_inclusion_proof_of_every_tree_up_to_64_holds_and_no_changed_one_does()
    {
        var refused = 0;
        for (var size = 1; size <= Largest; size++)
        {
            var leaves = Leaves[..size];
            var root = NaiveTree.Root(leaves);
            for (var index = 0; index < size; index++)
            {
                var proof = MerkleTree.Inclusion(index, size, LogVectors.Over(leaves));
                Assert.Equal(NaiveTree.Path(index, leaves), proof);
                Assert.True(MerkleProof.Includes(index, size, leaves[index], proof, root));
                foreach (var bad in Spoilt(proof))
                {
                    Assert.False(MerkleProof.Includes(index, size, leaves[index], bad, root), $"{index} of {size}");
                    refused++;
                }

                Assert.False(MerkleProof.Includes(index, size, Flipped(leaves[index]), proof, root));
                Assert.False(MerkleProof.Includes(index, size, leaves[index], proof, Flipped(root)));
                Assert.All(Enumerable.Range(-1, size + 2).Where(i => i != index), other =>
                    Assert.False(MerkleProof.Includes(other, size, leaves[index], proof, root), $"{index} taken for {other} of {size}"));
                Assert.False(MerkleProof.Includes(index, index, leaves[index], proof, root));
            }
        }

        Assert.True(refused > 50_000);
    }

    [Fact]
    public void CT_LOG_02_Every_consistency_proof_up_to_64_holds_and_no_changed_one_does()
    {
        for (var newer = 1; newer <= Largest; newer++)
        {
            var leaves = Leaves[..newer];
            var root = NaiveTree.Root(leaves);
            for (var older = 1; older <= newer; older++)
            {
                var olderRoot = NaiveTree.Root(leaves[..older]);
                var proof = MerkleTree.Consistency(older, newer, LogVectors.Over(leaves));
                Assert.Equal(NaiveTree.Proof(older, leaves), proof);
                Assert.True(MerkleProof.Extends(older, newer, olderRoot, root, proof), $"{older} of {newer}");
                Assert.All(Spoilt(proof), bad =>
                    Assert.False(MerkleProof.Extends(older, newer, olderRoot, root, bad), $"{older} of {newer}"));
                Assert.False(MerkleProof.Extends(older, newer, Flipped(olderRoot), root, proof));
                Assert.False(MerkleProof.Extends(older, newer, olderRoot, Flipped(root), proof));
                Assert.False(MerkleProof.Extends(newer + 1, newer, olderRoot, root, proof));
            }
        }
    }

    [Fact]
    public void CT_LOG_02_Nothing_is_proved_from_or_to_an_empty_tree()
    {
        var leaf = Leaves[0];
        Assert.False(MerkleProof.Includes(0, 0, leaf, [], MerkleHash.Empty));
        Assert.False(MerkleProof.Extends(0, 1, MerkleHash.Empty, leaf, []));
        Assert.False(MerkleProof.Extends(0, 0, MerkleHash.Empty, MerkleHash.Empty, []));
        Assert.False(MerkleProof.Includes(-1, 1, leaf, [], leaf));
        Assert.True(MerkleProof.Includes(0, 1, leaf, [], leaf));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(33)]
    public void CT_LOG_02_A_hash_that_is_not_32_bytes_is_refused_wherever_it_stands(int length)
    {
        var leaves = Leaves[..5];
        var root = NaiveTree.Root(leaves);
        var proof = NaiveTree.Path(2, leaves);
        var growth = NaiveTree.Proof(3, leaves);
        var wrong = new byte[length];
        Assert.False(MerkleProof.Includes(2, 5, wrong, proof, root));
        Assert.False(MerkleProof.Includes(2, 5, leaves[2], proof, wrong));
        Assert.False(MerkleProof.Includes(2, 5, leaves[2], [wrong, .. proof.Skip(1)], root));
        Assert.False(MerkleProof.Extends(3, 5, wrong, root, growth));
        Assert.False(MerkleProof.Extends(3, 5, NaiveTree.Root(leaves[..3]), root, [wrong, .. growth.Skip(1)]));
    }

    private static (IReadOnlyList<byte[]> Proof, bool Holds) Inclusion(int index, int size, SubtreeReader read)
    {
        var proof = MerkleTree.Inclusion(index, size, read);
        return (proof, MerkleProof.Includes(index, size, LogVectors.Reference[index], proof, MerkleTree.Root(size, read)));
    }

    private static (IReadOnlyList<byte[]> Proof, bool Holds) Consistency(int older, int newer, SubtreeReader read)
    {
        var proof = MerkleTree.Consistency(older, newer, read);
        return (proof, MerkleProof.Extends(older, newer, MerkleTree.Root(older, read), MerkleTree.Root(newer, read), proof));
    }

    /// <summary>The proof with each hash flipped, left out, doubled or cut, and with one more at either end.</summary>
    private static IEnumerable<IReadOnlyList<byte[]>> Spoilt(IReadOnlyList<byte[]> proof)
    {
        for (var i = 0; i < proof.Count; i++)
        {
            yield return [.. proof.Take(i), Flipped(proof[i]), .. proof.Skip(i + 1)];
            yield return [.. proof.Take(i), .. proof.Skip(i + 1)];
            yield return [.. proof.Take(i + 1), .. proof.Skip(i)];
            yield return [.. proof.Take(i), proof[i][..31], .. proof.Skip(i + 1)];
        }

        for (var i = 1; i < proof.Count; i++)
        {
            yield return [.. proof.Take(i - 1), proof[i], proof[i - 1], .. proof.Skip(i + 1)];
        }

        yield return [.. proof, MerkleHash.Empty];
        yield return [MerkleHash.Empty, .. proof];
    }

    private static byte[] Flipped(byte[] hash)
    {
        var other = hash.ToArray();
        other[^1] ^= 1;
        return other;
    }
}

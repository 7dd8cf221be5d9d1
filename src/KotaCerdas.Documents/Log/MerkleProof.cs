using System.Numerics;

namespace KotaCerdas.Documents.Log;

/// <summary>
/// Checks proofs as RFC 9162 sections 2.1.3.2 and 2.1.4.2 say. A proof from or to an empty tree proves nothing and is refused, as is any
/// hash that is not 32 bytes.
/// </summary>
public static class MerkleProof
{
    /// <summary>True where the proof leads from the leaf to the root.</summary>
    public static bool Includes(long index, long size, ReadOnlySpan<byte> leaf, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || size <= 0 || index >= size || !AreHashes(leaf, root, proof))
        {
            return false;
        }

        var (node, last) = (index, size - 1);
        var hash = leaf.ToArray();
        foreach (var neighbour in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.Node(neighbour, hash);
                Climb(ref node, ref last);
            }
            else
            {
                hash = MerkleHash.Node(hash, neighbour);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>True where the older tree is a beginning of the newer one.</summary>
    public static bool Extends(
        long older, long newer, ReadOnlySpan<byte> olderRoot, ReadOnlySpan<byte> newerRoot, IReadOnlyList<byte[]> proof)
    {
        if (older <= 0 || newer < older || !AreHashes(olderRoot, newerRoot, proof))
        {
            return false;
        }

        if (older == newer)
        {
            return proof.Count == 0 && olderRoot.SequenceEqual(newerRoot);
        }

        // The root of a perfect older tree is the first hash, which the proof leaves out.
        var path = BitOperations.IsPow2(older) ? [olderRoot.ToArray(), .. proof] : proof;
        if (path.Count == 0)
        {
            return false;
        }

        var (node, last) = (older - 1, newer - 1);
        while ((node & 1) == 1)
        {
            node >>= 1;
            last >>= 1;
        }

        return Rebuild(path, node, last) is var (before, after) && olderRoot.SequenceEqual(before) && newerRoot.SequenceEqual(after);
    }

    private static (byte[] Older, byte[] Newer)? Rebuild(IReadOnlyList<byte[]> path, long node, long last)
    {
        var (older, newer) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (last == 0)
            {
                return null;
            }

            if ((node & 1) == 1 || node == last)
            {
                older = MerkleHash.Node(hash, older);
                newer = MerkleHash.Node(hash, newer);
                Climb(ref node, ref last);
            }
            else
            {
                newer = MerkleHash.Node(newer, hash);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 ? (older, newer) : null;
    }

    /// <summary>Passes levels at which the node stands alone, up to the one where it has a left neighbour.</summary>
    private static void Climb(ref long node, ref long last)
    {
        while ((node & 1) == 0 && node != 0)
        {
            node >>= 1;
            last >>= 1;
        }
    }

    private static bool AreHashes(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, IReadOnlyList<byte[]> proof) =>
        one.Length == MerkleHash.Length && other.Length == MerkleHash.Length && proof.All(h => h.Length == MerkleHash.Length);
}

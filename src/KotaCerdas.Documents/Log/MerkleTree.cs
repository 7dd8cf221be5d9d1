using System.Numerics;

namespace KotaCerdas.Documents.Log;

/// <summary>Reads the hash over a perfect subtree: 2^<paramref name="height"/> leaves, the <paramref name="index"/>th such group.</summary>
public delegate byte[] SubtreeReader(int height, long index);

/// <summary>Roots and proofs of a tree whose perfect subtrees can be read (RFC 6962 sections 2.1 to 2.1.2).</summary>
public static class MerkleTree
{
    /// <summary>The root of the first leaves.</summary>
    public static byte[] Root(long size, SubtreeReader read)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return size == 0 ? MerkleHash.Empty : Range(0, size, read);
    }

    /// <summary>Proof that a leaf is in the tree of the first <paramref name="size"/> leaves: neighbours from the leaf upwards.</summary>
    public static IReadOnlyList<byte[]> Inclusion(long index, long size, SubtreeReader read)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<byte[]>();
        var (begin, end) = (0L, size);
        while (end - begin > 1)
        {
            var middle = begin + Split(end - begin);
            if (index < middle)
            {
                path.Add(Range(middle, end, read));
                end = middle;
            }
            else
            {
                path.Add(Range(begin, middle, read));
                begin = middle;
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>Proof that the tree of <paramref name="older"/> leaves is a beginning of that of <paramref name="newer"/>.</summary>
    public static IReadOnlyList<byte[]> Consistency(long older, long newer, SubtreeReader read)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(older, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(newer, older);
        var path = new List<byte[]>();
        var (begin, end) = (0L, newer);
        while (older != end)
        {
            var middle = begin + Split(end - begin);
            if (older <= middle)
            {
                path.Add(Range(middle, end, read));
                end = middle;
            }
            else
            {
                path.Add(Range(begin, middle, read));
                begin = middle;
            }
        }

        // Where the older tree is perfect, whoever checks has its root already.
        if (begin > 0)
        {
            path.Add(Range(begin, end, read));
        }

        path.Reverse();
        return path;
    }

    /// <summary>The largest power of two below a number of leaves.</summary>
    private static long Split(long leaves) => 1L << BitOperations.Log2((ulong)(leaves - 1));

    /// <summary>Hash over a range that the split has made: perfect subtrees, larger ones first, folded from the right.</summary>
    private static byte[] Range(long begin, long end, SubtreeReader read)
    {
        var parts = new Stack<byte[]>();
        while (begin < end)
        {
            var height = BitOperations.Log2((ulong)(end - begin));
            parts.Push(read(height, begin >> height));
            begin += 1L << height;
        }

        var hash = parts.Pop();
        while (parts.TryPop(out var left))
        {
            hash = MerkleHash.Node(left, hash);
        }

        return hash;
    }
}

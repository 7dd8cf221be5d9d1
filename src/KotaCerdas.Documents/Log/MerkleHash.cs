using System.Security.Cryptography;

namespace KotaCerdas.Documents.Log;

/// <summary>The hashes of a Merkle tree (RFC 6962 section 2.1): leaves and nodes are told apart by a first byte.</summary>
public static class MerkleHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>The root of a tree without leaves.</summary>
    public static byte[] Empty => SHA256.HashData(ReadOnlySpan<byte>.Empty);

    /// <summary>Hash of an entry.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        Span<byte> small = stackalloc byte[1024];
        var framed = entry.Length < small.Length ? small[..(entry.Length + 1)] : new byte[entry.Length + 1];
        framed[0] = 0;
        entry.CopyTo(framed[1..]);
        return SHA256.HashData(framed);
    }

    /// <summary>Hash over two neighbours.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> framed = stackalloc byte[1 + (2 * Length)];
        framed[0] = 1;
        left.CopyTo(framed[1..]);
        right.CopyTo(framed[(1 + Length)..]);
        return SHA256.HashData(framed);
    }
}

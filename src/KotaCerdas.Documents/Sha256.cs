using System.Security.Cryptography;

namespace KotaCerdas.Documents;

/// <summary>SHA-256, written as lower-case hexadecimal digits where people and files name a document by its bytes.</summary>
public static class Sha256
{
    /// <summary>The 64 digits of the hash of some bytes.</summary>
    public static string Hex(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace KotaCerdas.TestKit;

/// <summary>
/// Keys made once in a process and given to one authority after the other: to make one takes longer than most tests. Two authorities that
/// a test makes after each other have different keys; a test that would rest on it for more than two makes its own.
/// </summary>
internal static class KeyStock
{
    private const int Size = 12;

    private static readonly ConcurrentDictionary<(int Bits, int Place), Lazy<byte[]>> Keys = [];
    private static readonly ConcurrentDictionary<int, int> Taken = [];

    /// <summary>A key of that size, which the caller owns.</summary>
    public static RSA Take(int bits)
    {
        var place = Taken.AddOrUpdate(bits, 0, (_, last) => (last + 1) % Size);
        var key = RSA.Create();
        key.ImportPkcs8PrivateKey(Keys.GetOrAdd((bits, place), _ => new(() => Make(bits))).Value, out var read);
        return key;
    }

    private static byte[] Make(int bits)
    {
        using var key = RSA.Create(bits);
        return key.ExportPkcs8PrivateKey();
    }
}

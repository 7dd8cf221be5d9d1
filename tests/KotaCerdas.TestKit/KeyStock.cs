using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace KotaCerdas.TestKit;

/// <summary>
/// Keys made once in a process and given to one authority after the other: to make one takes longer than most tests, and no two of them
/// that meet in one test are the same, as the stock is larger than what is in use at a time.
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

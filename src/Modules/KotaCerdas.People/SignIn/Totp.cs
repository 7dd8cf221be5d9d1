using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KotaCerdas.People.SignIn;

/// <summary>
/// One-time codes from a shared key and the time: RFC 6238 with SHA-1, 30 seconds and six digits, as every authenticator app has it.
/// </summary>
internal static class Totp
{
    public const int KeyBytes = 20;
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string NewKey() => ToBase32(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>
    /// The step of a code that is right now or one step away, and later than the last accepted one; null where there is none.
    /// </summary>
    public static long? StepOf(string code, string key, DateTimeOffset now, long lastStep)
    {
        var bytes = FromBase32(key);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = current - 1; step <= current + 1; step++)
        {
            var equal = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(At(bytes, step)), Encoding.ASCII.GetBytes(code));
            found = equal && step > lastStep ? step : found;
        }

        return found;
    }

    public static string At(string key, DateTimeOffset at) => At(FromBase32(key), at.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>What the QR code holds.</summary>
    public static string Address(string issuer, string name, string key) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(name)}?secret={key}"
        + $"&issuer={Uri.EscapeDataString(issuer)}&digits=6&period=30";

    internal static string At(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 6238 as the apps have it: HMAC-SHA-1 is not broken by collisions
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var offset = hash[19] & 0xf;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    internal static string ToBase32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        int buffer = 0, bits = 0;
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Base32[(buffer >> (bits - 5)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        return bits == 0 ? text.ToString() : text.Append(Base32[(buffer << (5 - bits)) & 31]).ToString();
    }

    private static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        int buffer = 0, bits = 0;
        foreach (var letter in text)
        {
            buffer = (buffer << 5) | Base32.IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>Section <c>Secrets</c> of the configuration.</summary>
public sealed record SecretsOptions
{
    /// <summary>File with the key of personal numbers. Empty: <c>keys/personal.key</c> in the storage folder, made on first use.</summary>
    public string PersonalKeyFile { get; init; } = string.Empty;
}

/// <summary>
/// Encrypts personal numbers (NIK, NIP, NPWP, telephone) at rest, as UU 27/2022 art. 35 asks for technical protection. AES-256-GCM with a
/// fresh nonce for each value; a keyed hash finds equal numbers without decrypting. The key never enters the database.
/// </summary>
public sealed class PersonalNumbers
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const byte Version = 1;

    private readonly byte[] _sealKey;
    private readonly byte[] _lookupKey;

    /// <summary>Made by the container.</summary>
    public PersonalNumbers(IOptions<SecretsOptions> options, IOptions<StorageOptions> storage)
        : this(KeyFile.ReadOrMake(
            options.Value.PersonalKeyFile.Length > 0 ? Path.GetFullPath(options.Value.PersonalKeyFile)
                : storage.Value.PathOf("keys", "personal.key"), 2 * KeyBytes))
    {
    }

    internal PersonalNumbers(ReadOnlySpan<byte> key)
    {
        Check.That(key.Length == 2 * KeyBytes);
        _sealKey = key[..KeyBytes].ToArray();
        _lookupKey = key[KeyBytes..].ToArray();
    }

    /// <summary>Encrypts a value. Two calls with the same value give different bytes.</summary>
    public byte[] Seal(string value)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        var result = new byte[1 + NonceBytes + TagBytes + plain.Length];
        result[0] = Version;
        var nonce = result.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_sealKey, TagBytes);
        cipher.Encrypt(nonce, plain, result.AsSpan(1 + NonceBytes + TagBytes), result.AsSpan(1 + NonceBytes, TagBytes),
            result.AsSpan(0, 1));
        return result;
    }

    /// <summary>Decrypts a value. Throws <see cref="CryptographicException"/> where a byte was changed or the key is another one.</summary>
    public string Open(ReadOnlySpan<byte> sealedValue)
    {
        if (sealedValue.Length < 1 + NonceBytes + TagBytes || sealedValue[0] != Version)
        {
            throw new CryptographicException("Not a sealed value");
        }

        var plain = new byte[sealedValue.Length - 1 - NonceBytes - TagBytes];
        using var cipher = new AesGcm(_sealKey, TagBytes);
        cipher.Decrypt(
            sealedValue.Slice(1, NonceBytes), sealedValue[(1 + NonceBytes + TagBytes)..], sealedValue.Slice(1 + NonceBytes, TagBytes),
                plain, sealedValue[..1]);
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>A keyed hash, equal for equal values of one kind: finds a number, and cannot be tried out without the key.</summary>
    /// <param name="kind">What the number is, such as <c>phone</c>; the same digits of another kind give another hash.</param>
    /// <param name="value">The number in its normal form.</param>
    public byte[] Lookup(string kind, string value) => HMACSHA256.HashData(_lookupKey, Encoding.UTF8.GetBytes($"{kind}\n{value}"));

    /// <summary>How a number stands on a screen: the last digits only, <c>•••• 4321</c>.</summary>
    public static string Mask(string value) => value.Length > 6 ? "•••• " + value[^4..] : "••••";
}

/// <summary>Keys kept in files that only the account of the process can read.</summary>
internal static class KeyFile
{
    /// <summary>The key, made with random bytes where the file does not exist. A file of another length is refused, not replaced.</summary>
    public static byte[] ReadOrMake(string path, int length)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Make(path, RandomNumberGenerator.GetBytes(length));
        }

        var key = File.ReadAllBytes(path);
        return key.Length == length ? key
            : throw new InvalidDataException($"The key file must hold {length} bytes and holds {key.Length}: {path}");
    }

    /// <summary>Written beside and moved, so that two processes that start together end with one key.</summary>
    public static void Make(string path, byte[] key)
    {
        var draft = $"{path}.{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(key);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}

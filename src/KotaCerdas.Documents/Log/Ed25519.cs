using System.Security.Cryptography;

namespace KotaCerdas.Documents.Log;

/// <summary>
/// Ed25519 (RFC 8032), which .NET 10 does not have: signing by OpenSSL, whose code takes the same time for every key; checking by OpenSSL
/// or, where it is absent, by <see cref="Ed25519Arithmetic"/>, since what is checked is public.
/// </summary>
public static class Ed25519
{
    /// <summary>Bytes of a secret seed and of a public key.</summary>
    public const int KeyLength = 32;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureLength = 64;

    /// <summary>A new secret seed.</summary>
    public static byte[] NewSeed() => RandomNumberGenerator.GetBytes(KeyLength);

    /// <summary>A signer whose seed lies in memory.</summary>
    /// <exception cref="PlatformNotSupportedException">OpenSSL is absent.</exception>
    public static ISigner Signer(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != KeyLength)
        {
            throw new ArgumentException("A seed has 32 bytes", nameof(seed));
        }

        return OpenSsl.IsPresent ? new SeedSigner(seed.ToArray())
            : throw new PlatformNotSupportedException("Signing with Ed25519 needs OpenSSL 1.1.1 or newer");
    }

    /// <summary>True where the signature is the key's over this message. Keys and signatures of another length are wrong.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        publicKey.Length == KeyLength && signature.Length == SignatureLength
        && (OpenSsl.IsPresent ? OpenSsl.Verify(publicKey.ToArray(), message.ToArray(), signature.ToArray())
            : Ed25519Arithmetic.Verify(publicKey, message, signature));

    private sealed class SeedSigner(byte[] seed) : ISigner
    {
        public ReadOnlyMemory<byte> PublicKey { get; } = OpenSsl.PublicKey(seed);

        public byte[] Sign(ReadOnlySpan<byte> message) => OpenSsl.Sign(seed, message.ToArray());
    }
}

using System.Security.Cryptography;

namespace KotaCerdas.Documents.Signatures;

/// <summary>Private keys on disk: PKCS#8 encrypted by PBES2 with AES-256 and PBKDF2 over SHA-256.</summary>
public static class EncryptedKey
{
    /// <summary>The password is 32 random bytes of a key file, so that stretching it further would only cost time.</summary>
    private const int Rounds = 10_000;

    /// <summary>Encrypts a key.</summary>
    public static byte[] Export(AsymmetricAlgorithm key, ReadOnlySpan<byte> password) =>
        key.ExportEncryptedPkcs8PrivateKey(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Rounds));

    /// <summary>Decrypts an RSA key; <see cref="CryptographicException"/> where it does not open.</summary>
    public static RSA Import(ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> password)
    {
        var key = RSA.Create();
        key.ImportEncryptedPkcs8PrivateKey(password, encrypted, out _);
        return key;
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace KotaCerdas.Documents.Log;

/// <summary>The few functions of OpenSSL that Ed25519 needs. .NET on Linux loads the same library for its own use.</summary>
internal static partial class OpenSsl
{
    private const string Library = "libcrypto";
    private const int KindEd25519 = 1087;

    private static readonly nint Handle = Load();

    static OpenSsl() => NativeLibrary.SetDllImportResolver(
        typeof(OpenSsl).Assembly, (name, _, _) => name == Library ? Handle : nint.Zero);

    public static bool IsPresent => Handle != nint.Zero;

    public static byte[] PublicKey(byte[] seed) => WithKey(EVP_PKEY_new_raw_private_key(KindEd25519, nint.Zero, seed, (nuint)seed.Length),
        key =>
        {
            var raw = new byte[Ed25519.KeyLength];
            var length = (nuint)raw.Length;
            Must(EVP_PKEY_get_raw_public_key(key, raw, ref length) == 1);
            return raw;
        });

    public static byte[] Sign(byte[] seed, byte[] message) => WithKey(
        EVP_PKEY_new_raw_private_key(KindEd25519, nint.Zero, seed, (nuint)seed.Length),
        key => WithContext(context =>
        {
            var signature = new byte[Ed25519.SignatureLength];
            var length = (nuint)signature.Length;
            Must(EVP_DigestSignInit(context, nint.Zero, nint.Zero, nint.Zero, key) == 1);
            Must(EVP_DigestSign(context, signature, ref length, message, (nuint)message.Length) == 1);
            return signature;
        }));

    public static bool Verify(byte[] publicKey, byte[] message, byte[] signature)
    {
        var key = EVP_PKEY_new_raw_public_key(KindEd25519, nint.Zero, publicKey, (nuint)publicKey.Length);
        var holds = key != nint.Zero && WithKey(key, k => WithContext(context =>
            EVP_DigestVerifyInit(context, nint.Zero, nint.Zero, nint.Zero, k) == 1
            && EVP_DigestVerify(context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1));
        if (!holds)
        {
            // A signature that does not hold leaves an entry that the next reader of this thread's errors would take for its own.
            ERR_clear_error();
        }

        return holds;
    }

    private static T WithKey<T>(nint key, Func<nint, T> use)
    {
        Must(key != nint.Zero);
        try
        {
            return use(key);
        }
        finally
        {
            EVP_PKEY_free(key);
        }
    }

    private static T WithContext<T>(Func<nint, T> use)
    {
        var context = EVP_MD_CTX_new();
        Must(context != nint.Zero);
        try
        {
            return use(context);
        }
        finally
        {
            EVP_MD_CTX_free(context);
        }
    }

    private static void Must(bool done)
    {
        if (!done)
        {
            ERR_clear_error();
            throw new CryptographicException("OpenSSL refused an Ed25519 operation");
        }
    }

    private static nint Load()
    {
        string[] names = ["libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.3.dylib", "libcrypto-3-x64.dll"];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var handle) && NativeLibrary.TryGetExport(handle, "EVP_DigestVerify", out _))
            {
                return handle;
            }
        }

        return nint.Zero;
    }

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_new_raw_private_key(int kind, nint engine, byte[] key, nuint length);

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_new_raw_public_key(int kind, nint engine, byte[] key, nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_get_raw_public_key(nint key, byte[] raw, ref nuint length);

    [LibraryImport(Library)]
    private static partial nint EVP_MD_CTX_new();

    [LibraryImport(Library)]
    private static partial int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSign(nint context, byte[] signature, ref nuint signatureLength, byte[] message, nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerifyInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerify(nint context, byte[] signature, nuint signatureLength, byte[] message, nuint length);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    private static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial void ERR_clear_error();
}

using KotaCerdas.Documents.Log;

namespace KotaCerdas.Documents.Tests.Log;

/// <summary>Two ways to check, one by OpenSSL and one by whole numbers, against RFC 8032 and each other.</summary>
public sealed class Ed25519Tests
{
    public static TheoryData<string, string, string, string> Vectors =>
        [.. LogVectors.Rows("rfc8032.csv").Select(r => new TheoryDataRow<string, string, string, string>(r[0], r[1], r[2], r[3]))];

    [Theory, MemberData(nameof(Vectors))]
    public void The_vectors_of_RFC_8032_are_made_and_hold(string seed, string publicKey, string message, string signature)
    {
        var signer = Ed25519.Signer(Convert.FromHexString(seed));
        Assert.Equal(publicKey, Convert.ToHexStringLower(signer.PublicKey.Span));
        Assert.Equal(signature, Convert.ToHexStringLower(signer.Sign(Convert.FromHexString(message))));
        var (key, text, signed) = (Convert.FromHexString(publicKey), Convert.FromHexString(message), Convert.FromHexString(signature));
        Assert.True(Ed25519.Verify(key, text, signed));
        Assert.True(Ed25519Arithmetic.Verify(key, text, signed));
    }

    [Fact]
    public void A_signature_with_any_byte_changed_is_refused_both_ways()
    {
        var signer = LogVectors.LogSigner;
        var (key, message) = (signer.PublicKey.ToArray(), "periksa"u8.ToArray());
        var signature = signer.Sign(message);
        for (var i = 0; i < signature.Length; i++)
        {
            var changed = signature.ToArray();
            changed[i] ^= 0x10;
            Assert.False(Ed25519.Verify(key, message, changed));
            Assert.False(Ed25519Arithmetic.Verify(key, message, changed));
        }

        Assert.False(Ed25519.Verify(key, "periksb"u8, signature));
        Assert.False(Ed25519Arithmetic.Verify(key, "periksb"u8, signature));
        Assert.False(Ed25519.Verify(key.AsSpan(0, 31), message, signature));
        Assert.False(Ed25519.Verify(key, message, signature.AsSpan(0, 63)));
    }

    [Fact]
    public void Both_ways_agree_on_many_keys()
    {
        var random = new Random(8032);
        for (var i = 0; i < 40; i++)
        {
            var seed = new byte[32];
            var message = new byte[i * 7];
            random.NextBytes(seed);
            random.NextBytes(message);
            var signer = Ed25519.Signer(seed);
            var signature = signer.Sign(message);
            signature[random.Next(64)] ^= (byte)(i % 2);
            Assert.Equal(i % 2 == 0, Ed25519.Verify(signer.PublicKey.Span, message, signature));
            Assert.Equal(i % 2 == 0, Ed25519Arithmetic.Verify(signer.PublicKey.Span, message, signature));
        }
    }

    [Fact]
    public void A_seed_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => Ed25519.Signer(new byte[31]));
}

using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform.Tests.Secrets;

public sealed class PersonalNumbersTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 64).Select(i => (byte)i)];
    private readonly PersonalNumbers _numbers = new(Key);

    [Fact]
    public void What_was_sealed_opens_again() => Assert.Equal("081234567890", _numbers.Open(_numbers.Seal("081234567890")));

    [Fact]
    public void No_byte_can_be_changed_unnoticed()
    {
        var whole = _numbers.Seal("081234567890");
        for (var i = 0; i < whole.Length; i++)
        {
            var changed = (byte[])whole.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => _numbers.Open(changed));
        }

        Assert.ThrowsAny<CryptographicException>(() => _numbers.Open(whole.AsSpan(0, 10)));
    }

    [Fact]
    public void Equal_numbers_look_different_and_no_nonce_repeats()
    {
        var nonces = Enumerable.Range(0, 2000).Select(_ => Convert.ToHexString(_numbers.Seal("0812"), 1, 12))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Equal(2000, nonces.Count);
    }

    [Fact]
    public void Another_key_neither_opens_nor_finds()
    {
        var other = new PersonalNumbers([.. Key.Reverse()]);
        Assert.ThrowsAny<CryptographicException>(() => other.Open(_numbers.Seal("0812")));
        Assert.NotEqual(_numbers.Lookup("phone", "0812"), other.Lookup("phone", "0812"));
        Assert.Equal(_numbers.Lookup("phone", "0812"), new PersonalNumbers(Key).Lookup("phone", "0812"));
        Assert.NotEqual(_numbers.Lookup("phone", "0812"), _numbers.Lookup("nip", "0812"));
    }

    [Theory]
    [InlineData("081234567890", "•••• 7890")]
    [InlineData("12345", "••••")]
    [InlineData("", "••••")]
    public void A_mask_shows_the_last_digits_of_long_numbers_only(string number, string mask) =>
        Assert.Equal(mask, PersonalNumbers.Mask(number));

    [Fact]
    public void The_key_file_is_made_once_and_for_its_owner_only()
    {
        var folder = Directory.CreateTempSubdirectory("kotacerdas").FullName;
        try
        {
            var storage = Options.Create(new StorageOptions { Folder = folder });
            var whole = new PersonalNumbers(Options.Create(new SecretsOptions()), storage).Seal("0812");
            Assert.Equal("0812", new PersonalNumbers(Options.Create(new SecretsOptions()), storage).Open(whole));
            var file = Path.Combine(folder, "keys", "personal.key");
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            File.WriteAllBytes(file, [1, 2, 3]);
            Assert.Throws<InvalidDataException>(() => new PersonalNumbers(Options.Create(new SecretsOptions()), storage));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

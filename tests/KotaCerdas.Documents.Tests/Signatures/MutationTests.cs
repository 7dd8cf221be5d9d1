using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using KotaCerdas.Documents.Signatures;

namespace KotaCerdas.Documents.Tests.Signatures;

/// <summary>
/// Files that were flipped, cut, lengthened or signed again by a stranger. The expected verdict is derived from what was done to the bytes,
/// not from the validator.
/// </summary>
public sealed class MutationTests
{
    private const int Seed = 20251122;

    [Fact]
    public async Task Each_of_240_mutated_files_gets_the_right_verdict() => await RunAsync(240);

    [Fact, Trait("Category", "Full")]
    public async Task Each_of_1_200_mutated_files_gets_the_right_verdict() => await RunAsync(1200);

    private static async Task RunAsync(int count)
    {
        var random = new Random(Seed);
        var originals = new[] { await OriginalAsync(TestPdf.Table()), await OriginalAsync(TestPdf.Streams()) };
        var wrong = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var original = originals[i / 4 % 2];
            var (what, file, expected) = (i % 4) switch
            {
                0 => Flipped(original, random),
                1 => Cut(original, random),
                2 => Lengthened(original, random),
                _ => await SignedByStrangerAsync(original, random),
            };
            var report = SignatureCheck.Check(file, TestSigners.Trust);
            var got = report.Verdict?.ToString() ?? report.State.ToString();
            if (!expected.Contains(got))
            {
                wrong.Add($"{i} {what}: {got}, expected {string.Join(" or ", expected)}");
            }
        }

        Assert.Empty(wrong);
    }

    /// <param name="Plain">Without signature.</param>
    /// <param name="First">Signed once.</param>
    /// <param name="Whole">Signed twice.</param>
    private sealed record Original(byte[] Plain, byte[] First, byte[] Whole);

    private static async Task<Original> OriginalAsync(byte[] plain)
    {
        var first = await TestSigners.SignAsync(plain, TestSigners.Mayor);
        return new Original(plain, first, await TestSigners.SignAsync(first, TestSigners.Director));
    }

    private static (string What, byte[] File, string[] Expected) Flipped(Original original, Random random)
    {
        var file = original.Whole.ToArray();
        // Half of the flips go where they are rarest: outside of the zeros of the signatures.
        var at = random.Next(file.Length);
        while (random.Next(4) > 0 && file[at] == '0')
        {
            at = random.Next(file.Length);
        }

        var bit = random.Next(8);
        file[at] ^= (byte)(1 << bit);
        return ($"bit {bit} of byte {at} flipped", file, SaysTheSame(original.Whole, file) ? ["Valid", "Altered"] : ["Altered"]);
    }

    /// <summary>
    /// Whether a flip fell inside of the digits of a signature and left what the signature binds as it was: another case of a digit, or a
    /// byte of the message that nothing depends on. Only then may the file still be valid.
    /// </summary>
    private static bool SaysTheSame(byte[] original, byte[] flipped)
    {
        try
        {
            var (was, now) = (PdfFile.Read(original), PdfFile.Read(flipped));
            return SignatureField.AllOf(was).Zip(SignatureField.AllOf(now)).All(pair =>
                SignedRange.Of(was, pair.First.Value!) is { } one && SignedRange.Of(now, pair.Second.Value!) is { } other
                && one.Content(original).AsSpan().SequenceEqual(other.Content(flipped))
                && Bound(one.Message).SequenceEqual(Bound(other.Message)));
        }
        catch (Exception e) when (e is PdfFormatException or CryptographicException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Bound(byte[] message)
    {
        var cms = new SignedCms();
        cms.Decode(message);
        var signer = cms.SignerInfos[0];
        return
        [
            Convert.ToHexString(signer.GetSignature()), Convert.ToHexString(signer.Certificate!.RawData),
            .. signer.SignedAttributes.Cast<CryptographicAttributeObject>().Select(a => Convert.ToHexString(a.Values[0].RawData)),
        ];
    }

    private static (string What, byte[] File, string[] Expected) Cut(Original original, Random random)
    {
        var length = random.Next(8) switch
        {
            0 => original.Plain.Length,
            1 => original.First.Length,
            2 => original.Plain.Length - 1,
            3 => random.Next(original.Plain.Length),
            _ => random.Next(original.Whole.Length),
        };
        var file = original.Whole[..length];
        string Expected() => length == original.Plain.Length || length == original.Plain.Length - 1 ? "Unsigned"
            : length == original.First.Length ? "Valid"
            : file.AsSpan().IndexOf("/ByteRange"u8) >= 0 ? "Altered" : "Unreadable";
        return ($"cut to {length} bytes", file, [Expected()]);
    }

    private static (string What, byte[] File, string[] Expected) Lengthened(Original original, Random random)
    {
        var noise = new byte[random.Next(1, 400)];
        random.NextBytes(noise);
        byte[] file = random.Next(3) switch
        {
            0 => [.. original.Whole, .. noise],
            1 => TestPdf.Append(original.Whole, (random.Next(1, 9), TestPdf.Content("NOTA PALSU"))),
            _ => [.. original.Whole[..original.First.Length], .. noise, .. original.Whole[original.First.Length..]],
        };
        return ($"lengthened by {file.Length - original.Whole.Length} bytes", file, ["Altered"]);
    }

    private static readonly SigningKey StrangerKey = TestSigners.Of("Wali Kota Pagar Alam", TestSigners.Stranger);

    private static async Task<(string What, byte[] File, string[] Expected)> SignedByStrangerAsync(Original original, Random random)
    {
        var text = $"NOTA {random.Next(100_000)}";
        return random.Next(3) switch
        {
            0 => ("signed by a stranger alone", await TestSigners.SignAsync(TestPdf.Table(text), StrangerKey), ["UnknownIssuer"]),
            1 => ("signed by a stranger too", await TestSigners.SignAsync(original.First, StrangerKey), ["UnknownIssuer"]),
            _ => ("changed and signed by a stranger",
                await TestSigners.SignAsync(TestPdf.Append(original.First, (4, TestPdf.Content(text))), StrangerKey), ["Altered"]),
        };
    }
}

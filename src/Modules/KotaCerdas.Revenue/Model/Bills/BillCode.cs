using System.Security.Cryptography;
using System.Text;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Bills;

/// <summary>
/// The check code on a bill, <c>7K3M-9QXA</c>: 40 bits of a keyed hash over region, NOP and year. It is kept nowhere; who has the key of
/// personal numbers makes it again. It stays the same when a bill is corrected, so that the printed QR code leads to what holds now.
/// </summary>
internal static class BillCode
{
    private const string Kind = "pbb-bill";
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 8;
    private const int BitsPerLetter = 5;

    /// <summary>The code as printed.</summary>
    public static string Of(PersonalNumbers numbers, RegionCode region, Nop nop, int year)
    {
        var hash = numbers.Lookup(Kind, FormattableString.Invariant($"{region}/{nop.Value:000000000000000000}/{year}"));
        var bits = hash.Take(Length * BitsPerLetter / 8).Aggregate(0L, (all, b) => all << 8 | b);
        var code = string.Create(Length, bits, static (signs, all) =>
        {
            for (var i = Length - 1; i >= 0; i--, all >>= BitsPerLetter)
            {
                signs[i] = Letters[(int)(all & 31)];
            }
        });
        return $"{code[..4]}-{code[4..]}";
    }

    /// <summary>True where somebody typed this code: any case, with or without the hyphen, O for 0 and I or L for 1.</summary>
    public static bool Fits(string code, string? typed)
    {
        var signs = string.Concat((typed ?? string.Empty).ToUpperInvariant().Where(char.IsLetterOrDigit))
            .Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return signs.Length <= 2 * Length && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signs), Encoding.UTF8.GetBytes(code.Replace("-", string.Empty, StringComparison.Ordinal)));
    }
}

/// <summary>A name as a stranger may see it.</summary>
internal static class MaskedName
{
    private const string Rest = "•••";
    private const int MostWords = 4;

    /// <summary>The first letter of each word, and nothing that tells how long it is: <c>C••• S•••</c>.</summary>
    public static string Of(string name) => string.Join(
        ' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => char.IsLetterOrDigit(w[0])).Take(MostWords)
            .Select(w => char.ToUpperInvariant(w[0]) + Rest));
}

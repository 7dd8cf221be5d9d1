using System.Security.Cryptography;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Mine;

/// <summary>
/// How a code from the counter is written: the region's four digits and twelve signs of 60 random bits, <c>1672-7K3M-9QXA-2B4C</c>.
/// </summary>
internal static class ConnectionText
{
    private const string Kind = "taxpayer-connection";
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int RegionDigits = 4;
    private const int Signs = 12;
    private const int Group = 4;

    /// <summary>A new code as it is printed.</summary>
    public static string New(RegionCode region)
    {
        var signs = RandomNumberGenerator.GetString(Letters, Signs);
        return string.Join('-', signs.Chunk(Group).Select(c => new string(c))
            .Prepend(region.Value.Replace(".", string.Empty, StringComparison.Ordinal)));
    }

    /// <summary>Region and hash of what was typed: any case, with or without hyphens, O for 0 and I or L for 1; null for anything else.
    /// </summary>
    public static (RegionCode Region, byte[] Hash)? Read(PersonalNumbers numbers, string? typed)
    {
        var signs = string.Concat((typed ?? string.Empty).ToUpperInvariant().Where(char.IsAsciiLetterOrDigit))
            .Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return signs.Length == RegionDigits + Signs && RegionCode.TryParse($"{signs[..2]}.{signs[2..RegionDigits]}", out var region)
            ? (region, numbers.Lookup(Kind, signs)) : null;
    }
}

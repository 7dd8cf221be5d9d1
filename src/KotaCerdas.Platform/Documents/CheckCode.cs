using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace KotaCerdas.Platform;

/// <summary>
/// The code printed on a document: <c>1672-7K3M-9QXA-2DPF-RT4H</c>. The first part is the region's code without its dot, so that the
/// document is sought in one region; the rest is 80 random bits in the letters of Crockford's base 32, which none can guess and which
/// survive being read aloud.
/// </summary>
public static class CheckCode
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Groups = 4;
    private const int PerGroup = 4;

    /// <summary>A new code for a document of a region.</summary>
    public static string New(RegionCode region)
    {
        Span<byte> random = stackalloc byte[Groups * PerGroup];
        RandomNumberGenerator.Fill(random);
        var groups = new string[Groups];
        for (var i = 0; i < Groups; i++)
        {
            groups[i] = string.Concat(random.Slice(i * PerGroup, PerGroup).ToArray().Select(b => Letters[b % Letters.Length]));
        }

        return $"{region.Value.Replace(".", string.Empty, StringComparison.Ordinal)}-{string.Join('-', groups)}";
    }

    /// <summary>Reads a code as somebody typed it: any case, with or without hyphens, O for 0 and I or L for 1.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="code">The code as printed.</param>
    /// <param name="region">Whose document it names.</param>
    public static bool TryRead(string? typed, [NotNullWhen(true)] out string? code, out RegionCode region)
    {
        (code, region) = (null, default);
        var signs = (typed ?? string.Empty).ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1')
            .Where(c => c != '-' && !char.IsWhiteSpace(c)).ToArray();
        var digits = signs.Length - (Groups * PerGroup);
        if (digits is not (2 or 4) || signs.Any(c => !Letters.Contains(c, StringComparison.Ordinal)))
        {
            return false;
        }

        var place = new string(signs, 0, digits);
        if (!RegionCode.TryParse(digits == 2 ? place : place[..2] + "." + place[2..], out region))
        {
            return false;
        }

        code = place + "-" + string.Join('-', signs.Skip(digits).Chunk(PerGroup).Select(g => new string(g)));
        return true;
    }
}

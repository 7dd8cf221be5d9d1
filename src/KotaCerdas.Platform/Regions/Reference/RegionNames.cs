using System.Text;
using System.Text.RegularExpressions;

namespace KotaCerdas.Platform;

/// <summary>How names of regions are written and turned into addresses.</summary>
public static partial class RegionNames
{
    private static readonly HashSet<string> SmallWords = new(StringComparer.OrdinalIgnoreCase) { "dan" };

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase) { "DKI", "DI" };

    /// <summary>
    /// A name in its usual casing. A name that already mixes cases is left as it is: the source knows better than a rule. Capitals become
    /// <c>Pangkajene dan Kepulauan</c>, <c>Toli-Toli</c>, <c>DKI Jakarta</c>; a Roman numeral that stands alone stays
    /// (<c>Koto XI Tarusan</c>), but <c>Di</c> inside a name and words that merely use those letters (<c>Mimika</c>) do not.
    /// </summary>
    public static string Display(string name)
    {
        var clean = Spaces().Replace(name.Trim(), " ");
        if (clean.Any(char.IsLower) && clean.Any(char.IsUpper))
        {
            return clean;
        }

        var words = clean.Split(' ');
        return string.Join(' ', words.Select((word, position) => Word(word, position == 0)));
    }

    /// <summary>The full name with the kind written out: <c>KAB. SLEMAN</c> becomes <c>Kabupaten Sleman</c>.</summary>
    public static string DisplayRegency(string name)
    {
        var display = Display(name);
        var match = ShortKabupaten().Match(display);
        return match.Success ? "Kabupaten " + display[match.Length..] : display;
    }

    /// <summary>Lower-case ASCII letters, digits and single hyphens; apostrophes fall away, everything else becomes a hyphen.</summary>
    public static string Slug(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (slug.Length > 0 && slug[^1] != '-' && c is not ('\'' or '’'))
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }

    private static string Word(string word, bool first)
    {
        if (first && Abbreviations.Contains(word))
        {
            return word.ToUpperInvariant();
        }

        if (!first && SmallWords.Contains(word))
        {
            return word.ToLowerInvariant();
        }

        return Roman().IsMatch(word) ? word.ToUpperInvariant() : string.Join('-', word.Split('-').Select(Capitalised));
    }

    private static string Capitalised(string part)
    {
        var lower = part.ToLowerInvariant();
        var start = lower.IndexOfAny([.. "abcdefghijklmnopqrstuvwxyz"]);
        return start < 0 ? lower : lower[..start] + char.ToUpperInvariant(lower[start]) + lower[(start + 1)..];
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^Kab\.?\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ShortKabupaten();

    // Numerals up to XXXIX; the parts are ordered, so "DI", "MIX" or "MIMIKA" do not pass.
    [GeneratedRegex(
        "^(?:X{1,3}(?:IX|IV|V?I{0,3})|(?:IX|IV|VI{0,3}|I{1,3}))$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Roman();
}

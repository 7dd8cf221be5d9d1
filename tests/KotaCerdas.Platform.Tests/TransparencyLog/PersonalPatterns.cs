using System.Text.RegularExpressions;

namespace KotaCerdas.Platform.Tests.TransparencyLogs;

/// <summary>What must never stand in clear in a public log. Identifiers and hashes are set aside first: they are long runs too.</summary>
internal static partial class PersonalPatterns
{
    public static IReadOnlyList<string> In(string entry)
    {
        var rest = Hashes().Replace(entry, "#");
        return [.. Numbers().Matches(rest).Concat(Names().Matches(rest)).Select(m => m.Value)];
    }

    /// <summary>Only what has the shape of a hash: 64 hexadecimal digits, or 32 bytes as base64.</summary>
    [GeneratedRegex("\"(commitment|subject)\":\"[0-9a-f]{64}\"|\"root\":\"[0-9A-Za-z+/]{43}=\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hashes();

    /// <summary>NIK of 16 digits, NPWP of 15 with or without its marks, NIP of 18, a telephone number.</summary>
    [GeneratedRegex(@"\d{15,18}|\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}|(\+62|\b08)\d{8,11}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();

    /// <summary>Two words with capitals side by side, as names and offices are written.</summary>
    [GeneratedRegex(@"\b\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}

using System.Globalization;

namespace KotaCerdas.Platform;

/// <summary>The two languages of the product.</summary>
public static class Languages
{
    /// <summary>The language of official documents, whatever the reader's.</summary>
    public static CultureInfo Indonesian { get; } = CultureInfo.GetCultureInfo("id-ID");

    /// <summary>
    /// True for English of any country. Asks for the name: without ICU data every culture's two-letter ISO name is that of the invariant
    /// culture.
    /// </summary>
    public static bool IsEnglish(CultureInfo language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return language.Name == "en" || language.Name.StartsWith("en-", StringComparison.Ordinal);
    }
}

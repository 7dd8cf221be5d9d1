namespace KotaCerdas.Platform;

/// <summary>Reads what a form or an address chose by the name of a value.</summary>
public static class Named
{
    /// <summary>
    /// True for exactly the name of a value. <c>Enum.TryParse</c> takes numbers too, so that <c>-1</c> would be stored and break every
    /// page that shows it.
    /// </summary>
    public static bool TryRead<T>(string? text, out T value, bool ignoreCase = false)
        where T : struct, Enum
    {
        var place = Array.FindIndex(
            Enum.GetNames<T>(), n => n.Equals(text, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
        value = place < 0 ? default : Enum.GetValues<T>()[place];
        return place >= 0;
    }
}

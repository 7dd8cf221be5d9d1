namespace KotaCerdas.Documents.Log;

/// <summary>Base64 as the formats of the log use it: one way to write each value.</summary>
internal static class Base64
{
    /// <summary>The bytes, or null where the text is not exactly how they are written.</summary>
    public static byte[]? Read(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes.AsSpan(0, length)) == text
            ? bytes[..length] : null;
    }
}

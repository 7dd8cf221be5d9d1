using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KotaCerdas.Platform;

/// <summary>
/// What stands in the log: fields in alphabetical order, without blanks. It says what kind of fact, whose and when; which one and what it
/// says are commitments, keyed with a salt that is kept apart.
/// </summary>
/// <param name="At">When it was logged, UTC, in microseconds.</param>
/// <param name="Commitment">HMAC-SHA256 of the content, hexadecimal; null for heads of logs.</param>
/// <param name="Kind">Name of the <see cref="LogKind"/>.</param>
/// <param name="Region">Region code.</param>
/// <param name="Root">Root of another log, base64; for heads of logs only.</param>
/// <param name="Schema">1.</param>
/// <param name="Size">Size of another log; for heads of logs only.</param>
/// <param name="Subject">HMAC-SHA256 of kind and identifier, hexadecimal; null for heads of logs.</param>
public sealed record LoggedEntry(
    [property: JsonPropertyName("at")] string At,
    [property: JsonPropertyName("commitment")] string? Commitment,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("region")] string Region,
    [property: JsonPropertyName("root")] string? Root,
    [property: JsonPropertyName("schema")] int Schema,
    [property: JsonPropertyName("size")] long? Size,
    [property: JsonPropertyName("subject")] string? Subject)
{
    /// <summary>Kind of an entry of the national log that holds the head of a region's log in clear.</summary>
    public const string Head = "log.head";

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads an entry; null where it is none.</summary>
    public static LoggedEntry? Read(string entry)
    {
        try
        {
            return JsonSerializer.Deserialize<LoggedEntry>(entry, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As it is logged.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    internal static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");
}

/// <summary>Salted commitments. Anyone with salt and content can make them again, nobody can guess them without the salt.</summary>
public static class LogCommitment
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltLength = 16;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Content as it is committed to: JSON, names in ordinal order, no blanks.</summary>
    public static string Canonical(IReadOnlyDictionary<string, string?> content) =>
        JsonSerializer.Serialize(new OrderedDictionary<string, string?>(content.OrderBy(c => c.Key, StringComparer.Ordinal)), Json);

    /// <summary>Commitment to content: HMAC-SHA256 keyed with the salt over <c>content</c>, a line end and the canonical JSON.</summary>
    public static string ToContent(ReadOnlySpan<byte> salt, string canonical) => Hash(salt, $"content\n{canonical}");

    /// <summary>Commitment to a subject: the same over <c>subject</c>, the kind and the identifier, each on a line.</summary>
    public static string ToSubject(ReadOnlySpan<byte> salt, string kind, string subjectId) => Hash(salt, $"subject\n{kind}\n{subjectId}");

    /// <summary>True where salt, subject and content give what the entry says.</summary>
    internal static bool Opens(LoggedEntry logged, string kind, string subjectId, ReadOnlySpan<byte> salt, string content) =>
        logged.Kind == kind && (kind == LoggedEntry.Head
            ? subjectId == TransparencyLog.HeadSubject(logged.Region, logged.Size)
            : logged.Commitment == ToContent(salt, content) && logged.Subject == ToSubject(salt, kind, subjectId));

    private static string Hash(ReadOnlySpan<byte> salt, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text)));
}

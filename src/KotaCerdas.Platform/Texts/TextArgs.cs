using System.Globalization;
using System.Text.Json;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Platform;

/// <summary>
/// Values for a text's placeholders, stored as JSON so that the text is made in the reader's language when it is read: whole numbers,
/// decimals, legal dates, strings, words in both languages, and a problem that another text speaks of.
/// </summary>
public static class TextArgs
{
    private const string DateMark = "date:";

    /// <summary>The values as a JSON array.</summary>
    public static string Write(IReadOnlyList<object> args) => JsonSerializer.Serialize(args.Select(Plain));

    /// <summary>The values of a JSON array written by <see cref="Write"/>.</summary>
    public static object[] Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(Value)];
    }

    private static object Plain(object arg) => arg switch
    {
        DateOnly date => DateMark + date.ToString("O", CultureInfo.InvariantCulture),
        int or long or decimal => arg,
        Bilingual words => new Words(words.Id, words.En),
        Problem problem => new Inner(problem.Code, [.. problem.Args.Select(Plain)]),
        _ => Convert.ToString(arg, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static object Value(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Number)
        {
            return element.TryGetInt64(out var whole) ? (object)whole : element.GetDecimal();
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            return element.TryGetProperty(nameof(Inner.Code), out var code)
                ? new Problem(
                    code.GetString()!, null, [.. element.GetProperty(nameof(Inner.Args)).EnumerateArray().Select(Value)])
                : new Bilingual(
                    element.GetProperty(nameof(Words.Id)).GetString()!, element.GetProperty(nameof(Words.En)).GetString()!);
        }

        var text = element.GetString() ?? string.Empty;
        return text.StartsWith(DateMark, StringComparison.Ordinal)
            && DateOnly.TryParseExact(text[DateMark.Length..], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : text;
    }

    private sealed record Words(string Id, string En);

    private sealed record Inner(string Code, object[] Args);
}

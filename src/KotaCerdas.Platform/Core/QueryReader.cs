using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KotaCerdas.Platform;

/// <summary>
/// Reads the query parameters of an endpoint of the API and gathers what is wrong with them: a value that stands for nothing is a mistake
/// of the client and must not look like an empty answer.
/// </summary>
public sealed class QueryReader
{
    /// <summary>The member of an answer that names the parameter.</summary>
    public const string Field = "field";

    private Problem? _first;

    /// <summary>A whole number within bounds; null where none is given, or where it is wrong.</summary>
    public int? Number(string name, string? text, int least, int most)
    {
        if (Some(text) is not { } given)
        {
            return null;
        }

        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse("Platform.Query.Number", name, given, least, most);
        return null;
    }

    /// <summary>One of the words that there are; null where none is given, or where it is wrong.</summary>
    public string? Word(string name, string? text, IReadOnlyCollection<string> words)
    {
        if (Some(text) is not { } given || words.Contains(given))
        {
            return Some(text);
        }

        Refuse("Platform.Query.Word", name, given, string.Join(", ", words));
        return null;
    }

    /// <summary>A code of a region or province; null where none is given, or where it is wrong.</summary>
    public RegionCode? Region(string name, string? text)
    {
        if (Some(text) is not { } given)
        {
            return null;
        }

        if (RegionCode.TryParse(given, out var region))
        {
            return region;
        }

        Refuse("Platform.Query.Region", name, given);
        return null;
    }

    /// <summary>Notes what an endpoint found wrong itself; only the first is told.</summary>
    /// <param name="key">Text; its first two values are the name and what was given.</param>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="given">What was given.</param>
    /// <param name="more">Further values of the text.</param>
    public void Refuse(string key, string name, string given, params object[] more) =>
        _first ??= new Problem(key, name, [name, given, .. more]);

    /// <summary>The answer to what is wrong, or null.</summary>
    public ProblemHttpResult? Answer(Texts texts) => _first is not { } problem ? null : TypedResults.Problem(
        texts.Of(problem), statusCode: StatusCodes.Status400BadRequest, type: problem.Code,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { [Field] = problem.Field });

    /// <summary>A text without blanks around it; null where nothing is left.</summary>
    public static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

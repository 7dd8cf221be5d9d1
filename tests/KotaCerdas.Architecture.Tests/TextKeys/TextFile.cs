using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KotaCerdas.Architecture.Tests.TextKeys;

/// <summary>One .resx file: the texts of a project's area in one language.</summary>
internal sealed class TextFile
{
    private static readonly Regex Place =
        Pattern.Of(@"^src/(Modules/)?KotaCerdas(\.(?<project>\w+))?/Resources/(?<area>\w+)(?<english>\.en)?\.resx$");

    private static readonly Regex Placeholder = Pattern.Of(@"(?<!\{)\{(?<n>\d+)[^}]*\}(?!\})");

    private TextFile(string path, Match place, IReadOnlyList<(string Key, string Text)> entries)
    {
        Path = path;
        Project = place.Groups["project"].Success ? place.Groups["project"].Value : "Host";
        IsEnglish = place.Groups["english"].Success;
        Entries = entries;
    }

    /// <summary>Relative to the root.</summary>
    public string Path { get; }

    /// <summary>First segment of its keys: the project without the prefix, <c>Host</c> for the executable.</summary>
    public string Project { get; }

    /// <summary>True for <c>.en.resx</c>.</summary>
    public bool IsEnglish { get; }

    /// <summary>The path of the same area in the other language.</summary>
    public string Twin => IsEnglish
        ? Path.Replace(".en.resx", ".resx", StringComparison.Ordinal)
        : Path.Replace(".resx", ".en.resx", StringComparison.Ordinal);

    /// <summary>Keys and texts in the order of the file.</summary>
    public IReadOnlyList<(string Key, string Text)> Entries { get; }

    /// <summary>Reads a file; null where it lies elsewhere than in a project's Resources folder.</summary>
    public static TextFile? Read(SourceFile file)
    {
        var place = Place.Match(file.Path);
        return place.Success ? new(file.Path, place, [.. XDocument.Parse(file.Text).Root!.Elements("data").Select(Entry)]) : null;
    }

    /// <summary>How many values a text must be given: one more than its highest placeholder.</summary>
    public static int ValuesNeeded(string text) =>
        Placeholder.Matches(text).Select(m => int.Parse(m.Groups["n"].Value, CultureInfo.InvariantCulture) + 1).DefaultIfEmpty(0).Max();

    /// <summary>The placeholder numbers of a text, sorted, once each.</summary>
    public static string Placeholders(string text) =>
        string.Join(',', Placeholder.Matches(text).Select(m => m.Groups["n"].Value).Distinct().Order(StringComparer.Ordinal));

    private static (string Key, string Text) Entry(XElement data) => ((string)data.Attribute("name")!, (string)data.Element("value")!);
}

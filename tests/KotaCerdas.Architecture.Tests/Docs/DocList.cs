using System.Text.RegularExpressions;

namespace KotaCerdas.Architecture.Tests.Docs;

/// <summary>Something the product has, and the list in the documentation in which it stands.</summary>
/// <param name="Document">Path of the list.</param>
/// <param name="Name">As it stands in the first column, in backticks.</param>
internal sealed record Documented(string Document, string Name);

/// <summary>The lists in the documentation: tables whose first column names things in backticks.</summary>
internal static class DocList
{
    public const string Pages = "docs/pages.md";
    public const string Api = "docs/api.md";
    public const string Events = "docs/events.md";
    public const string Measures = "docs/measures.md";
    public const string Permissions = "docs/permissions.md";
    public const string Operations = "docs/operations.md";
    public const string Settings = "docs/operator/settings.md";
    public const string Commands = "docs/operator/commands.md";

    private static readonly Regex FirstColumn = Pattern.Of(@"^\| `(?<name>[^`]+)`", RegexOptions.Multiline);

    /// <summary>Every list.</summary>
    public static IReadOnlyList<string> All { get; } = [Pages, Api, Events, Measures, Permissions, Operations, Settings, Commands];

    /// <summary>Lines to add: things of the product that no list names.</summary>
    public static IEnumerable<string> Missing(IEnumerable<Documented> product, IReadOnlyList<SourceFile> files) =>
        from thing in product.Distinct()
        where !Names(files, thing.Document).Contains(thing.Name)
        select $"{thing.Document}: | `{thing.Name}` | … |";

    /// <summary>Lines to delete: names in lists that the product does not have.</summary>
    public static IEnumerable<string> Stale(IEnumerable<Documented> product, IReadOnlyList<SourceFile> files)
    {
        var known = product.ToHashSet();
        return from document in All
               from name in Names(files, document)
               where !known.Contains(new(document, name))
               select $"{document}: `{name}` does not exist";
    }

    private static HashSet<string> Names(IReadOnlyList<SourceFile> files, string document) =>
        FirstColumn.Matches(files.FirstOrDefault(f => f.Path == document)?.Text ?? string.Empty)
            .Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
}

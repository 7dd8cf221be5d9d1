using System.Text.RegularExpressions;

namespace KotaCerdas.Architecture.Tests.Docs;

/// <summary>Links between Markdown files.</summary>
internal static class Links
{
    private static readonly Regex Link = Pattern.Of(@"\]\((?<to>[^)#\s]+)(#[^)]*)?\)");

    /// <summary>Relative links whose file or folder does not exist.</summary>
    public static IEnumerable<Finding> Broken(IReadOnlyList<SourceFile> files, IReadOnlyList<string> paths) =>
        from file in files
        where file.Extension == ".md"
        from Match link in Link.Matches(file.Text)
        let to = link.Groups["to"].Value
        where !to.Contains(':', StringComparison.Ordinal) && !Exists(Resolve(file.Path, to), paths)
        select new Finding(file.Path, file.LineAt(link.Index), to);

    private static string Resolve(string from, string to)
    {
        var folder = Path.GetDirectoryName(Path.Combine("/", from)) ?? "/";
        return Path.GetFullPath(Path.Combine(folder, to)).TrimStart('/');
    }

    private static bool Exists(string path, IReadOnlyList<string> paths) =>
        paths.Contains(path) || paths.Any(p => p.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));
}

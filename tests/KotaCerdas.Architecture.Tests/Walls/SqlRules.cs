using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace KotaCerdas.Architecture.Tests.Walls;

/// <summary>Rules on migrations and on SQL in code.</summary>
internal static class SqlRules
{
    private static readonly Regex FileName =
        Pattern.Of(@"/Migrations/(?<number>\d{4})_(?<name>[a-z0-9_]+)(\.(?<engine>postgres|sqlite))?\.sql$");

    private static readonly Regex Created = Pattern.Of(
        @"\bcreate\s+(unlogged\s+|temp(orary)?\s+|virtual\s+)?(table|view)\s+(if\s+not\s+exists\s+)?""?(?<table>\w+)",
        RegexOptions.IgnoreCase);

    private static readonly Regex Named = Pattern.Of(
        @"\b(from|join|into|update|table|references|on)\s+[""]?(?<table>[a-z]+_\w+)", RegexOptions.IgnoreCase);

    private static readonly Regex Comment = Pattern.Of(@"--[^\n]*");

    /// <summary>Files are <c>0001_name.sql</c>, or <c>.postgres.sql</c> with <c>.sqlite.sql</c>; a number stands for one name.</summary>
    public static IEnumerable<string> FileNames(WallModel model)
    {
        var files = Migrations(model).Select(f => (File: f, Name: FileName.Match(f.Path), Project: WallModel.ProjectOf(f))).ToList();
        var odd = files.Where(f => !f.Name.Success).Select(f => $"{f.File.Path} should be Migrations/NNNN_name.sql");
        var doubled = files.Where(f => f.Name.Success).GroupBy(f => (f.Project, Number: f.Name.Groups["number"].Value))
            .Where(g => !IsWhole([.. g.Select(f => (f.Name.Groups["name"].Value, f.Name.Groups["engine"].Value))]))
            .Select(g => $"{g.Key.Project} {g.Key.Number}: one portable file, or one for each engine");
        return odd.Concat(doubled);
    }

    /// <summary>A table's name starts with its project's.</summary>
    public static IEnumerable<string> TablePrefixes(WallModel model) =>
        from file in Migrations(model)
        let prefix = PrefixOf(WallModel.ProjectOf(file))
        from Match match in Created.Matches(Comment.Replace(file.Text, string.Empty))
        let table = match.Groups["table"].Value
        where !table.StartsWith(prefix, StringComparison.Ordinal)
        select $"{file.Path} creates {table}; it should start with {prefix}";

    /// <summary>SQL in files and in string literals names only tables of its own project and of Platform.</summary>
    public static IEnumerable<string> ForeignTables(WallModel model)
    {
        var prefixes = model.Modules.ToDictionary(m => m, PrefixOf, StringComparer.Ordinal);
        return from file in model.Files
               where file.IsProduct && file.Extension is ".sql" or ".cs"
               let own = WallModel.ProjectOf(file)
               where own != "KotaCerdas"
               from text in file.Extension == ".sql" ? [Comment.Replace(file.Text, string.Empty)] : Literals(file)
               from Match match in Named.Matches(text)
               let table = match.Groups["table"].Value
               where prefixes.Any(p => p.Key != own && table.StartsWith(p.Value, StringComparison.Ordinal))
               select $"{file.Path} names {table}";
    }

    private static bool IsWhole(List<(string Name, string Engine)> files) =>
        files.Select(f => f.Name).Distinct().Count() == 1
        && (files is [{ Engine: "" }] || (files.Count == 2 && files.Select(f => f.Engine).Order().SequenceEqual(["postgres", "sqlite"])));

    private static IEnumerable<SourceFile> Migrations(WallModel model) => model.Files.Where(f => f.IsProduct && f.Extension == ".sql");

    private static string PrefixOf(string project) => WallModel.Short(project).ToLowerInvariant() + "_";

    private static IEnumerable<string> Literals(SourceFile file) =>
        file.Syntax.DescendantTokens()
            .Where(t => t.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken)
            .Select(t => t.ValueText);
}

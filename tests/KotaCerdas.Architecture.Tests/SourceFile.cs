using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KotaCerdas.Architecture.Tests;

/// <summary>A text file of the repository, or one planted by a test.</summary>
internal sealed class SourceFile(string path, string text)
{
    private static readonly string[] TextExtensions =
    [
        ".cs", ".cshtml", ".js", ".mjs", ".ts", ".css", ".scss", ".sql", ".md", ".resx", ".json", ".csproj", ".props", ".targets", ".slnx",
        ".csv", ".txt", ".yml", ".yaml", ".sh", ".editorconfig", ".gitignore", ".npmrc", ".svg", ".config", ".service", string.Empty,
    ];

    private readonly Lazy<SyntaxNode> _syntax = new(
        () => CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview), path).GetRoot());

    /// <summary>Relative to the root, with forward slashes.</summary>
    public string Path { get; } = path;

    /// <summary>All of it.</summary>
    public string Text { get; } = text;

    /// <summary>With the dot, in lower case.</summary>
    public string Extension { get; } = System.IO.Path.GetExtension(path).ToLowerInvariant();

    /// <summary>True below <c>src/</c>.</summary>
    public bool IsProduct => Path.StartsWith("src/", StringComparison.Ordinal);

    /// <summary>Lines without their ends.</summary>
    public string[] Lines { get; } = text.TrimEnd('\n').Split('\n');

    /// <summary>The C# syntax tree.</summary>
    public SyntaxNode Syntax => _syntax.Value;

    /// <summary>True where the file is to be read as text.</summary>
    public static bool IsText(string path) => TextExtensions.Contains(System.IO.Path.GetExtension(path).ToLowerInvariant());

    /// <summary>One-based line of a position in the text.</summary>
    public int LineAt(int position) => Text.AsSpan(0, position).Count('\n') + 1;

    /// <summary>One-based line at which a node starts.</summary>
    public int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>Every match of a pattern as a finding.</summary>
    public IEnumerable<Finding> Matches(Regex pattern, string message) =>
        pattern.Matches(Text).Select(m => new Finding(Path, LineAt(m.Index), $"{message}: {m.Value.Trim()}"));
}

/// <summary>A place that breaks a rule.</summary>
internal sealed record Finding(string Path, int Line, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}:{Line} {Message}";
}

/// <summary>Makes the regular expressions of the rules: explicit captures, bounded time.</summary>
internal static class Pattern
{
    /// <summary>Compiles a pattern.</summary>
    public static Regex Of(string pattern, RegexOptions more = RegexOptions.None) =>
        new(pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | more, TimeSpan.FromSeconds(10));
}

/// <summary>Assertions over lists of findings.</summary>
internal static class Findings
{
    /// <summary>Fails with every finding, one a line.</summary>
    public static void None<T>(IEnumerable<T> findings, string rule)
    {
        var all = findings.Select(f => f?.ToString()).Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{rule}\n{all.Count} to repair:\n{string.Join('\n', all.Take(200))}");
    }
}

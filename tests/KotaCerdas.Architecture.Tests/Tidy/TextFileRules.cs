using System.Text.RegularExpressions;

namespace KotaCerdas.Architecture.Tests.Tidy;

/// <summary>Rules that read a file as lines.</summary>
internal static class TextFileRules
{
    private const int MaxFileLines = 400;
    private const int MaxColumns = 140;

    private static readonly string[] CodeExtensions = [".cs", ".cshtml", ".js", ".mjs", ".ts", ".css", ".scss", ".sql", ".sh"];
    private static readonly string[] Scripts = ["run", "test", ".ci/run"];

    private static readonly Regex Leftover = Pattern.Of(@"\b(TO[D]O|FIX[M]E|HA[C]K|XX[X])\b");
    private static readonly Regex Region = Pattern.Of(@"^\s*#(end)?region\b", RegexOptions.Multiline);
    private static readonly Regex NullableOff = Pattern.Of(@"^\s*#nullable\s+disable", RegexOptions.Multiline);
    private static readonly Regex Warnings = Pattern.Of(@"^\s*#pragma\s+warning\s+disable[^/\n]*$", RegexOptions.Multiline);
    private static readonly Regex MachinePath = Pattern.Of(@"(?<![\w./:-])/(work|root|home|Users)/\w+[^\s""'<>)]*");
    private static readonly Regex RegistryHost = Pattern.Of(@"registry\.npmj[s]\.org|api\.nuge[t]\.org|""resolved"":\s*""http[^""]*");
    private static readonly Regex InlineStyle = Pattern.Of(@"\sstyle=\\?""");
    private static readonly Regex InlineHandler = Pattern.Of(@"\son[a-z]+=""");
    private static readonly Regex InlineScript = Pattern.Of(@"<script(?![^>]*\b(src|type=""(application/json|importmap)"")\b?)[^>]*>");
    private static readonly Regex TokenlessForm = Pattern.Of(
        @"<form\b(?=[^>]*\bmethod=""post"")(?=[^>]*\baction=)(?![^>]*\basp-antiforgery=)[^>]*>");
    private static readonly Regex CoalescedJoin = Pattern.Of(@"\bon\b[^\n]*=\s*coalesce\(\w+\.\w+,\s*\w+\.");
    private static readonly Regex MarkdownFence = Pattern.Of(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline);
    private static readonly Regex MarkdownTitle = Pattern.Of(@"^# \S", RegexOptions.Multiline);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TidyRule> All { get; } =
    [
        new("file length", $"A file has at most {MaxFileLines} lines: split it by what it does.", IsCode, FileLength),
        new("line length", $"A line has at most {MaxColumns} columns.", IsCode, LineLength),
        new("leftovers", "Unfinished work is an issue, not a comment.", IsCode, f => f.Matches(Leftover, "leftover")),
        new("regions", "Split the type instead of folding it.", IsCSharp, f => f.Matches(Region, "region")),
        new("nullable", "Nullability is on everywhere.", IsCSharp, f => f.Matches(NullableOff, "switched off")),
        new("suppressions", "A rule is switched off in .editorconfig, or on one line with its reason behind //.",
            f => IsCSharp(f) && f.IsProduct, f => f.Matches(Warnings, "suppressed")),
        new("razor components", "Pages are Razor Pages; .razor files make restore ask for an absent package.", f => f.Extension == ".razor",
            f => [new(f.Path, 1, "a .razor file")]),
        new("machine paths", "Nothing in the repository depends on one machine.", _ => true, f => f.Matches(MachinePath, "machine path")),
        new("registry hosts", "Where packages come from is set outside the repository.",
            _ => true, f => f.Matches(RegistryHost, "registry")),
        new("inline style", "The content security policy refuses inline styles: use a class.",
            IsMarkupSource, f => f.Matches(InlineStyle, "inline style")),
        new("inline script", "The content security policy refuses inline scripts: use a file.",
            IsMarkupSource, f => f.Matches(InlineScript, "inline script")),
        new("inline handler", "The content security policy refuses on…= attributes.",
            f => f.Extension == ".cshtml", f => f.Matches(InlineHandler, "handler")),
        new("antiforgery", "A posted form that says where it goes gets its token only by asp-antiforgery=\"true\".",
            f => f.Extension == ".cshtml" && f.IsProduct, f => f.Matches(TokenlessForm, "form without token")),
        new("joins by index", "Behind row-level security PostgreSQL joins by coalesce without an index, as it may leak: write case.",
            f => IsCSharp(f) && f.IsProduct, f => f.Matches(CoalescedJoin, "joined by coalesce")),
        new("one title", "A Markdown file has exactly one first-level title.", f => f.Extension == ".md", OneTitle),
        new("line ends", "Text ends with one newline; lines end with LF and without blanks.",
            f => f.Extension is not ".csv" and not ".svg" && !IsLock(f), LineEnds),
    ];

    private static bool IsCode(SourceFile file) => CodeExtensions.Contains(file.Extension) || Scripts.Contains(file.Path);

    private static bool IsCSharp(SourceFile file) => file.Extension == ".cs";

    private static bool IsLock(SourceFile file) => file.Path.EndsWith(".lock.json", StringComparison.Ordinal);

    private static bool IsMarkupSource(SourceFile file) => file.IsProduct && file.Extension is ".cs" or ".cshtml";

    private static IEnumerable<Finding> FileLength(SourceFile file) =>
        file.Lines.Length > MaxFileLines ? [new(file.Path, MaxFileLines, $"{file.Lines.Length} lines")] : [];

    private static IEnumerable<Finding> LineLength(SourceFile file) =>
        from line in file.Lines.Index()
        where line.Item.Length > MaxColumns
        select new Finding(file.Path, line.Index + 1, $"{line.Item.Length} columns");

    private static IEnumerable<Finding> OneTitle(SourceFile file)
    {
        var titles = MarkdownTitle.Count(MarkdownFence.Replace(file.Text, string.Empty));
        return titles == 1 ? [] : [new(file.Path, 1, $"{titles} first-level titles")];
    }

    private static IEnumerable<Finding> LineEnds(SourceFile file)
    {
        if (file.Text.Length > 0 && (!file.Text.EndsWith('\n') || file.Text.EndsWith("\n\n", StringComparison.Ordinal)))
        {
            yield return new(file.Path, file.Lines.Length, "does not end with exactly one newline");
        }

        foreach (var (index, line) in file.Lines.Index())
        {
            if (line.Length > 0 && char.IsWhiteSpace(line[^1]) && file.Extension != ".md")
            {
                yield return new(file.Path, index + 1, "blank or CR at the end of the line");
            }
        }
    }
}

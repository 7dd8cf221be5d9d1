using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KotaCerdas.Architecture.Tests.Tidy;

/// <summary>Rules that read C# by its syntax tree.</summary>
internal static class CSharpRules
{
    private const int MaxMethodLines = 60;
    private const int MaxParameters = 6;

    private static readonly string[] LogCalls =
        ["Log", "LogTrace", "LogDebug", "LogInformation", "LogWarning", "LogError", "LogCritical", "BeginScope"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TidyRule> All { get; } =
    [
        new("method length", $"A method has at most {MaxMethodLines} lines: name its parts.", IsCSharp, MethodLength),
        new("parameters", $"At most {MaxParameters} parameters (records are free): pass a record.", IsCSharp, Parameters),
        new("file-scoped namespaces", "One namespace for the file, without braces.", IsCSharp, BlockNamespaces),
        new("logging", "Product code logs through [LoggerMessage] methods only.", f => IsCSharp(f) && f.IsProduct, LooseLogging),
    ];

    private static bool IsCSharp(SourceFile file) => file.Extension == ".cs";

    private static IEnumerable<Finding> MethodLength(SourceFile file)
    {
        var bodies = file.Syntax.DescendantNodes()
            .Where(n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
                or PropertyDeclarationSyntax { ExpressionBody: not null })
            .Select(n => (Node: n, Lines: LinesOf(n)));
        foreach (var (node, lines) in bodies.Where(b => b.Lines > MaxMethodLines))
        {
            yield return new(file.Path, file.LineOf(node), $"{lines} lines in {NameOf(node)}");
        }

        var program = file.Syntax.ChildNodes().OfType<GlobalStatementSyntax>()
            .Where(s => s.Statement is not LocalFunctionStatementSyntax).ToList();
        if (program.Sum(LinesOf) > MaxMethodLines)
        {
            yield return new(file.Path, file.LineOf(program[0]), $"{program.Sum(LinesOf)} lines of top-level statements");
        }
    }

    private static int LinesOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static IEnumerable<Finding> Parameters(SourceFile file) =>
        from list in file.Syntax.DescendantNodes().OfType<ParameterListSyntax>()
        where list.Parameters.Count > MaxParameters && list.Parent is not RecordDeclarationSyntax && !IsLoggerMessage(list.Parent)
        select new Finding(file.Path, file.LineOf(list), $"{list.Parameters.Count} parameters in {NameOf(list.Parent!)}");

    private static bool IsLoggerMessage(SyntaxNode? node) =>
        node is MethodDeclarationSyntax method && method.AttributeLists.ToString().Contains("LoggerMessage", StringComparison.Ordinal);

    private static IEnumerable<Finding> BlockNamespaces(SourceFile file) =>
        from space in file.Syntax.DescendantNodes().OfType<NamespaceDeclarationSyntax>()
        select new Finding(file.Path, file.LineOf(space), $"namespace {space.Name} has braces");

    private static IEnumerable<Finding> LooseLogging(SourceFile file) =>
        from call in file.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>()
        let member = call.Expression as MemberAccessExpressionSyntax
        where member is not null && LogCalls.Contains(member.Name.Identifier.Text)
            && member.Expression.ToString().EndsWith("logger", StringComparison.OrdinalIgnoreCase)
        select new Finding(file.Path, file.LineOf(call), $"{member.Expression}.{member.Name}");

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => node.Kind().ToString(),
    };
}

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KotaCerdas.Architecture.Tests.TextKeys;

/// <summary>A text key, or the beginning of one, that stands in code or markup.</summary>
/// <param name="Path">File.</param>
/// <param name="Line">One-based.</param>
/// <param name="Key">The key, or the constant part before the first hole.</param>
/// <param name="IsPrefix">True for an interpolated key.</param>
/// <param name="Args">How many values it is filled with; null where that cannot be read off.</param>
internal sealed record KeyUse(string Path, int Line, string Key, bool IsPrefix, int? Args)
{
    private static readonly Regex InMarkup = Pattern.Of(@"(?<hole>\$?)""(?<key>[A-Z]\w*\.[A-Z][\w.]*)(?<end>""|\{)");
    private static readonly Regex KeyShape = Pattern.Of(@"^[A-Z]\w*\.[A-Z]\w*(\.\w+)*\.?$");

    /// <summary>Every use in a product file of a key that starts with one of the projects' names.</summary>
    public static IEnumerable<KeyUse> In(SourceFile file, IReadOnlySet<string> projects)
    {
        var uses = file.Extension switch
        {
            ".cs" => InCode(file),
            ".cshtml" => InView(file),
            _ => [],
        };
        return uses.Where(u => KeyShape.IsMatch(u.Key) && projects.Contains(u.Key[..u.Key.IndexOf('.', StringComparison.Ordinal)]));
    }

    private static IEnumerable<KeyUse> InView(SourceFile file) =>
        from match in InMarkup.Matches(file.Text)
        let open = match.Groups["end"].Value == "{"
        where open == (match.Groups["hole"].Value == "$")
        select new KeyUse(file.Path, file.LineAt(match.Index), match.Groups["key"].Value, open, null);

    private static IEnumerable<KeyUse> InCode(SourceFile file)
    {
        foreach (var node in file.Syntax.DescendantNodes())
        {
            if (node is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression))
            {
                yield return new(file.Path, file.LineOf(node), literal.Token.ValueText, IsPrefix: false, ArgsOf(literal));
            }
            else if (node is InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax first, _, ..] })
            {
                yield return new(file.Path, file.LineOf(node), first.TextToken.ValueText, IsPrefix: true, null);
            }
        }
    }

    private static int? ArgsOf(LiteralExpressionSyntax literal) =>
        literal.Parent is ArgumentSyntax { Parent: BracketedArgumentListSyntax list } argument && list.Arguments[0] == argument
            ? list.Arguments.Count - 1
            : null;
}

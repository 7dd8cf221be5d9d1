using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KotaCerdas.Architecture.Tests.Docs;

/// <summary>
/// Settings that are bound to a record: <c>AddSettings&lt;T&gt;(configuration.GetSection("S"))</c> makes each property of T the setting
/// <c>S:Property</c>.
/// </summary>
internal static class OptionsSettings
{
    /// <summary>Every setting of every bound record.</summary>
    public static IEnumerable<Documented> In(IReadOnlyList<SourceFile> product)
    {
        var code = product.Where(f => f.Extension == ".cs").ToList();
        var bound = code.SelectMany(f => f.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Select(Bound).OfType<Binding>().ToList();
        var types = code.SelectMany(f => f.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>()).ToLookup(t => t.Identifier.Text);
        return from binding in bound
               from type in types[binding.Type]
               from property in type.Members.OfType<PropertyDeclarationSyntax>()
               where property.AccessorList?.Accessors.Any(IsWritten) == true
               select new Documented(DocList.Settings, $"{binding.Section}:{property.Identifier.Text}");
    }

    private static bool IsWritten(AccessorDeclarationSyntax accessor) =>
        accessor.Kind() is SyntaxKind.InitAccessorDeclaration or SyntaxKind.SetAccessorDeclaration;

    private static Binding? Bound(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.Text: "AddSettings" } add })
        {
            return null;
        }

        var section = call.ArgumentList.DescendantNodes().OfType<LiteralExpressionSyntax>().FirstOrDefault();
        return section?.Token.Value is string name ? new(add.TypeArgumentList.Arguments[0].ToString(), name) : null;
    }

    private sealed record Binding(string Type, string Section);
}

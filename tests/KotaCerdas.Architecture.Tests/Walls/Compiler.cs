using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KotaCerdas.Architecture.Tests.Walls;

/// <summary>Compiles a few lines into an assembly: a rule meets a violation in the form in which it would meet a real one.</summary>
internal static class Compiler
{
    /// <summary>Compiles, with earlier assemblies as references.</summary>
    public static Planted Compile(string name, string code, params Planted[] references)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(code)],
            [
                MetadataReference.CreateFromFile(typeof(object).Assembly.Location),
                .. references.Select(r => MetadataReference.CreateFromImage(r.Image)),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Debug));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return new([.. image.ToArray()], AssemblyReader.Read(image));
    }

    /// <summary>An assembly made by a test.</summary>
    internal sealed record Planted(System.Collections.Immutable.ImmutableArray<byte> Image, AssemblyFacts Facts);
}

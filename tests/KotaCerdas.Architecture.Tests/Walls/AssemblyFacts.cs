namespace KotaCerdas.Architecture.Tests.Walls;

/// <summary>What the rules need to know of a type.</summary>
internal sealed record TypeFacts(string Assembly, string Namespace, string Name)
{
    /// <summary>Visible to other assemblies.</summary>
    public bool IsPublic { get; init; }

    /// <summary>An interface.</summary>
    public bool IsInterface { get; init; }

    /// <summary>A class that others could derive from.</summary>
    public bool IsOpenClass { get; init; }

    /// <summary>Written by a compiler.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>Declared inside another type.</summary>
    public bool IsNested { get; init; }

    /// <summary>Namespace and name of the base class; empty for none.</summary>
    public string Base { get; init; } = string.Empty;

    /// <summary>Namespace and name of the implemented interfaces.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>Namespace and name, without the count of type parameters.</summary>
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";
}

/// <summary>A string constant that a page writes, or hands to a property.</summary>
/// <param name="Page">The generated class of the page.</param>
/// <param name="Method">The method that gets the string.</param>
/// <param name="Text">The string.</param>
internal sealed record PageLiteral(string Page, string Method, string Text);

/// <summary>What the rules need to know of an assembly.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="References">Names of the referenced assemblies.</param>
/// <param name="Types">Every type.</param>
/// <param name="Uses">Types of other assemblies.</param>
/// <param name="Literals">Constants in pages.</param>
internal sealed record AssemblyFacts(
    string Name,
    IReadOnlyList<string> References,
    IReadOnlyList<TypeFacts> Types,
    IReadOnlyList<TypeFacts> Uses,
    IReadOnlyList<PageLiteral> Literals);

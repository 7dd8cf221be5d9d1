using System.Xml.Linq;

namespace KotaCerdas.Architecture.Tests.Walls;

/// <summary>The product as the rules see it.</summary>
/// <param name="Assemblies">Built assemblies of projects below src.</param>
/// <param name="Projects">Project name to the names it refers to, from the project files.</param>
/// <param name="Files">All text files.</param>
internal sealed record WallModel(
    IReadOnlyList<AssemblyFacts> Assemblies,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Projects,
    IReadOnlyList<SourceFile> Files)
{
    /// <summary>Where edges and seams are drawn.</summary>
    public const string DrawingPath = "docs/architecture.md";

    private const string Prefix = "KotaCerdas.";

    /// <summary>Project to the projects it may refer to, as drawn.</summary>
    public IReadOnlyDictionary<string, string[]> Edges { get; } = Block(Files, "edges")
        .Select(l => l.Split("->"))
        .ToDictionary(p => p[0].Trim(), p => p[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    /// <summary>Interfaces that may have one implementation.</summary>
    public IReadOnlySet<string> Seams { get; } = Block(Files, "seams").Select(l => l.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Project names of the modules.</summary>
    public IReadOnlyList<string> Modules { get; } =
        [.. Files.Where(f => f.Path.StartsWith("src/Modules/", StringComparison.Ordinal) && f.Extension == ".csproj").Select(ProjectOf)];

    /// <summary>Types that people wrote.</summary>
    public IEnumerable<TypeFacts> WrittenTypes => Assemblies.SelectMany(a => a.Types).Where(t => !t.IsGenerated);

    /// <summary>The repository and the assemblies beside the tests.</summary>
    public static WallModel Real()
    {
        var projects = Repository.Files.Where(f => f.IsProduct && f.Extension == ".csproj")
            .ToDictionary(ProjectOf, References, StringComparer.Ordinal);
        var images = projects.Keys.Select(p => Path.Combine(AppContext.BaseDirectory, (p == "KotaCerdas" ? "kotacerdas" : p) + ".dll"));
        return new([.. images.Select(ReadFile)], projects, Repository.Files);
    }

    /// <summary>The project that a file below src belongs to.</summary>
    public static string ProjectOf(SourceFile file)
    {
        var parts = file.Path.Split('/');
        return parts[1] == "Modules" ? parts[2] : parts[1];
    }

    /// <summary>The project's name without the common prefix; <c>Host</c> for the executable.</summary>
    public static string Short(string project) => project.StartsWith(Prefix, StringComparison.Ordinal) ? project[Prefix.Length..] : "Host";

    private static AssemblyFacts ReadFile(string path)
    {
        using var stream = File.OpenRead(path);
        return AssemblyReader.Read(stream);
    }

    private static IReadOnlyList<string> References(SourceFile project) =>
    [
        .. XDocument.Parse(project.Text).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)),
    ];

    private static IEnumerable<string> Block(IReadOnlyList<SourceFile> files, string name) =>
        files.FirstOrDefault(f => f.Path == DrawingPath)?.Lines
            .SkipWhile(l => l != "```" + name).Skip(1).TakeWhile(l => !l.StartsWith("```", StringComparison.Ordinal)) ?? [];
}

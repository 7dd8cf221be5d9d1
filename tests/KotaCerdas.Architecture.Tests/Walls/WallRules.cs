namespace KotaCerdas.Architecture.Tests.Walls;

/// <summary>What must hold of projects and types. Each rule lists what breaks it.</summary>
internal static class WallRules
{
    private static readonly string[] VagueEndings = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Base"];
    private static readonly string[] Kernels = ["KotaCerdas.Documents"];

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Func<WallModel, IEnumerable<string>>> All { get; } =
        new Dictionary<string, Func<WallModel, IEnumerable<string>>>(StringComparer.Ordinal)
        {
            ["a module shows only its module class and its contracts"] = OnlyContracts,
            ["project references follow the drawn edges"] = ProjectEdges,
            ["assembly references follow the drawn edges"] = AssemblyEdges,
            ["every project is drawn"] = Drawn,
            ["kernels know nothing of ours, Platform knows kernels only"] = Foundation,
            ["modules see only each other's contracts"] = SeesContracts,
            ["names say what a type does"] = VagueNames,
            ["no interface for a single class"] = LoneInterfaces,
            ["classes are sealed unless something derives from them"] = Sealed,
            ["listed seams exist"] = SeamsExist,
            ["migrations are numbered and named"] = SqlRules.FileNames,
            ["tables carry the prefix of their project"] = SqlRules.TablePrefixes,
            ["no module's SQL names another module's tables"] = SqlRules.ForeignTables,
            ["pages hold no words of their own"] = PageTextRules.Words,
        };

    private static IEnumerable<string> OnlyContracts(WallModel model) =>
        from assembly in model.Assemblies
        where model.Modules.Contains(assembly.Name)
        from type in assembly.Types
        where type.IsPublic && !type.IsGenerated && !type.IsNested && !IsContract(type)
            && type.FullName != $"{assembly.Name}.{WallModel.Short(assembly.Name)}Module"
        select $"{type.FullName} is public; make it internal or move it to {assembly.Name}.Contracts";

    private static bool IsContract(TypeFacts type) =>
        (type.Namespace + ".").StartsWith(type.Assembly + ".Contracts.", StringComparison.Ordinal);

    private static bool IsOurs(string name) => name == "KotaCerdas" || name.StartsWith("KotaCerdas.", StringComparison.Ordinal);

    private static IEnumerable<string> ProjectEdges(WallModel model) =>
        from project in model.Projects
        from target in project.Value
        where !model.Edges.GetValueOrDefault(project.Key, []).Contains(target)
        select $"{project.Key}.csproj refers to {target}; no such edge in {WallModel.DrawingPath}";

    private static IEnumerable<string> AssemblyEdges(WallModel model) =>
        from assembly in model.Assemblies
        from target in assembly.References
        where IsOurs(target) && !model.Edges.GetValueOrDefault(assembly.Name, []).Contains(target)
        select $"{assembly.Name} uses {target}; no such edge in {WallModel.DrawingPath}";

    private static IEnumerable<string> Drawn(WallModel model) =>
        model.Projects.Keys.Except(model.Edges.Keys).Select(p => $"{p} is not drawn in {WallModel.DrawingPath}")
            .Concat(model.Edges.SelectMany(e => e.Value.Append(e.Key)).Distinct().Except(model.Projects.Keys)
                .Select(p => $"{p} is drawn in {WallModel.DrawingPath} and does not exist"));

    private static IEnumerable<string> Foundation(WallModel model) =>
        from assembly in model.Assemblies
        let isKernel = Kernels.Contains(assembly.Name)
        where isKernel || assembly.Name == "KotaCerdas.Platform"
        from target in assembly.References
        where IsOurs(target) && (isKernel || !Kernels.Contains(target))
        select $"{assembly.Name} uses {target}";

    private static IEnumerable<string> SeesContracts(WallModel model) =>
        from assembly in model.Assemblies
        where model.Modules.Contains(assembly.Name)
        from use in assembly.Uses
        where use.Assembly != assembly.Name && model.Modules.Contains(use.Assembly) && !IsContract(use)
        select $"{assembly.Name} uses {use.FullName}";

    private static IEnumerable<string> VagueNames(WallModel model) =>
        from type in model.WrittenTypes
        where !type.Name.EndsWith("TagHelper", StringComparison.Ordinal)
        where VagueEndings.Any(e => type.Name.EndsWith(e, StringComparison.Ordinal))
        select $"{type.FullName}: say what it does";

    private static IEnumerable<string> LoneInterfaces(WallModel model)
    {
        var implementations = model.WrittenTypes.SelectMany(t => t.Interfaces.Distinct().Select(i => (Interface: i, t.Assembly)))
            .ToLookup(i => i.Interface, i => i.Assembly, StringComparer.Ordinal);
        return from type in model.WrittenTypes
               where type.IsInterface && !type.IsNested && !IsContract(type) && !model.Seams.Contains(type.Name)
               where implementations[type.FullName].ToList() is [var only] && only == type.Assembly
               select $"{type.FullName} has one implementation beside it; use the class, or list the seam in {WallModel.DrawingPath}";
    }

    private static IEnumerable<string> Sealed(WallModel model)
    {
        var bases = model.Assemblies.SelectMany(a => a.Types).Select(t => t.Base).ToHashSet(StringComparer.Ordinal);
        return from type in model.WrittenTypes
               where type.IsOpenClass && type.Name != "Program" && !bases.Contains(type.FullName) && !bases.Contains("." + type.Name)
               select $"{type.FullName} is neither sealed nor derived from";
    }

    private static IEnumerable<string> SeamsExist(WallModel model) =>
        model.Seams.Except(model.WrittenTypes.Where(t => t.IsInterface).Select(t => t.Name))
            .Select(s => $"{s} is listed as a seam and does not exist");
}

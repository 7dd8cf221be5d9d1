namespace KotaCerdas.Architecture.Tests.Walls;

/// <summary>A small product that keeps every rule, and for each rule a change that breaks it.</summary>
internal static class WallPlants
{
    private const string Migrations = "src/Modules/KotaCerdas.Movement/Migrations/";

    private const string Mover = "KotaCerdas.Movement";

    private const string Drawing =
        "```edges\nKotaCerdas.Movement -> KotaCerdas.Platform\nKotaCerdas.Platform ->\nKotaCerdas.People ->\n```";

    private const string Movement = """
        namespace KotaCerdas.Movement { public sealed class MovementModule { } sealed class Call { } }
        namespace KotaCerdas.Movement.Contracts { public sealed record CallOpened(int Year); public interface IMovementQueries { } }
        """;

    private const string Written = """
        WriteLiteral("<p class=\"a very long class\" aria-label=\"");
        Class = "one two three";
        BeginWriteTagHelperAttribute();
        WriteLiteral("/penilaian/");
        EndWriteTagHelperAttribute();
        WriteLiteral("\">&nbsp;KotaCerdas <code>kotacerdas serve</code></p>");
        """;

    private static readonly Compiler.Planted CleanMovement = Compiler.Compile(Mover, Movement + Page(Written));

    /// <summary>Keeps every rule.</summary>
    public static WallModel Clean { get; } = new(
        [CleanMovement.Facts],
        Referring(Mover, "KotaCerdas.Platform"),
        [
            new("src/Modules/KotaCerdas.Movement/KotaCerdas.Movement.csproj", "<Project />"),
            new("src/Modules/KotaCerdas.People/KotaCerdas.People.csproj", "<Project />"),
            new(Migrations + "0001_calls.sql", "create table movement_call (region text references platform_region);\n"),
            new(Migrations + "0002_view.postgres.sql", "create view movement_open as select 1; -- from people_account\n"),
            new(Migrations + "0002_view.sqlite.sql", "create view movement_open as select 1 from movement_call;\n"),
            new(WallModel.DrawingPath, Drawing),
        ]);

    private static readonly Dictionary<string, Func<WallModel>> Violations = new(StringComparer.Ordinal)
    {
        ["a module shows only its module class and its contracts"] = () => Movements("public sealed class Call { }"),
        ["project references follow the drawn edges"] = () => Clean with { Projects = Referring(Mover, "KotaCerdas.People") },
        ["assembly references follow the drawn edges"] = () => People("KotaCerdas.Movement.Contracts.CallOpened"),
        ["every project is drawn"] = () => Clean with { Projects = Referring("KotaCerdas.Planning") },
        ["kernels know nothing of ours, Platform knows kernels only"] = () => Using("KotaCerdas.Platform", "MovementModule"),
        ["modules see only each other's contracts"] = () => People("MovementModule"),
        ["names say what a type does"] = () => Movements("sealed class CallManager { }"),
        ["no interface for a single class"] = () => Movements("interface ICall { } sealed class Call : ICall { }"),
        ["classes are sealed unless something derives from them"] = () => Movements("class Call { }"),
        ["listed seams exist"] = () => new([], Clean.Projects, [new(WallModel.DrawingPath, "```seams\nIMail outside\n```\n")]),
        ["migrations are numbered and named"] = () => With(Migrations + "0001_other.sql", "select 1;\n"),
        ["tables carry the prefix of their project"] = () => With(Migrations + "0003_a.sql", "create table if not exists call (id int);\n"),
        ["no module's SQL names another module's tables"] = () => With(
            "src/Modules/KotaCerdas.Movement/A.cs", "class A { string B = \"\"\"\n  select 1\n  from people_account\n  \"\"\"; }\n"),
        ["pages hold no words of their own"] = () => Clean with
        {
            Assemblies = [Compiler.Compile(Mover, Page("WriteLiteral(\"<p>Simpan</p>\");")).Facts],
        },
    };

    /// <summary>The product, changed so that it breaks one rule.</summary>
    public static WallModel Violation(string rule) => Violations[rule]();

    private static WallModel Movements(string code) =>
        Clean with { Assemblies = [Compiler.Compile(Mover, "namespace KotaCerdas.Movement { " + code + " }").Facts] };

    private static WallModel People(string type) => Using("KotaCerdas.People", type);

    private static WallModel Using(string project, string type)
    {
        var user = Compiler.Compile(project, $"using KotaCerdas.Movement; class A {{ {type} Used; }}", CleanMovement);
        return Clean with { Assemblies = [CleanMovement.Facts, user.Facts] };
    }

    private static WallModel With(string path, string text) => Clean with { Files = [.. Clean.Files, new SourceFile(path, text)] };

    private static string Page(string statements) => $$"""

        namespace AspNetCoreGeneratedDocument
        {
            sealed class Features_Call_Index
            {
                string Class { set { } }
                void WriteLiteral(string s) { }
                void BeginWriteTagHelperAttribute() { }
                void EndWriteTagHelperAttribute() { }
                void Run() { {{statements}} }
            }
        }
        """;

    private static Dictionary<string, IReadOnlyList<string>> Referring(string project, params string[] targets)
    {
        var projects = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["KotaCerdas.Platform"] = [],
            ["KotaCerdas.People"] = [],
            ["KotaCerdas.Movement"] = [],
        };
        projects[project] = targets;
        return projects;
    }
}

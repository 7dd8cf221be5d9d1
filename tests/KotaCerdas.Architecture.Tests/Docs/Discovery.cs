using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using KotaCerdas.Platform;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KotaCerdas.Architecture.Tests.Docs;

/// <summary>Finds what has to be documented: in sources where that is exact, else by asking the modules.</summary>
internal static class Discovery
{
    private static readonly Regex PageRoute = Pattern.Of(@"^@page(\s+""(?<route>[^""]*)"")?", RegexOptions.Multiline);
    private static readonly Regex MapCall = Pattern.Of(@"^Map(?<verb>Get|Post|Put|Delete|Patch|HealthChecks)$");
    private static readonly Regex SettingKey = Pattern.Of(@"^[A-Z]\w*(:[A-Z]\w*)+$");

    /// <summary>Lists that a module may publish, the document that holds them, and the property of an entry that names it.</summary>
    private static readonly (string Property, string Document)[] Published =
    [
        ("Permissions", DocList.Permissions),
        ("Measures", DocList.Measures),
        ("Operations", DocList.Operations),
    ];

    private static readonly string[] NamingProperties = ["Code", "Kind", "Name", "Key"];

    /// <summary>Pages, endpoints, commands and settings, read off the sources.</summary>
    public static IEnumerable<Documented> InSources(IEnumerable<SourceFile> files)
    {
        var product = files.Where(f => f.IsProduct).ToList();
        return product.Where(f => f.Extension == ".cshtml").SelectMany(PagesIn)
            .Concat(product.Where(f => f.Extension == ".cs").SelectMany(InCode)).Concat(OptionsSettings.In(product));
    }

    /// <summary>What modules publish by their lists.</summary>
    public static IEnumerable<Documented> InModules(IEnumerable<IModule> modules) =>
        from module in modules
        from list in Published
        from name in Entries(module, list.Property)
        select new Documented(list.Document, name);

    /// <summary>Events, by the stable names that their types carry.</summary>
    public static IEnumerable<Documented> InEvents(IEnumerable<Type> types) =>
        from type in types
        where type is { IsInterface: false, IsAbstract: false } && typeof(IEvent).IsAssignableFrom(type)
        let name = (string)type.GetProperty(nameof(IEvent.Name), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!
        select new Documented(DocList.Events, name);

    /// <summary>Every type of the built product.</summary>
    public static IReadOnlyList<Type> Types() =>
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "KotaCerdas.*.dll").Append("kotacerdas.dll")
            .Select(f => Assembly.Load(Path.GetFileNameWithoutExtension(f)))
            .Where(a => !a.GetName().Name!.EndsWith("Tests", StringComparison.Ordinal) && a.GetName().Name != "KotaCerdas.TestKit")
            .SelectMany(a => a.GetTypes()),
    ];

    /// <summary>An instance of every module among the types.</summary>
    public static IReadOnlyList<IModule> Modules(IEnumerable<Type> types) =>
    [
        .. types.Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IModule).IsAssignableFrom(t))
            .Where(t => t.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, []) is not null)
            .Select(t => (IModule)Activator.CreateInstance(t, nonPublic: true)!),
    ];

    private static IEnumerable<Documented> PagesIn(SourceFile file)
    {
        var page = PageRoute.Match(file.Text);
        if (page.Success)
        {
            var route = page.Groups["route"].Success ? page.Groups["route"].Value : string.Empty;
            yield return new(DocList.Pages, route.StartsWith('/') ? route : $"{FolderRoute(file.Path)}/{route}".TrimEnd('/'));
        }
    }

    /// <summary>A page without a rooted route is reached by its path below Features.</summary>
    private static string FolderRoute(string path)
    {
        var inside = path.LastIndexOf("/Features/", StringComparison.Ordinal);
        var route = inside < 0 ? "/" + path : path[(inside + "/Features".Length)..];
        route = route[..^".cshtml".Length];
        return route.EndsWith("/Index", StringComparison.Ordinal) ? route[..^"/Index".Length] : route;
    }

    private static IEnumerable<Documented> InCode(SourceFile file)
    {
        foreach (var node in file.Syntax.DescendantNodes())
        {
            var found = node switch
            {
                InvocationExpressionSyntax call => Endpoint(call) ?? ReadSetting(call),
                ElementAccessExpressionSyntax access => Setting(access.Expression.ToString(), FirstText(access.ArgumentList.Arguments)),
                ObjectCreationExpressionSyntax creation => Command(creation),
                _ => null,
            };
            if (found is not null)
            {
                yield return found;
            }
        }
    }

    private static Documented? Endpoint(InvocationExpressionSyntax call)
    {
        var name = (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.Text ?? string.Empty;
        var verb = MapCall.Match(name);
        var method = verb.Groups["verb"].Value is "HealthChecks" ? "GET" : verb.Groups["verb"].Value.ToUpperInvariant();
        return verb.Success && FirstText(call.ArgumentList.Arguments) is { } path ? new(DocList.Api, $"{method} {path}") : null;
    }

    private static Documented? Command(ObjectCreationExpressionSyntax creation) =>
        creation is { Type: IdentifierNameSyntax { Identifier.Text: "Command" }, ArgumentList.Arguments: var arguments }
            && FirstText(arguments) is { } verb
                ? new(DocList.Commands, verb)
                : null;

    private static Documented? ReadSetting(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "GetValue" or "GetSection" or "GetConnectionString" } member
            ? Setting(member.Expression.ToString(), FirstText(call.ArgumentList.Arguments))
            : null;

    private static Documented? Setting(string from, string? key) =>
        key is not null && from.EndsWith("onfiguration", StringComparison.Ordinal) && SettingKey.IsMatch(key)
            ? new(DocList.Settings, key)
            : null;

    private static string? FirstText(SeparatedSyntaxList<ArgumentSyntax> arguments) =>
        arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.Value: string text } ? text : null;

    private static IEnumerable<string> Entries(IModule module, string property)
    {
        var read = module.GetType().GetProperty(property) ?? typeof(IModule).GetProperty(property);
        return read?.GetValue(module) is IEnumerable list and not string ? list.Cast<object>().Select(NameOf) : [];
    }

    private static string NameOf(object entry) =>
        entry as string
        ?? NamingProperties.Select(p => entry.GetType().GetProperty(p)?.GetValue(entry)?.ToString()).FirstOrDefault(n => n is not null)
        ?? throw new InvalidOperationException($"{entry.GetType().Name} has none of {string.Join(", ", NamingProperties)}");
}

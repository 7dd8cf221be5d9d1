using System.Reflection;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Browser.Tests.Axe;

/// <summary>A page to open.</summary>
/// <param name="Route">The route it answers.</param>
/// <param name="Path">Address.</param>
/// <param name="Actor">Who opens it.</param>
internal sealed record OpenedPage(string Route, string Path, Actor Actor)
{
    /// <summary>What a step before left in the browser.</summary>
    public IReadOnlyList<LeftCookie> Cookies { get; init; } = [];
}

/// <summary>The pages of the running product, from its own endpoint list: a new page is looked at without being listed here.</summary>
internal static class PageList
{
    private static readonly string[] Exceptions =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "pages-not-opened.txt"))
            .Where(l => l.Length > 0 && !l.StartsWith('#')).Select(l => l.Split(' ', 2)[0]),
    ];

    /// <summary>The pages, and what is wrong with the list itself.</summary>
    public static async Task<(List<OpenedPage> Pages, List<string> Problems)> OfAsync(SeededApp seeded)
    {
        List<OpenedPage> pages = [];
        List<string> problems = [];
        var addresses = PageAddresses.Of(seeded).ToLookup(p => p.Route, StringComparer.Ordinal);
        var routes = await RoutesAsync(seeded.App.Services);
        foreach (var (route, needs) in routes.Where(r => !Exceptions.Contains(r.Route, StringComparer.Ordinal)))
        {
            if (addresses.Contains(route))
            {
                pages.AddRange(addresses[route]);
            }
            else if (route.Contains('{', StringComparison.Ordinal))
            {
                problems.Add($"/{route}: put an address into {nameof(PageAddresses)}, or the route into pages-not-opened.txt");
            }
            else if (WhoMay(seeded, needs) is { } actor)
            {
                pages.Add(new(route, "/" + route, actor));
            }
            else
            {
                problems.Add($"/{route}: nobody among the seeded people holds {needs!.Permission}");
            }
        }

        var known = routes.Select(r => r.Route).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(Exceptions.Where(e => !known.Contains(e)).Select(e => $"pages-not-opened.txt: there is no page /{e}"));
        return (pages, problems);
    }

    private static Actor? WhoMay(SeededApp seeded, NeedsAttribute? needs) => needs switch
    {
        null => Actor.Visitor,
        { Permission.Length: 0 } => seeded.Officer,
        _ => seeded.People.FirstOrDefault(p => p.MayAnywhere(new Permission(needs.Permission))),
    };

    private static async Task<List<(string Route, NeedsAttribute? Needs)>> RoutesAsync(IServiceProvider services)
    {
        var loader = services.GetRequiredService<PageLoader>();
        var routes = new List<(string, NeedsAttribute?)>();
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } descriptor)
            {
                var page = await loader.LoadAsync(descriptor, EndpointMetadataCollection.Empty);
                var needs = page.ModelTypeInfo?.GetCustomAttribute<NeedsAttribute>()
                    ?? page.PageTypeInfo.GetCustomAttribute<NeedsAttribute>();
                routes.Add((endpoint.RoutePattern.RawText!.TrimStart('/'), needs));
            }
        }

        Assert.True(routes.Count > 30, $"The endpoint list holds only {routes.Count} pages");
        // A route that ends in .csv or .svg is a file.
        return [.. routes.DistinctBy(r => r.Item1).Where(r => Path.GetExtension(r.Item1).Length == 0)];
    }
}

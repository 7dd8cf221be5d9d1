using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Architecture.Tests.Docs;

public sealed class DocsTests
{
    private static readonly Lazy<IReadOnlyList<Documented>> Product = new(() =>
    {
        var types = Discovery.Types();
        return
        [
            .. Discovery.InSources(Repository.Files), .. Discovery.InModules(Discovery.Modules(types)), .. Discovery.InEvents(types),
        ];
    });

    [Fact]
    public void Everything_the_product_offers_is_listed() =>
        Findings.None(DocList.Missing(Product.Value, Repository.Files), "Add these lines to the tables and fill the other columns");

    [Fact]
    public void Every_list_names_only_what_exists() =>
        Findings.None(DocList.Stale(Product.Value, Repository.Files), "Delete these lines, or repair the name");

    [Fact]
    public void Every_list_exists() => Assert.Empty(DocList.All.Except(Repository.Paths));

    [Fact]
    public void Planted_things_are_found_and_reported()
    {
        SourceFile[] planted =
        [
            new("src/A/Features/Call/Index.cshtml", "@page \"/negara/{tahun:int?}\"\n<p></p>\n"),
            new("src/A/Features/Call/Open.cshtml", "@page \"{year}\"\n<p></p>\n"),
            new("src/A/Features/Board/Index.cshtml", "@page\n<p></p>\n"),
            new("src/A/Part.cshtml", "<p></p>\n"),
            new("src/A/A.cs", """
                record MailOptions { public string Host { get; init; } = ""; public string Both => Host + Host; }
                class A
                {
                    void N() => services.AddSettings<MailOptions>(configuration.GetSection("Mail"));
                    void M() { api.MapGet("/regions", List).WithName("x"); var c = new Command("backup", "…"); }
                    string Path => configuration["Files:Folder"] ?? _configuration.GetValue<string>("Files:Limit") ?? other["Not:Ours"];
                }
                """),
        ];
        var found = Discovery.InSources(planted).Concat(Discovery.InModules(Discovery.Modules([typeof(PlantedModule)])))
            .Concat(Discovery.InEvents([typeof(PlantedEvent), typeof(IEvent)])).ToList();
        Assert.Equal(
            [
                new(DocList.Pages, "/negara/{tahun:int?}"),
                new(DocList.Pages, "/Call/Open/{year}"),
                new(DocList.Pages, "/Board"),
                new(DocList.Api, "GET /regions"),
                new(DocList.Commands, "backup"),
                new(DocList.Settings, "Files:Folder"),
                new(DocList.Settings, "Files:Limit"),
                new(DocList.Settings, "Mail:Host"),
                new(DocList.Permissions, "planted.thing.do"),
                new(DocList.Measures, "planted.share"),
                new(DocList.Events, "planted.happened.v1"),
            ],
            found);
        Assert.Equal(found.Count, DocList.Missing(found, planted).Count());
    }

    [Fact]
    public void A_planted_stale_line_is_reported()
    {
        SourceFile[] files = [new(DocList.Pages, "# Pages\n\n| Route |\n|---|\n| `/a` |\n| `/b` |\n")];
        Assert.Equal(["docs/pages.md: `/b` does not exist"], DocList.Stale([new(DocList.Pages, "/a")], files));
    }

    [Fact]
    public void Every_link_inside_the_repository_leads_somewhere() =>
        Findings.None(Links.Broken(Repository.Files, Repository.Paths), "Repair the link");

    [Fact]
    public void A_planted_broken_link_is_reported()
    {
        SourceFile page = new("docs/adr/a.md", "# A\n\n[b](../b.md#part) [c](c.md) [d](https://example.org) [e](#here)\n");
        Assert.Equal(["docs/adr/a.md:3 c.md"], Links.Broken([page], ["docs/b.md"]).Select(f => f.ToString()));
    }

    [Fact]
    public void Every_decision_is_short_and_stands_in_the_index() => Findings.None(Decisions(Repository.Files), "docs/adr");

    [Fact]
    public void A_planted_long_or_unlisted_decision_is_reported() => Assert.Equal(
        ["docs/adr/0002-b.md has 61 lines", "docs/adr/0002-b.md is not in the index"],
        Decisions(
        [
            new("docs/adr/README.md", "# Decisions\n\n[0001](0001-a.md)\n"),
            new("docs/adr/0001-a.md", "# 0001 A\n"),
            new("docs/adr/0002-b.md", "# 0002 B\n" + new string('\n', 59) + "end\n"),
        ]));

    private static IEnumerable<string> Decisions(IReadOnlyList<SourceFile> files)
    {
        var index = files.Single(f => f.Path == "docs/adr/README.md").Text;
        var decisions = files.Where(f => f.Path.StartsWith("docs/adr/0", StringComparison.Ordinal)).ToList();
        return decisions.Where(d => d.Lines.Length > 60).Select(d => $"{d.Path} has {d.Lines.Length} lines")
            .Concat(decisions.Where(d => !index.Contains($"({Path.GetFileName(d.Path)})", StringComparison.Ordinal))
                .Select(d => $"{d.Path} is not in the index"));
    }

    private sealed class PlantedModule : IModule
    {
        public string Name => "Planted";

        public IReadOnlyList<Permission> Permissions => [new("planted.thing.do")];

        public IReadOnlyList<PlantedMeasure> Measures => [new("planted.share", "persen")];

        public void AddServices(IServiceCollection services, IConfiguration configuration)
        {
        }

        public void Map(ModelBuilder model)
        {
        }
    }

    private sealed record PlantedEvent(RegionCode Region) : IEvent
    {
        public static string Name => "planted.happened.v1";
    }

    private sealed record PlantedMeasure(string Code, string Unit);
}

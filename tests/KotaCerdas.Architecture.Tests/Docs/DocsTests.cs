using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Architecture.Tests.Docs;

public sealed class DocsTests
{
    private static readonly Lazy<IReadOnlyList<Documented>> Product = new(
        () => [.. Discovery.InSources(Repository.Files), .. Discovery.InModules(Discovery.Modules())]);

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
            new("src/A/Index.cshtml", "@page \"negara/{tahun:int?}\"\n<p></p>\n"),
            new("src/A/Part.cshtml", "<p></p>\n"),
            new("src/A/A.cs", """
                class A
                {
                    void M() { api.MapGet("/regions", List).WithName("x"); var c = new Command("backup", "…"); }
                    string Path => configuration["Files:Folder"] ?? _configuration.GetValue<string>("Files:Limit") ?? other["Not:Ours"];
                }
                """),
        ];
        var found = Discovery.InSources(planted).Concat(Discovery.InModules([new PlantedModule()])).ToList();
        Assert.Equal(
            [
                new(DocList.Pages, "/negara/{tahun:int?}"),
                new(DocList.Api, "GET /regions"),
                new(DocList.Commands, "backup"),
                new(DocList.Settings, "Files:Folder"),
                new(DocList.Settings, "Files:Limit"),
                new(DocList.Permissions, "planted.thing.do"),
                new(DocList.Measures, "planted.share"),
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

    private sealed record PlantedMeasure(string Code, string Unit);
}

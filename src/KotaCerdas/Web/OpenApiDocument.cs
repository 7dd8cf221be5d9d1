using Microsoft.OpenApi;

namespace KotaCerdas.Web;

/// <summary>The interface under <c>/api/v1</c> as an OpenAPI document at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiDocument
{
    /// <summary>Parameters that are read as text, so that a wrong one is answered by its name, and are whole numbers.</summary>
    private static readonly string[] Numbers = ["limit", "year"];

    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "KotaCerdas";
            document.Info.Version = "v1";

            // Where it runs is the reader's own address; a fixed one would differ from installation to installation.
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            foreach (var schema in (operation.Parameters ?? []).Where(p => Numbers.Contains(p.Name)).Select(p => p.Schema))
            {
                ((OpenApiSchema)schema!).Type = JsonSchemaType.Integer;
            }

            return Task.CompletedTask;
        });
    });
}

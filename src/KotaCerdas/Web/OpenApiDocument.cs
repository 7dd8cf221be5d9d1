namespace KotaCerdas.Web;

/// <summary>The interface under <c>/api/v1</c> as an OpenAPI document at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiDocument
{
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
    });
}

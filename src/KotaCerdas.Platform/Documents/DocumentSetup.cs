using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>Registers what makes and keeps documents.</summary>
internal static class DocumentSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(_ => DocumentTemplates.Load(ShippedData.PathOf("documents")));
        services.AddSingleton<DocumentPress>();
        services.AddScoped<DocumentNumbers>();
        services.AddScoped<DocumentSurroundings>();
        services.AddScoped<DocumentRegister>();
    }
}

using KotaCerdas.Platform;

namespace KotaCerdas.Web;

/// <summary>Everything that must be in the database before a first request: schema, then shipped reference data.</summary>
internal static class Preparation
{
    public static Task<MigrationReport> RunAsync(IServiceProvider services, CancellationToken cancel) =>
        services.GetRequiredService<Migrator>().RunAsync(cancel);
}

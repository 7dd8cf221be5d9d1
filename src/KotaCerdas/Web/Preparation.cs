using KotaCerdas.Platform;

namespace KotaCerdas.Web;

/// <summary>Everything that must be in the database before a first request: schema, then shipped reference data.</summary>
internal static class Preparation
{
    public static async Task<MigrationReport> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var report = await services.GetRequiredService<Migrator>().RunAsync(cancel);
        await services.GetRequiredService<RegionLoader>().RunAsync(ShippedData.PathOf("regions"), cancel);
        return report;
    }
}

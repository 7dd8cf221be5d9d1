using KotaCerdas.Platform;

namespace KotaCerdas.Web;

/// <summary>Everything that must be in the database before a first request: schema, then shipped reference data.</summary>
internal static class Preparation
{
    public static async Task<MigrationReport> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var report = await services.GetRequiredService<Migrator>().RunAsync(cancel);
        await using var scope = services.CreateAsyncScope();
        foreach (var step in scope.ServiceProvider.GetServices<IPreparationStep>())
        {
            await step.RunAsync(cancel);
        }

        scope.ServiceProvider.GetRequiredService<KotaDb>().ForgetDraft();

        return report;
    }
}

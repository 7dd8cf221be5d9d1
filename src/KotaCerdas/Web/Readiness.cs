using KotaCerdas.Platform;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KotaCerdas.Web;

/// <summary>Ready means: the database answers and its schema is the one this build needs.</summary>
internal sealed class Readiness(Migrator migrator) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var pending = await migrator.PendingAsync(cancellationToken);
            return pending.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{pending.Count} migrations pending");
        }
        catch (System.Data.Common.DbException e)
        {
            return HealthCheckResult.Unhealthy("database", e);
        }
    }
}

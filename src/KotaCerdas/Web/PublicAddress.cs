using KotaCerdas.Platform;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Web;

/// <summary>
/// Says at the start and in <c>/health/ready</c> that the installation does not know its public address: it serves, but the QR codes that
/// it prints cannot be opened, and what is printed cannot be called back.
/// </summary>
internal sealed partial class PublicAddress(IOptions<SiteOptions> site, ILogger<PublicAddress> logger) : IHostedService, IHealthCheck
{
    private const string Missing = SiteOptions.AddressSetting + " is not set: QR codes on documents and bills lead nowhere";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (site.Value.Address.Length == 0)
        {
            Warn(logger, Missing);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(site.Value.Address.Length == 0 ? HealthCheckResult.Degraded(Missing) : HealthCheckResult.Healthy());

    [LoggerMessage(LogLevel.Warning, "{What}")]
    private static partial void Warn(ILogger logger, string what);
}

using System.ComponentModel.DataAnnotations;
using System.Net;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.HttpOverrides;

namespace KotaCerdas.Web;

/// <summary>Section <c>Proxy</c> of the configuration.</summary>
internal sealed record ProxyOptions : IValidatableObject
{
    /// <summary>Addresses of reverse proxies, separated by commas. A proxy on this machine is trusted in any case.</summary>
    public string Trusted { get; init; } = string.Empty;

    public IReadOnlyList<IPAddress> Addresses => [.. Parts.Select(p => IPAddress.Parse(p))];

    private string[] Parts => Trusted.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Parts.All(p => IPAddress.TryParse(p, out _)))
        {
            yield return new ValidationResult("Host.Settings.Proxy", [nameof(Trusted)]);
        }
    }
}

/// <summary>
/// Takes the sender's address and the scheme from <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>, where a trusted proxy passes the
/// request on: else everybody behind it would share one sender's limits. Only the last entry counts, which the proxy itself wrote.
/// </summary>
internal static class ProxyHeaders
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<ProxyOptions>(configuration.GetSection("Proxy"));
        var proxies = (configuration.GetSection("Proxy").Get<ProxyOptions>() ?? new ProxyOptions()).Addresses;
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in proxies)
            {
                o.KnownProxies.Add(proxy);
            }
        });
    }
}

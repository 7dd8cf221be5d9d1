using System.Net;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Web;

/// <summary>A demo without a public address of its own is opened where it listens: codes on its documents lead there.</summary>
internal static class DemoSite
{
    /// <summary>Where <c>serve</c> listens unless it is told otherwise.</summary>
    public const string Standard = "http://127.0.0.1:5080";

    /// <summary>The address to set; null where one is set, or where none can be told from where it listens.</summary>
    public static string? AddressFor(IConfiguration configuration) =>
        SiteOptions.Of(configuration).Length > 0 ? null
            : (configuration["urls"] ?? Standard).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(BindingAddress.Parse).Where(a => a is { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 })
                .Select(a => new UriBuilder(a.Scheme, HostOf(a.Host), a.Port).Uri.GetLeftPart(UriPartial.Authority)).FirstOrDefault();

    /// <summary>Who listens everywhere is found on this machine by its own name.</summary>
    private static string HostOf(string host) =>
        host is "*" or "+" || (IPAddress.TryParse(host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            ? "localhost" : host;
}

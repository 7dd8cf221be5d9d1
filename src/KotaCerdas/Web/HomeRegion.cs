using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Web;

/// <summary>
/// An installation that serves one region: where somebody would choose a region first, that one is chosen. With a query the page itself
/// answers, so that the country can still be looked at.
/// </summary>
internal sealed class HomeRegion(RequestDelegate next, IOptions<SiteOptions> site)
{
    private static readonly Dictionary<string, string> Starts = new(StringComparer.Ordinal)
    {
        ["/"] = "/daerah", ["/tagihan"] = "/tagihan", ["/tarif"] = "/tarif",
    };

    private string? _slug;

    public async Task InvokeAsync(HttpContext http)
    {
        if (site.Value.Region.Length > 0 && HttpMethods.IsGet(http.Request.Method) && !http.Request.QueryString.HasValue
            && Starts.TryGetValue(http.Request.Path.Value ?? string.Empty, out var of) && await SlugAsync(http) is { } slug)
        {
            http.Response.Redirect($"{of}/{slug}");
            return;
        }

        await next(http);
    }

    private async Task<string?> SlugAsync(HttpContext http)
    {
        var code = RegionCode.Parse(site.Value.Region);
        return _slug ??= await http.RequestServices.GetRequiredService<KotaDb>().Shared<Region>().Where(r => r.Code == code)
            .Select(r => r.Slug).SingleOrDefaultAsync(http.RequestAborted);
    }
}

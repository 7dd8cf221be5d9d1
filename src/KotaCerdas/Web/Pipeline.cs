using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KotaCerdas.Web;

/// <summary>The order in which a request passes.</summary>
internal static class Pipeline
{
    public static void Use(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use((RequestDelegate next) => http => Telemetry.NameAsync(http, next));
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
        app.UsePagePreferences();
        app.UseExceptionHandler("/galat/500");
        app.UseWhen(
            http => !http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
            pages => pages.UseStatusCodePagesWithReExecute("/galat/{0}"));
        app.UseMiddleware<HomeRegion>();
        app.UseRouting();
        app.UseMiddleware<BodyLimit>();
        foreach (var module in ModuleList.All)
        {
            module.Use(app);
        }

        app.UseRateLimiter();
        app.MapRazorPages();
        app.MapKotaUi();
        var api = app.MapGroup("/api/v1").RefuseUnknownQuery();
        foreach (var module in ModuleList.All)
        {
            module.MapApi(api);
        }

        LogApi.MapTiles(app);
        app.MapOpenApi();
        app.MapGet("/kantor", async (HttpContext http, IPageFrames frames) =>
            Results.Redirect((await frames.GetAsync(http)).OfficeHref ?? "/masuk")).ExcludeFromDescription();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { ResponseWriter = TellHealthAsync }).AllowAnonymous();
    }

    /// <summary>The state in one word, and a line for each thing that is not well.</summary>
    private static Task TellHealthAsync(HttpContext http, HealthReport report) => http.Response.WriteAsync(string.Join(
        '\n', report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy).Select(e => $"{e.Key}: {e.Value.Description}")
            .Prepend(report.Status.ToString())));

    /// <summary>Headers that keep a page from running or framing what is not ours.</summary>
    internal sealed class SecurityHeaders(RequestDelegate next)
    {
        private const string Policy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

        public Task InvokeAsync(HttpContext context)
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            return next(context);
        }
    }
}

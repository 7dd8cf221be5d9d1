using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Web;

/// <summary>The order in which a request passes.</summary>
internal static class Pipeline
{
    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("id"), CultureInfo.GetCultureInfo("en")];

    public static void Use(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Language>();
        app.UseRouting();
        foreach (var module in ModuleList.All)
        {
            module.Use(app);
        }

        app.MapRazorPages();
        var api = app.MapGroup("/api/v1");
        foreach (var module in ModuleList.All)
        {
            module.MapApi(api);
        }

        app.MapHealthChecks("/health/live");
    }

    /// <summary>Indonesian unless the person chose English: <c>?bahasa=en</c> is remembered in a cookie.</summary>
    internal sealed class Language(RequestDelegate next)
    {
        private const string Cookie = "bahasa";

        public async Task InvokeAsync(HttpContext context)
        {
            string? chosen = context.Request.Query["bahasa"];
            if (chosen is "id" or "en")
            {
                context.Response.Cookies.Append(
                    Cookie, chosen, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
            }
            else
            {
                chosen = context.Request.Cookies[Cookie];
            }

            CultureInfo.CurrentUICulture = Languages[chosen == "en" ? 1 : 0];
            await next(context);
        }
    }

    /// <summary>Headers that keep a page from running or framing what is not ours.</summary>
    internal sealed class SecurityHeaders(RequestDelegate next)
    {
        private const string Policy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

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

using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.People.SignIn;

/// <summary>
/// Cookies that no other host can set: <c>__Host-</c> and Secure over HTTPS. Only a browser on the machine itself may use plain HTTP, where
/// the prefix would keep the cookie out.
/// </summary>
internal sealed class SchemeCookies : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    public static string NameFor(HttpContext http, string name) => (http.Request.IsHttps ? "__Host-kotacerdas-" : "kotacerdas-") + name;

    public static bool MustBeSecure(HttpContext http) => http.Request.IsHttps || !IsLoopback(http.Request.Host.Host);

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, NameFor(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        options.Secure = MustBeSecure(context);
        _cookies.AppendResponseCookie(context, NameFor(context, key), value, options);
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        options.Secure = MustBeSecure(context);
        _cookies.DeleteCookie(context, NameFor(context, key), options);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out var ip) && System.Net.IPAddress.IsLoopback(ip));
}

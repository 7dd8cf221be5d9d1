using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.People.SignIn;

/// <summary>What stands between two steps of signing in: encrypted in a cookie for five minutes, bound to one purpose.</summary>
internal sealed class PendingCookie(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public void Write<T>(HttpContext http, string purpose, T value)
    {
        var text = Protector(purpose).Protect(JsonSerializer.Serialize(new Envelope<T>(clock.GetUtcNow() + Lifetime, value)));
        http.Response.Cookies.Append(SchemeCookies.NameFor(http, purpose), text, new CookieOptions
        {
            HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Strict, Secure = SchemeCookies.MustBeSecure(http), Path = "/",
                MaxAge = Lifetime,
        });
    }

    public T? Read<T>(HttpContext http, string purpose)
        where T : class
    {
        if (http.Request.Cookies[SchemeCookies.NameFor(http, purpose)] is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope<T>>(Protector(purpose).Unprotect(text));
            return envelope is not null && clock.GetUtcNow() < envelope.Until ? envelope.Value : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    public void Clear(HttpContext http, string purpose) => http.Response.Cookies.Delete(
        SchemeCookies.NameFor(http, purpose), new CookieOptions { Secure = SchemeCookies.MustBeSecure(http), Path = "/" });

    private IDataProtector Protector(string purpose) => protection.CreateProtector("KotaCerdas.People.Pending", purpose);

    private sealed record Envelope<T>(DateTimeOffset Until, T Value);
}

using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Ui;

/// <summary>How a page shows its colours.</summary>
public enum Theme
{
    /// <summary>As the device says.</summary>
    Auto,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,
}

/// <summary>
/// Language and theme of a request: <c>?bahasa=id|en</c> and <c>?tema=otomatis|terang|gelap</c> choose and are remembered in cookies.
/// Indonesian unless someone chose otherwise.
/// </summary>
public static class PagePreferences
{
    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly object ThemeKey = new();

    /// <summary>True where the current language is English.</summary>
    internal static bool IsEnglish => Platform.Languages.IsEnglish(CultureInfo.CurrentUICulture);

    /// <summary>The theme of a request.</summary>
    public static Theme ThemeOf(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Items[ThemeKey] is Theme theme ? theme : Theme.Auto;
    }

    /// <summary>The current address with another language or theme; everything else in the query stays.</summary>
    internal static string HrefWith(HttpContext http, string name, string value)
    {
        var kept = http.Request.Query.Where(pair => pair.Key is not "bahasa" and not "tema");
        var query = QueryString.Create(kept).Add(name, value);
        return http.Request.PathBase.Add(http.Request.Path).ToUriComponent() + query.ToUriComponent();
    }

    /// <summary>Middleware: applies the choice.</summary>
    internal static Task ApplyAsync(HttpContext http, RequestDelegate next)
    {
        var language = Choose(http, "bahasa", value => value is "id" or "en");
        CultureInfo.CurrentUICulture = language is "en" ? English : Indonesian;
        http.Items[ThemeKey] = Choose(http, "tema", value => value is "otomatis" or "terang" or "gelap") switch
        {
            "terang" => Theme.Light,
            "gelap" => Theme.Dark,
            _ => Theme.Auto,
        };
        return next(http);
    }

    /// <summary>Makes a language that an account has chosen the one of this browser, from the next page on.</summary>
    /// <param name="http">The request.</param>
    /// <param name="language"><c>id</c> or <c>en</c>.</param>
    public static void Remember(HttpContext http, string language)
    {
        ArgumentNullException.ThrowIfNull(http);
        Keep(http, "bahasa", language);
    }

    private static void Keep(HttpContext http, string name, string value) => http.Response.Cookies.Append(name, value, new CookieOptions
    {
        HttpOnly = true, IsEssential = true, MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps,
        Path = "/",
    });

    private static string? Choose(HttpContext http, string name, Func<string, bool> known)
    {
        var asked = http.Request.Query[name].ToString();
        if (known(asked))
        {
            Keep(http, name, asked);
            return asked;
        }

        var remembered = http.Request.Cookies[name];
        return remembered is not null && known(remembered) ? remembered : null;
    }
}

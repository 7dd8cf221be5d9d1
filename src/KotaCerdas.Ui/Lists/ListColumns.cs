using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Ui;

/// <summary>Which columns of a list someone wants to see: by their places, from the address or else from the last choice.</summary>
internal static class ListColumns
{
    public const string Parameter = "kolom";

    /// <summary>Places in rising order; the first column names the row and is always among them.</summary>
    public static IReadOnlyList<int> Chosen(HttpContext http, string list, IReadOnlyList<Column> columns)
    {
        var count = columns.Count;
        var asked = http.Request.Query[Parameter];
        var cookie = $"{Parameter}.{list}";
        var places = Places(asked.Count > 0 ? asked.ToArray() : (http.Request.Cookies[cookie] ?? string.Empty).Split('.'), count);
        if (asked.Count > 0 && !http.Response.HasStarted)
        {
            http.Response.Cookies.Append(cookie, string.Join('.', places), new CookieOptions
            {
                HttpOnly = true, IsEssential = true, MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps, Path = "/",
            });
        }

        var all = ListQuery.IsDownload(http);
        return places.Count > 0 ? places : [.. Enumerable.Range(0, count).Where(c => all || !columns[c].Extra)];
    }

    private static List<int> Places(IEnumerable<string?> texts, int count)
    {
        var places = texts.Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : -1)
            .Where(p => p >= 0 && p < count).ToHashSet();
        return places.Count == 0 ? [] : [.. places.Append(0).Distinct().Order()];
    }
}

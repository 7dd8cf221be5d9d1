using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Ui;

/// <summary>What the address of a list page says besides its own filters.</summary>
public static class ListQuery
{
    /// <summary>Most rows that a download holds.</summary>
    public const int MostRows = 100_000;

    private static readonly string[] Cursors = ["sesudah", "setelah", "sebelum"];

    private static readonly HashSet<string> NotKept =
        new(StringComparer.Ordinal) { ListColumns.Parameter, "bentuk", "handler", "bahasa", "tema" };

    /// <summary>True where the list is asked for as a file.</summary>
    public static bool IsDownload(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Request.Query["bentuk"] == "csv" || IsWorkbook(http);
    }

    /// <summary>True where the file is asked for as a workbook.</summary>
    internal static bool IsWorkbook(HttpContext http) => http.Request.Query["bentuk"] == "xlsx";

    /// <summary>How many rows a page reads: its own size, or all for a download.</summary>
    public static int PageSize(HttpContext http, int size) => IsDownload(http) ? MostRows : size;

    /// <summary>The address of the same page of the list with something opened beside it, as a form for one of its rows.</summary>
    public static string Beside(HttpContext http, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Href(http, Placed(http).Where(p => p.Name != name), name, value);
    }

    /// <summary>The query without place, form and columns: what a list is filtered and ordered by.</summary>
    internal static IEnumerable<(string Name, string? Value)> Kept(HttpContext http) => Placed(http).Where(p => !Cursors.Contains(p.Name));

    internal static string DownloadHref(HttpContext http, string form) => Href(http, Kept(http), "bentuk", form);

    internal static string Href(HttpContext http, IEnumerable<(string Name, string? Value)> kept, string name, string value) =>
        http.Request.PathBase.Add(http.Request.Path).ToUriComponent()
        + QueryString.Create(kept.Append((name, value)).Select(p => KeyValuePair.Create(p.Item1, p.Item2))).ToUriComponent();

    private static IEnumerable<(string Name, string? Value)> Placed(HttpContext http) =>
        from pair in http.Request.Query
        where !NotKept.Contains(pair.Key)
        from value in pair.Value
        where !string.IsNullOrEmpty(value)
        select (pair.Key, value);
}

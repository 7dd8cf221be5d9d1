using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Ui;

/// <summary>What a page shows of a list, with the ways to the rows before and after.</summary>
/// <param name="Rows">The rows of this page; all of them in a download.</param>
/// <param name="Paging">The count and the two ways, for <see cref="Pagination"/>.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Rows, PaginationOptions Paging);

/// <summary>
/// Pages of a list that is in memory anyway. The address names the row that the page stands after (<c>?sesudah=</c>) or before
/// (<c>?sebelum=</c>), and keeps every filter; a row that is gone means the first page.
/// </summary>
public static class ListPages
{
    /// <summary>Rows of a page: as cards on a phone they are a few screens.</summary>
    public const int Size = 25;

    /// <summary>The page that the address asks for.</summary>
    /// <param name="http">The request.</param>
    /// <param name="all">All rows of the filter, in order.</param>
    /// <param name="keyOf">Names a row in the address; no two rows may have the same.</param>
    /// <param name="size">Rows of a page, from 1.</param>
    /// <param name="beside">What the address opens beside the list, which the other pages do not repeat.</param>
    public static ListPage<T> Of<T>(
        HttpContext http, IReadOnlyList<T> all, Func<T, string> keyOf, int size = Size, params IReadOnlyList<string> beside)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(keyOf);
        var shown = ListQuery.PageSize(http, size);
        var end = Place("sebelum");
        var start = end >= 0 ? Math.Max(0, end - shown) : Place("sesudah") + 1;
        List<T> rows = [.. all.Skip(start).Take(end >= 0 ? Math.Min(shown, end) : shown)];
        return new(rows, new()
        {
            Shown = rows.Count,
            Total = all.Count,
            PreviousHref = start > 0 && rows.Count > 0 ? Href("sebelum", rows[0]) : null,
            NextHref = start + rows.Count < all.Count && rows.Count > 0 ? Href("sesudah", rows[^1]) : null,
        });

        int Place(string cursor) => http.Request.Query[cursor].ToString() is { Length: > 0 } key
            ? all.Index().Where(r => keyOf(r.Item) == key).Select(r => r.Index).FirstOrDefault(-1) : -1;

        string Href(string cursor, T row) =>
            ListQuery.Href(http, ListQuery.Kept(http).Where(p => !beside.Contains(p.Name)), cursor, keyOf(row));
    }
}

using System.Net;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace KotaCerdas.Ui;

/// <summary>A list as a file: headings and texts as the page has them; a value that nobody reported is an empty cell.</summary>
internal sealed record ListDownload(string Name, byte[] Content)
{
    public static readonly object Key = new();

    public static ListDownload Of(string name, TableOptions table, IReadOnlyList<int> columns)
    {
        int[] kept = [.. columns.Where(c => !table.Columns[c].Action)];
        var rows = table.Rows.Select(row => kept.Select(c => TextOf(row[c])));
        return new(name, Csv.Write(rows.Prepend(kept.Select(c => table.Columns[c].Text))));
    }

    private static string TextOf(Cell cell) => cell.IsMissing ? string.Empty : cell.PlainText ?? Plain(cell.Content);

    /// <summary>The text of markup.</summary>
    private static string Plain(IHtmlContent? content)
    {
        var markup = new HtmlBuilder().Add(content).ToString();
        var text = new StringBuilder(markup.Length);
        for (var at = 0; at < markup.Length; at++)
        {
            if (markup[at] != '<')
            {
                text.Append(markup[at]);
                continue;
            }

            at = markup.IndexOf('>', at);
            text.Append(' ');
        }

        return string.Join(' ', WebUtility.HtmlDecode(text.ToString()).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}

/// <summary>Comma-separated values (RFC 4180), in UTF-8.</summary>
public static class Csv
{
    /// <summary>The file.</summary>
    /// <param name="rows">Headings first; null for a value that nobody reported.</param>
    public static byte[] Write(IEnumerable<IEnumerable<string?>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(c => Cell(c ?? string.Empty))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Quoted; a text that a spreadsheet would run as a formula is shown as text.</summary>
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0]) && !decimal.TryParse(text, out _) ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

/// <summary>Answers a list page that is asked for as a file: the page runs as always and leaves its rows, its markup is not sent.</summary>
internal sealed class ListDownloads : IAsyncResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (context.Result is not PageResult || !ListQuery.IsDownload(http))
        {
            await next();
            return;
        }

        var body = http.Response.Body;
        http.Response.Body = Stream.Null;
        try
        {
            await next();
        }
        finally
        {
            http.Response.Body = body;
        }

        await SendAsync(http);
    }

    private static async Task SendAsync(HttpContext http)
    {
        if (http.Items[ListDownload.Key] is not ListDownload file)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.ContentLength = file.Content.Length;
        http.Response.Headers.ContentDisposition =
            new ContentDispositionHeaderValue("attachment") { FileName = file.Name + ".csv" }.ToString();
        await http.Response.Body.WriteAsync(file.Content, http.RequestAborted);
    }
}

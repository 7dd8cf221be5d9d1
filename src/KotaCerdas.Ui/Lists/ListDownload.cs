using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Ui;

/// <summary>
/// A list as a file, made row by row while it is sent: headings and texts as the page has them, numbers and days as programs read them; a
/// value that nobody reported, or a dash for none, is an empty cell.
/// </summary>
internal sealed record ListDownload(string Name, TableOptions Table, IReadOnlyList<int> Columns)
{
    public static readonly object Key = new();

    // What a page shows where there is nothing.
    private const string Nothing = "–";

    public SheetRows Rows()
    {
        int[] kept = [.. Columns.Where(c => !Table.Columns[c].Action)];
        var texts = new Dictionary<string, object>(StringComparer.Ordinal);
        return new(
            Name, Array.ConvertAll(kept, c => Table.Columns[c].Text),
            Table.Rows.Select(row => Array.ConvertAll(kept, c => ValueOf(row[c], texts))).ToAsyncEnumerable());
    }

    private static object? ValueOf(Cell cell, Dictionary<string, object> texts)
    {
        if (cell.IsMissing)
        {
            return null;
        }

        if ((cell.Value ?? cell.PlainText ?? (cell.Content as TagContent)?.Text) is { } plain)
        {
            return plain is Nothing ? null : plain;
        }

        // A list says the same few things in markup again and again: states, tags.
        var markup = new HtmlBuilder().Add(cell.Content).ToString();
        if (!texts.TryGetValue(markup, out var value))
        {
            value = Plain(markup);
            if (texts.Count < 1000)
            {
                texts.Add(markup, value);
            }
        }

        return value;
    }

    /// <summary>The text of markup; a time is what its element says to machines, and alone it is a day.</summary>
    private static object Plain(string markup)
    {
        const string time = "<time datetime=\"";
        var text = new StringBuilder(markup.Length);
        for (var at = 0; at < markup.Length; at++)
        {
            if (markup[at] != '<')
            {
                text.Append(markup[at]);
                continue;
            }

            text.Append(' ');
            if (markup.AsSpan(at).StartsWith(time, StringComparison.Ordinal))
            {
                var from = at + time.Length;
                text.Append(markup, from, markup.IndexOf('"', from) - from).Append(' ');
                at = markup.IndexOf("</time>", at, StringComparison.Ordinal);
            }

            at = markup.IndexOf('>', at);
        }

        var plain = string.Join(' ', WebUtility.HtmlDecode(text.ToString()).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return markup.Contains(time, StringComparison.Ordinal)
            && DateOnly.TryParseExact(plain, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : plain;
    }
}

/// <summary>Comma-separated values (RFC 4180).</summary>
public static class Csv
{
    /// <summary>A text in quotation marks; one that a spreadsheet would run as a formula is shown as text.</summary>
    public static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var runs = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';
        var safe = runs && !decimal.TryParse(text, out _) ? "'" + text : text;
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

        if (http.Items[ListDownload.Key] is ListDownload file)
        {
            await SheetFile.SendAsync(file.Rows(), ListQuery.IsWorkbook(http), http.Response, http.RequestAborted);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}

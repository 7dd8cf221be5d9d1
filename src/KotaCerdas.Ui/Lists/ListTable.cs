using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Ui;

/// <summary>
/// The table of a list page, with the columns that the reader chose and a download of exactly the rows of the page's query as CSV or XLSX.
/// Every list has the same: <c>?kolom=0&amp;kolom=2</c> chooses columns, is remembered in a cookie and can be shared;
/// <c>?bentuk=csv</c> and <c>?bentuk=xlsx</c> are the downloads.
/// </summary>
public static class ListTable
{
    /// <summary>The table and its tools. In a download the rows go into the file instead.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">Name of the list in lower-case letters and hyphens: of its file, and of the cookie of its columns.</param>
    /// <param name="table">The whole table; its first column is always shown.</param>
    /// <param name="texts">Texts.</param>
    public static IHtmlContent Render(HttpContext http, string name, TableOptions table, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(texts);
        var columns = ListColumns.Chosen(http, name, table.Columns);
        if (ListQuery.IsDownload(http))
        {
            http.Items[ListDownload.Key] = new ListDownload(name, table, columns);
            return new HtmlBuilder();
        }

        table = table with { Rows = [.. table.Rows] };
        if (!table.Rows.Any() && table.Empty is not null)
        {
            return table.Empty;
        }

        return new HtmlBuilder().Add(Table.Render(columns.Count == table.Columns.Count ? table : Narrowed(table, columns)))
            .Add(Tools(http, table, columns, texts));
    }

    private static TableOptions Narrowed(TableOptions table, IReadOnlyList<int> columns) => table with
    {
        Columns = [.. columns.Select(c => table.Columns[c])],
        Rows = table.Rows.Select(row => (IReadOnlyList<Cell>)[.. columns.Select(c => row[c])]),
        Total = table.Total is null ? null : [.. columns.Select(c => table.Total[c])],
    };

    private static HtmlBuilder Tools(HttpContext http, TableOptions table, IReadOnlyList<int> columns, Texts texts)
    {
        var html = new HtmlBuilder().Start("div", ("class", "k-list-tools"));
        foreach (var (form, text) in new[] { ("csv", texts["Ui.List.Download"]), ("xlsx", texts["Ui.List.Workbook"]) })
        {
            html.Start("a", ("href", ListQuery.DownloadHref(http, form)), ("rel", "nofollow")).Add(Icon.Render(IconName.Download))
                .Text(text).Element("span", ": " + table.Caption, ("class", "govuk-visually-hidden")).End();
        }

        var choice = table.Columns.Count < 3 ? null : Details.Render(texts["Ui.List.Columns"], Picker(http, table, columns, texts));
        return html.Add(choice).End();
    }

    private static HtmlBuilder Picker(HttpContext http, TableOptions table, IReadOnlyList<int> columns, Texts texts)
    {
        var html = new HtmlBuilder().Start("form", ("method", "get"), ("class", "k-list-columns"))
            .Void("input", ("type", "hidden"), ("name", ListColumns.Parameter), ("value", "0"));
        foreach (var (key, value) in ListQuery.Kept(http))
        {
            html.Void("input", ("type", "hidden"), ("name", key), ("value", value));
        }

        html.Start("fieldset").Element("legend", texts["Ui.List.ColumnsOf", table.Caption]);
        for (var i = 1; i < table.Columns.Count; i++)
        {
            html.Start("label").Void(
                "input", ("type", "checkbox"), ("name", ListColumns.Parameter), ("value", i.ToString()),
                ("checked", Markup.Flag(columns.Contains(i)))).Text(table.Columns[i].Text).End();
        }

        return html.End().Add(Button.Render(new() { Text = texts["Ui.List.Show"], Kind = ButtonKind.Secondary, Small = true })).End();
    }
}

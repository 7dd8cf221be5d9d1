using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>The way from the start to the current page.</summary>
public static class Breadcrumbs
{
    /// <summary>The way, or nothing where the page is at the top.</summary>
    public static IHtmlContent Render(IReadOnlyList<FrameLink> links, string current, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(texts);
        var html = new HtmlBuilder();
        if (links.Count == 0)
        {
            return html;
        }

        html.Start("nav", ("class", "k-crumbs"), ("aria-label", texts["Ui.Breadcrumbs.Label"])).Start("ol");
        foreach (var link in links)
        {
            html.Start("li").Element("a", link.Text, ("href", link.Href)).End();
        }

        return html.Start("li").Element("span", current, ("aria-current", "page")).End(3);
    }
}

/// <summary>The link back in a question flow.</summary>
public static class BackLink
{
    /// <summary>The link.</summary>
    public static IHtmlContent Render(string href, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new HtmlBuilder().Start("p", ("class", "k-back")).Start("a", ("href", href)).Add(Icon.Render(IconName.ArrowLeft))
            .Text(texts["Ui.Back"]).End(2);
    }
}

/// <summary>Views of one thing as links; the address decides which is open.</summary>
public static class Tabs
{
    /// <summary>The tabs.</summary>
    /// <param name="links">Text, address and, where it helps, how many there are.</param>
    /// <param name="current">Address of the open one.</param>
    /// <param name="label">What the views are of, for screen readers.</param>
    public static IHtmlContent Render(IReadOnlyList<FrameLink> links, string current, string label)
    {
        ArgumentNullException.ThrowIfNull(links);
        var html = new HtmlBuilder().Start("nav", ("class", "k-tabs"), ("aria-label", label)).Start("ul");
        foreach (var link in links)
        {
            html.Start("li").Start("a", ("href", link.Href), ("aria-current", link.Href == current ? "page" : null)).Text(link.Text);
            if (link.Count is { } count)
            {
                html.Text(" ").Element("span", Formats.Number(count), ("class", "k-count"));
            }

            html.End(2);
        }

        return html.End(2);
    }
}

/// <summary>Keyset paging: no page numbers, because rows come and go.</summary>
public sealed record PaginationOptions
{
    /// <summary>Address of the rows before, or null at the start.</summary>
    public string? PreviousHref { get; init; }

    /// <summary>Address of the rows after, or null at the end.</summary>
    public string? NextHref { get; init; }

    /// <summary>Rows on this page.</summary>
    public required int Shown { get; init; }

    /// <summary>All rows of the query, or null where counting is not worth it.</summary>
    public long? Total { get; init; }
}

/// <summary>Renders paging.</summary>
public static class Pagination
{
    /// <summary>The count and the two links.</summary>
    public static IHtmlContent Render(PaginationOptions o, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(o);
        ArgumentNullException.ThrowIfNull(texts);
        var paged = o.PreviousHref is not null || o.NextHref is not null;
        var count = o.Total is { } total ? texts["Ui.Pages.ShownOf", o.Shown, total]
            : paged ? texts["Ui.Pages.ShownHere", o.Shown] : texts["Ui.Pages.Shown", o.Shown];
        var html = new HtmlBuilder().Start("nav", ("class", "k-pages"), ("aria-label", texts["Ui.Pages.Label"]))
            .Element("span", count, ("class", "k-soft"))
            .Start("span", ("class", "k-row"));
        if (o.PreviousHref is not null)
        {
            html.Start("a", ("href", o.PreviousHref), ("rel", "prev")).Add(Icon.Render(IconName.ArrowLeft)).Text(texts["Ui.Pages.Previous"])
                .End();
        }

        if (o.NextHref is not null)
        {
            html.Start("a", ("href", o.NextHref), ("rel", "next")).Text(texts["Ui.Pages.Next"]).Add(Icon.Render(IconName.ArrowRight)).End();
        }

        return html.End(2);
    }
}

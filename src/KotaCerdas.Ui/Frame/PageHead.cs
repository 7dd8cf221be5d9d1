using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace KotaCerdas.Ui;

/// <summary>
/// The first screen's answer to "where am I, what is its state, what can I do". A page sets it with <c>ViewData.Head(…)</c>; the layout
/// draws it.
/// </summary>
public sealed record PageHead
{
    /// <summary>Heading and browser title.</summary>
    public required string Title { get; init; }

    /// <summary>Small line above the heading: the kind of thing, or what it belongs to.</summary>
    public string? Caption { get; init; }

    /// <summary>One or two sentences below the heading.</summary>
    public string? Lead { get; init; }

    /// <summary>State of the thing, usually a <see cref="Tag"/>.</summary>
    public IHtmlContent? State { get; init; }

    /// <summary>The primary action and at most one more.</summary>
    public IHtmlContent? Actions { get; init; }

    /// <summary>Way down to this page, without the page itself.</summary>
    public IReadOnlyList<FrameLink> Breadcrumbs { get; init; } = [];

    /// <summary>Where "Kembali" leads in a question flow, instead of breadcrumbs.</summary>
    public string? BackHref { get; init; }

    /// <summary>True for a reading or question measure instead of the full width.</summary>
    public bool Narrow { get; init; }

    /// <summary>True where the page draws its own h1: a question whose label is the heading, a confirmation panel.</summary>
    public bool OwnHeading { get; init; }
}

/// <summary>Carries the head from the page to the layout.</summary>
public static class PageHeadViewData
{
    private const string Key = "KotaCerdas.Ui.Head";

    /// <summary>Sets the head of the page.</summary>
    public static void Head(this ViewDataDictionary viewData, PageHead head)
    {
        ArgumentNullException.ThrowIfNull(viewData);
        viewData[Key] = head;
    }

    /// <summary>The head of the page; a page without one is a bug.</summary>
    internal static PageHead Head(this ViewDataDictionary viewData) =>
        viewData[Key] as PageHead ?? throw new BugException("The page sets no head: ViewData.Head(new PageHead { Title = … })");
}

/// <summary>Draws the head of a page.</summary>
public static class PageTop
{
    /// <summary>Way to the page: breadcrumbs or the back link.</summary>
    public static IHtmlContent Way(PageHead head, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(head);
        return head.BackHref is { } back ? BackLink.Render(back, texts) : Breadcrumbs.Render(head.Breadcrumbs, head.Title, texts);
    }

    /// <summary>Background work of the page, with the way to its progress.</summary>
    public static IHtmlContent Work(PageFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var html = new HtmlBuilder();
        foreach (var work in frame.Work)
        {
            html.Add(Notice.Render(new()
            {
                Text = work.Text, More = new HtmlBuilder().Start("p").Element("a", work.Follow, ("href", work.Href)).End(),
            }));
        }

        return html;
    }

    /// <summary>Caption, heading, state, lead and actions.</summary>
    public static IHtmlContent Render(PageHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        var html = new HtmlBuilder();
        if (head.OwnHeading)
        {
            return html;
        }

        html.Start("div", ("class", "k-head")).Start("div", ("class", "k-head__row")).Start("div");
        if (head.Caption is not null)
        {
            html.Element("span", head.Caption, ("class", "k-caption"));
        }

        html.Element("h1", head.Title).Add(head.State).End();
        if (head.Actions is not null)
        {
            html.Start("div", ("class", "k-row")).Add(head.Actions).End();
        }

        html.End();
        if (head.Lead is not null)
        {
            html.Start("p", ("class", "k-lead")).Add(Glossary.Mark(head.Lead)).End();
        }

        return html.End();
    }
}

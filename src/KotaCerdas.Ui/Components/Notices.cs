using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>Something to know before reading on: the result of an action, a warning, a deadline.</summary>
public sealed record NoticeOptions
{
    /// <summary>What it means.</summary>
    public Tone Tone { get; init; } = Tone.Info;

    /// <summary>A short heading, or null.</summary>
    public string? Title { get; init; }

    /// <summary>The message.</summary>
    public string? Text { get; init; }

    /// <summary>More content, such as a link.</summary>
    public IHtmlContent? More { get; init; }

    /// <summary>True for the result of what the reader just did: it is announced.</summary>
    public bool Announce { get; init; }
}

/// <summary>Renders a notice; also the notification banner and the warning text.</summary>
public static class Notice
{
    /// <summary>The notice.</summary>
    public static IHtmlContent Render(NoticeOptions o)
    {
        ArgumentNullException.ThrowIfNull(o);
        var html = new HtmlBuilder()
            .Start("div", ("class", Markup.Classes("k-notice", o.Tone.Class("k-notice"))), ("role", o.Announce ? "status" : null))
            .Add(Icon.Render(o.Tone.Icon())).Start("div");
        if (o.Title is not null)
        {
            html.Element("h2", o.Title);
        }

        if (o.Text is not null)
        {
            html.Element("p", o.Text);
        }

        return html.Add(o.More).End(2);
    }
}

/// <summary>A quotation, a rule's wording or an example, set apart.</summary>
public static class Inset
{
    /// <summary>The text.</summary>
    public static IHtmlContent Render(string text) => new HtmlBuilder().Start("div", ("class", "k-inset")).Element("p", text).End();
}

/// <summary>Says that something is done, on the last page of a flow.</summary>
public static class ConfirmationPanel
{
    /// <summary>The panel.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="label">What the reference is, or null.</param>
    /// <param name="reference">The number to keep, or null.</param>
    /// <param name="asTitle">False where the page has a title of its own, as in the gallery.</param>
    public static IHtmlContent Render(string title, string? label = null, string? reference = null, bool asTitle = true)
    {
        var html = new HtmlBuilder().Start("div", ("class", "k-panel")).Add(Icon.Render(IconName.Check))
            .Element(asTitle ? "h1" : "h2", title);
        if (label is not null)
        {
            html.Start("p").Text(label).Element("b", reference).End();
        }

        return html.End();
    }
}

/// <summary>Says that a page is still being worked on.</summary>
public static class PhaseBanner
{
    /// <summary>The banner.</summary>
    public static IHtmlContent Render(string phase, string text) =>
        new HtmlBuilder().Start("div", ("class", "k-phase")).Add(Tag.Render(phase, Tone.Accent)).Element("span", text).End();
}

/// <summary>What stands where nothing is: why, and what to do.</summary>
public sealed record EmptyOptions
{
    /// <summary>What there is none of.</summary>
    public required string Title { get; init; }

    /// <summary>Why, or what has to happen.</summary>
    public string? Text { get; init; }

    /// <summary>The action that changes it, or null.</summary>
    public IHtmlContent? Action { get; init; }

    /// <summary>Icon above it.</summary>
    public IconName Icon { get; init; } = IconName.Document;
}

/// <summary>Renders an empty, forbidden or failed place on a page.</summary>
public static class EmptyState
{
    /// <summary>The state.</summary>
    public static IHtmlContent Render(EmptyOptions o)
    {
        ArgumentNullException.ThrowIfNull(o);
        var html = new HtmlBuilder().Start("div", ("class", "k-empty")).Add(Icon.Render(o.Icon)).Element("h2", o.Title);
        if (o.Text is not null)
        {
            html.Element("p", o.Text);
        }

        return html.Add(o.Action).End();
    }

    /// <summary>What stands where the reader lacks a permission.</summary>
    /// <param name="who">Who can give it: an office, not a person.</param>
    /// <param name="texts">Texts.</param>
    public static IHtmlContent NoPermission(string who, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Render(new() { Icon = IconName.Lock, Title = texts["Ui.NoPermission.Title"], Text = texts["Ui.NoPermission.Text", who] });
    }
}

/// <summary>Text that some readers need, folded.</summary>
public static class Details
{
    /// <summary>The summary line and what it opens.</summary>
    public static IHtmlContent Render(string summary, IHtmlContent content, bool open = false) => new HtmlBuilder()
        .Start("details", ("class", "govuk-details"), ("open", Markup.Flag(open)))
        .Start("summary", ("class", "govuk-details__summary")).Element("span", summary, ("class", "govuk-details__summary-text")).End()
        .Start("div", ("class", "govuk-details__text")).Add(content).End(2);
}

using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>A legal term where it first stands: a link to the glossary that works without JavaScript, with its meaning as title.</summary>
public static class Term
{
    /// <summary>The term.</summary>
    public static IHtmlContent Render(string text, string href, string meaning) =>
        new HtmlBuilder().Element("a", text, ("class", "k-term"), ("href", href), ("title", meaning));
}

/// <summary>A code or hash; one click or tap selects the whole.</summary>
public static class Hash
{
    /// <summary>The code.</summary>
    public static IHtmlContent Render(string value) => new HtmlBuilder().Element("code", value, ("class", "k-hash"));
}

/// <summary>One of up to six dimensions: two letters on its hue, and its name.</summary>
public static class DimensionMark
{
    /// <summary>The mark.</summary>
    /// <param name="order">Place of the dimension, from 1 to 6; decides the hue.</param>
    /// <param name="letters">Its two letters.</param>
    /// <param name="name">Its name.</param>
    public static IHtmlContent Render(int order, string letters, string name)
    {
        Check.That(order is >= 1 and <= 6);
        return new HtmlBuilder().Start("span", ("class", $"k-mark k-dim-{order}"))
            .Element("span", letters, ("aria-hidden", "true")).Text(name).End();
    }
}

/// <summary>What a page says when it cannot be shown.</summary>
public static class StatusPage
{
    /// <summary>The message for an HTTP status.</summary>
    /// <param name="status">400, 403, 404, 413, 429 or 5xx; others read as 404.</param>
    /// <param name="reference">Number under which the log knows the request, shown for failures.</param>
    /// <param name="texts">Texts.</param>
    public static IHtmlContent Render(int status, string? reference, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var (title, text) = Words(status, texts);
        var html = new HtmlBuilder().Start("div", ("class", "k-status"))
            .Element("p", status.ToString(), ("class", "k-status__mark")).Element("h1", title).Element("p", text, ("class", "k-lead"));
        if (status >= 500 && reference is not null)
        {
            html.Start("p").Text(texts["Ui.Status.Reference"] + " ").Add(Hash.Render(reference)).End();
        }

        return html.Start("div", ("class", "k-buttons"))
            .Add(Button.Render(new() { Text = texts["Ui.Status.Home"], Href = "/", Kind = ButtonKind.Secondary })).End(2);
    }

    internal static (string Title, string Text) Words(int status, Texts texts) => status switch
    {
        403 or 401 => (texts["Ui.Status.Forbidden.Title"], texts["Ui.Status.Forbidden.Text"]),
        400 => (texts["Ui.Status.Stale.Title"], texts["Ui.Status.Stale.Text"]),
        413 => (texts["Ui.Status.Large.Title"], texts["Ui.Status.Large.Text"]),
        429 => (texts["Ui.Status.Often.Title"], texts["Ui.Status.Often.Text"]),
        >= 500 => (texts["Ui.Status.Failed.Title"], texts["Ui.Status.Failed.Text"]),
        _ => (texts["Ui.Status.NotFound.Title"], texts["Ui.Status.NotFound.Text"]),
    };
}

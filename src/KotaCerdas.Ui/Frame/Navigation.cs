using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Ui;

/// <summary>Navigation of public pages.</summary>
public static class ServiceNavigation
{
    /// <summary>The links, or nothing where there are none.</summary>
    public static IHtmlContent Render(IReadOnlyList<FrameLink> links, PathString path, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(texts);
        var html = new HtmlBuilder();
        if (links.Count == 0)
        {
            return html;
        }

        var current = NavigationCurrent.Of(links, path);
        html.Start("nav", ("class", "k-nav"), ("aria-label", texts["Ui.Nav.Main"])).Start("div", ("class", "k-wrap")).Start("ul");
        foreach (var link in links)
        {
            html.Start("li").Element("a", link.Text, ("href", link.Href), ("aria-current", ReferenceEquals(link, current) ? "page" : null))
                .End();
        }

        return html.End(3);
    }
}

/// <summary>Navigation of officers' pages. On a phone the menu link targets it, which needs no script.</summary>
public static class SideNavigation
{
    /// <summary>The groups of links; on a phone also the person, the languages and the way out: the header has no room.</summary>
    public static IHtmlContent Render(HttpContext http, PageFrame frame, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(texts);
        var groups = frame.OfficerGroups;
        var current = NavigationCurrent.Of([.. groups.SelectMany(group => group.Links)], http.Request.Path);
        var html = new HtmlBuilder().Start("nav", ("class", "k-side"), ("id", "menu"), ("aria-label", texts["Ui.Nav.Office"]))
            .Start("div", ("class", "k-side__sticky"));
        foreach (var group in groups)
        {
            if (group.Heading is not null)
            {
                html.Element("h2", group.Heading);
            }

            html.Start("ul");
            foreach (var link in group.Links)
            {
                Entry(html, link, ReferenceEquals(link, current));
            }

            html.End();
        }

        Person(html, http, frame.User, texts);
        return html.Start("p", ("class", "k-side__close")).Element("a", texts["Ui.Nav.Close"], ("href", "#isi")).End(3);
    }

    private static void Person(HtmlBuilder html, HttpContext http, FrameUser? user, Texts texts)
    {
        html.Start("div", ("class", "k-side__person"));
        if (user is not null)
        {
            html.Start("a", ("href", user.AccountHref)).Add(Icon.Render(IconName.Person))
                .Start("span").Text(user.Name).Element("small", user.Office).End(2);
            html.Add(Button.Render(
                new() { Text = texts["Ui.Page.SignOut"], Kind = ButtonKind.Secondary, Icon = IconName.SignOut, Form = "keluar" }));
        }

        html.Add(LanguageSwitch.Render(http, texts)).End();
    }

    private static void Entry(HtmlBuilder html, FrameLink link, bool current)
    {
        html.Start("li").Start("a", ("href", link.Href), ("aria-current", current ? "page" : null));
        if (link.Icon is { } icon)
        {
            html.Add(Icon.Render(icon));
        }

        html.Text(link.Text);
        if (link.Count is { } count)
        {
            html.Text(" ").Element("span", Formats.Number(count), ("class", "k-count"));
        }

        html.End(2);
    }
}

/// <summary>Language links.</summary>
public static class LanguageSwitch
{
    /// <summary>One link per language to the same page.</summary>
    public static IHtmlContent Render(HttpContext http, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var html = new HtmlBuilder().Start("nav", ("class", "k-lang"), ("aria-label", texts["Ui.Language.Label"]));
        One(html, http, ("id", "ID"), (texts["Ui.Language.Indonesian"], !PagePreferences.IsEnglish));
        One(html, http, ("en", "EN"), (texts["Ui.Language.English"], PagePreferences.IsEnglish));
        return html.End();
    }

    private static void One(HtmlBuilder html, HttpContext http, (string Code, string Short) language, (string Name, bool Current) look) =>
        html
        .Start(
            "a", ("href", PagePreferences.HrefWith(http, "bahasa", language.Code)), ("hreflang", language.Code), ("lang", language.Code),
            ("aria-current", look.Current ? "true" : null), ("title", look.Name))
        .Element("span", language.Short, ("aria-hidden", "true")).Element("span", look.Name, ("class", "govuk-visually-hidden")).End();
}

/// <summary>Theme links.</summary>
public static class ThemeSwitch
{
    /// <summary>One link per theme to the same page.</summary>
    public static IHtmlContent Render(HttpContext http, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var current = PagePreferences.ThemeOf(http);
        var html = new HtmlBuilder().Start("nav", ("class", "k-switch"), ("aria-label", texts["Ui.Theme.Label"]))
            .Element("span", texts["Ui.Theme.Label"]);
        foreach (var (theme, value, name) in new[]
        {
            (Theme.Auto, "otomatis", texts["Ui.Theme.Auto"]), (Theme.Light, "terang", texts["Ui.Theme.Light"]),
                (Theme.Dark, "gelap", texts["Ui.Theme.Dark"]),
        })
        {
            html.Element(
                "a", name, ("href", PagePreferences.HrefWith(http, "tema", value)), ("rel", "nofollow"),
                    ("aria-current", theme == current ? "true" : null));
        }

        return html.End();
    }
}

/// <summary>The keys an officer can use, opened by <c>?</c> where the script runs.</summary>
public static class KeyHelp
{
    /// <summary>The dialog, closed.</summary>
    public static IHtmlContent Render(Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var html = new HtmlBuilder().Start("dialog", ("class", "k-dialog"), ("id", "tombol"), ("aria-labelledby", "tombol-judul"))
            .Element("h2", texts["Ui.Keys.Title"], ("id", "tombol-judul")).Start("dl");
        foreach (var (key, what) in new[]
        {
            ("?", texts["Ui.Keys.Help"]), ("/", texts["Ui.Keys.Search"]), ("g m", texts["Ui.Keys.Menu"]), ("j", texts["Ui.Keys.NextRow"]),
            ("k", texts["Ui.Keys.PreviousRow"]), ("Enter", texts["Ui.Keys.Open"]), ("Esc", texts["Ui.Keys.Close"]),
        })
        {
            html.Start("dt").Element("kbd", key).End().Element("dd", what);
        }

        return html.End().Start("form", ("method", "dialog")).Add(Button.Render(new() { Text = texts["Ui.Dialog.Close"],
            Kind = ButtonKind.Secondary })).End(2);
    }
}

/// <summary>What the script needs: the dialog that asks before an action, and the words it says.</summary>
public static class ScriptParts
{
    /// <summary>The dialog, closed, and the words.</summary>
    /// <param name="texts">Texts.</param>
    /// <param name="who">Key of the account signed in: what is typed is kept on the device under it, and nothing is without one.</param>
    public static IHtmlContent Render(Texts texts, string? who)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new HtmlBuilder().Start("dialog", ("class", "k-dialog"), ("id", "yakin"), ("aria-describedby", "yakin-tanya"))
            .Start("form", ("method", "dialog")).Element("p", "", ("id", "yakin-tanya"), ("data-question", ""))
            .Start("div", ("class", "k-row"))
            .Add(Button.Render(new() { Text = texts["Ui.Dialog.Continue"], Value = "ya", Kind = ButtonKind.Danger }))
            .Add(Button.Render(new() { Text = texts["Ui.Dialog.Cancel"], Kind = ButtonKind.Secondary })).End(3)
            .Element(
                "template", "", ("id", "naskah"), ("data-who", who), ("data-saving", texts["Ui.Script.Saving"]),
                ("data-saved", texts["Ui.Script.Saved", "{0}"]),
                ("data-not-saved", texts["Ui.Script.NotSaved"]), ("data-restored", texts["Ui.Script.Restored"]),
                ("data-signed-out", texts["Ui.Script.SignedOut"]), ("data-refused", texts["Ui.Script.Refused"]),
                ("data-unkept", texts["Ui.Script.Unkept"]), ("data-changed", texts["Ui.Script.Changed"]));
    }
}

/// <summary>Which link of a navigation the current page stands under.</summary>
internal static class NavigationCurrent
{
    /// <summary>The link with the longest path that the current one starts with, or null.</summary>
    public static FrameLink? Of(IReadOnlyList<FrameLink> links, PathString path) => links
        .Where(link => link.Href.StartsWith('/') && (link.Href == "/" ? path == "/" : Under(link.Href, path)))
        .MaxBy(link => link.Href.Length);

    private static bool Under(string href, PathString path) =>
        path.StartsWithSegments(new PathString(href.Split('?', '#')[0].TrimEnd('/')), StringComparison.OrdinalIgnoreCase);
}

using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>How a button looks.</summary>
public enum ButtonKind
{
    /// <summary>The one primary action of a page.</summary>
    Primary,

    /// <summary>Any other action.</summary>
    Secondary,

    /// <summary>An action that takes something away.</summary>
    Danger,

    /// <summary>As quiet as a link.</summary>
    Plain,
}

/// <summary>A button, or a link that looks like one.</summary>
public sealed record ButtonOptions
{
    /// <summary>A verb.</summary>
    public required string Text { get; init; }

    /// <summary>Where it leads; makes it a link. Null makes it submit the form.</summary>
    public string? Href { get; init; }

    /// <summary>How it looks.</summary>
    public ButtonKind Kind { get; init; }

    /// <summary>Name posted when pressed.</summary>
    public string? Name { get; init; }

    /// <summary>Value posted when pressed.</summary>
    public string? Value { get; init; }

    /// <summary>Id of the form it submits, where it stands outside of it.</summary>
    public string? Form { get; init; }

    /// <summary>Other address the form posts to when this button is pressed.</summary>
    public string? FormAction { get; init; }

    /// <summary>Icon before the text.</summary>
    public IconName? Icon { get; init; }

    /// <summary>Smaller, for rows of tables.</summary>
    public bool Small { get; init; }

    /// <summary>True where it cannot be pressed; say why beside it.</summary>
    public bool Disabled { get; init; }

    /// <summary>Question asked in a dialog before it does what it says, where the script runs.</summary>
    public string? Confirm { get; init; }

    /// <summary>What a screen reader adds: which row this button belongs to.</summary>
    public string? About { get; init; }
}

/// <summary>Renders a button.</summary>
public static class Button
{
    /// <summary>The button or link.</summary>
    public static IHtmlContent Render(ButtonOptions o)
    {
        ArgumentNullException.ThrowIfNull(o);
        var look = Markup.Classes("k-button", KindClass(o.Kind), o.Small ? "k-button--small" : null);
        var html = new HtmlBuilder();
        _ = o.Href is not null
            ? html.Start("a", ("class", look), ("href", o.Disabled ? null : o.Href), ("aria-disabled", o.Disabled ? "true" : null))
            : html.Start(
                "button", ("class", look), ("name", o.Name), ("value", o.Value), ("form", o.Form), ("formaction", o.FormAction),
                    ("disabled", Markup.Flag(o.Disabled)),
                ("data-confirm", o.Confirm));
        if (o.Icon is { } icon)
        {
            html.Add(Ui.Icon.Render(icon));
        }

        html.Text(o.Text);
        return (o.About is null ? html : html.Element("span", " " + o.About, ("class", "govuk-visually-hidden"))).End();
    }

    private static string? KindClass(ButtonKind kind) => kind switch
    {
        ButtonKind.Secondary => "k-button--secondary",
        ButtonKind.Danger => "k-button--danger",
        ButtonKind.Plain => "k-button--plain",
        _ => null,
    };
}

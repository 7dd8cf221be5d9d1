using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>What is typed into a one-line field.</summary>
public enum InputType
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>Digits, with a numeric keyboard; kept as text so that leading zeros and pasted separators survive.</summary>
    Number,

    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Telephone number.</summary>
    Tel,

    /// <summary>Password; the value is never written back.</summary>
    Password,

    /// <summary>Search words.</summary>
    Search,

    /// <summary>Web address.</summary>
    Url,
}

/// <summary>A one-line field.</summary>
public sealed record InputOptions : FieldOptions
{
    /// <summary>What is typed.</summary>
    public InputType Type { get; init; }

    /// <summary>What stands in the field.</summary>
    public string? Value { get; init; }

    /// <summary>Shown before the field: <c>Rp</c>.</summary>
    public string? Prefix { get; init; }

    /// <summary>Shown after the field: <c>%</c>.</summary>
    public string? Suffix { get; init; }

    /// <summary>
    /// Width in characters: 2, 3, 4, 5, 10, 20 or 30; null for the full measure. The width hints at the length of the answer.
    /// </summary>
    public int? Width { get; init; }

    /// <summary>HTML autocomplete token, such as <c>email</c> or <c>one-time-code</c>.</summary>
    public string? Autocomplete { get; init; }

    /// <summary>Longest text that can be typed, or null.</summary>
    public int? MaxLength { get; init; }

    /// <summary>True to show but not change.</summary>
    public bool ReadOnly { get; init; }
}

/// <summary>Renders a one-line field.</summary>
public static class Input
{
    /// <summary>The field with label, hint and error.</summary>
    public static IHtmlContent Render(InputOptions o, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(o);
        ArgumentNullException.ThrowIfNull(texts);
        var html = Field.Group(o).Label(o, texts);
        var affixed = o.Prefix is not null || o.Suffix is not null;
        if (affixed)
        {
            html.Start("div", ("class", "govuk-input__wrapper"));
        }

        if (o.Prefix is not null)
        {
            html.Element("div", o.Prefix, ("class", "govuk-input__prefix"), ("aria-hidden", "true"));
        }

        html.Void(
            "input",
            ("class", Markup.Classes("govuk-input", WidthClass(o.Width), o.Error is null ? null : "govuk-input--error")),
            ("id", o.Id), ("name", o.Name), ("type", TypeOf(o.Type)), ("inputmode", o.Type == InputType.Number ? "numeric" : null),
            ("value", o.Type == InputType.Password ? null : o.Value), ("autocomplete", o.Autocomplete),
                ("maxlength", o.MaxLength?.ToString()),
            ("spellcheck", o.Type is InputType.Text or InputType.Search ? null : "false"), ("aria-describedby", Field.DescribedBy(o)),
            ("aria-invalid", o.Error is null ? null : "true"), ("disabled", Markup.Flag(o.Disabled)),
                ("readonly", Markup.Flag(o.ReadOnly)));
        if (o.Suffix is not null)
        {
            html.Element("div", o.Suffix, ("class", "govuk-input__suffix"), ("aria-hidden", "true"));
        }

        return html.End(affixed ? 2 : 1);
    }

    internal static string? WidthClass(int? width) => width is null ? null : "govuk-input--width-" + width;

    private static string TypeOf(InputType type) => type switch
    {
        InputType.Email => "email",
        InputType.Tel => "tel",
        InputType.Password => "password",
        InputType.Search => "search",
        InputType.Url => "url",
        _ => "text",
    };
}

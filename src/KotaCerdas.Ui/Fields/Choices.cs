using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>One thing to choose.</summary>
/// <param name="Value">Value as posted.</param>
/// <param name="Text">What is read.</param>
/// <param name="Hint">Help for this choice.</param>
/// <param name="Disabled">True where it cannot be chosen now; say why in the hint.</param>
public sealed record Choice(string Value, string Text, string? Hint = null, bool Disabled = false);

/// <summary>A field that offers choices: radios, checkboxes or a list.</summary>
public sealed record ChoicesOptions : FieldOptions
{
    /// <summary>What can be chosen.</summary>
    public required IReadOnlyList<Choice> Choices { get; init; }

    /// <summary>Values that are chosen.</summary>
    public IReadOnlyCollection<string> Chosen { get; init; } = [];

    /// <summary>Radios only: short answers side by side.</summary>
    public bool Inline { get; init; }

    /// <summary>Select only: text of an empty first entry, or null for none.</summary>
    public string? EmptyText { get; init; }
}

/// <summary>Renders one choice of a few.</summary>
public static class Radios
{
    /// <summary>The radios in their fieldset.</summary>
    public static IHtmlContent Render(ChoicesOptions o, Texts texts) => ChoiceItems.Render(o, texts, "radios", "radio");
}

/// <summary>Renders several choices of a few.</summary>
public static class Checkboxes
{
    /// <summary>The checkboxes in their fieldset.</summary>
    public static IHtmlContent Render(ChoicesOptions o, Texts texts) => ChoiceItems.Render(o, texts, "checkboxes", "checkbox");
}

/// <summary>Renders one choice of many.</summary>
public static class Select
{
    /// <summary>The list with label, hint and error.</summary>
    public static IHtmlContent Render(ChoicesOptions o, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(o);
        ArgumentNullException.ThrowIfNull(texts);
        var html = Field.Group(o).Label(o, texts).Start(
            "select",
            ("class", Markup.Classes("govuk-select", o.Error is null ? null : "govuk-select--error")), ("id", o.Id), ("name", o.Name),
            ("aria-describedby", Field.DescribedBy(o)), ("aria-invalid", o.Error is null ? null : "true"),
                ("disabled", Markup.Flag(o.Disabled)));
        if (o.EmptyText is not null)
        {
            html.Element("option", o.EmptyText, ("value", ""));
        }

        foreach (var choice in o.Choices)
        {
            html.Start("option", ("value", choice.Value), ("selected", Markup.Flag(o.Chosen.Contains(choice.Value))),
                ("disabled", Markup.Flag(choice.Disabled)))
                .Text(choice.Text).End();
        }

        return html.End(2);
    }
}

/// <summary>Radios and checkboxes differ in their words only.</summary>
internal static class ChoiceItems
{
    public static IHtmlContent Render(ChoicesOptions o, Texts texts, string block, string type)
    {
        ArgumentNullException.ThrowIfNull(o);
        ArgumentNullException.ThrowIfNull(texts);
        var prefix = "govuk-" + block;
        var html = Field.Group(o).Fieldset(o, texts).Start("div", ("class", Markup.Classes(prefix, o.Inline ? prefix + "--inline" : null)));
        for (var i = 0; i < o.Choices.Count; i++)
        {
            Item(html, o, i, (prefix, type));
        }

        return html.End(3);
    }

    private static void Item(HtmlBuilder html, ChoicesOptions o, int index, (string Prefix, string Type) look)
    {
        var choice = o.Choices[index];
        var id = index == 0 ? o.Id : o.Id + "-" + (index + 1);
        var hintId = choice.Hint is null ? null : id + "-item-hint";
        html.Start("div", ("class", look.Prefix + "__item"))
            .Void(
                "input", ("class", look.Prefix + "__input"), ("id", id), ("name", o.Name), ("type", look.Type), ("value", choice.Value),
                ("aria-describedby", hintId), ("checked", Markup.Flag(o.Chosen.Contains(choice.Value))),
                ("disabled", Markup.Flag(o.Disabled || choice.Disabled)))
            .Element("label", choice.Text, ("class", "govuk-label " + look.Prefix + "__label"), ("for", id));
        if (hintId is not null)
        {
            html.Element("div", choice.Hint, ("id", hintId), ("class", $"govuk-hint {look.Prefix}__hint"));
        }

        html.End();
    }
}

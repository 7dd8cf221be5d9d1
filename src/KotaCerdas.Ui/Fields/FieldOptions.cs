using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>How a label or legend is set.</summary>
public enum LabelSize
{
    /// <summary>Body size.</summary>
    Normal,

    /// <summary>19 px, bold.</summary>
    Medium,

    /// <summary>32 px, and the label is the page's heading: for one question a page.</summary>
    PageHeading,
}

/// <summary>What every field has. The id that error links point to is made from the name.</summary>
public abstract record FieldOptions
{
    /// <summary>Name as posted.</summary>
    public required string Name { get; init; }

    /// <summary>The question, or the name of what is asked.</summary>
    public required string Label { get; init; }

    /// <summary>How the label is set.</summary>
    public LabelSize LabelSize { get; init; }

    /// <summary>Help that is always needed, shown below the label.</summary>
    public string? Hint { get; init; }

    /// <summary>What is wrong, why and what to do now; null where nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>Marks the field as optional. Fields are required unless they say otherwise.</summary>
    public bool Optional { get; init; }

    /// <summary>True where the field cannot be changed now.</summary>
    public bool Disabled { get; init; }

    /// <summary>The id of the first control.</summary>
    internal string Id => FieldId.Of(Name);
}

/// <summary>Turns a posted name into an element id.</summary>
public static class FieldId
{
    /// <summary>The id of a field: <c>Input.Name[0]</c> becomes <c>Input_Name_0_</c>.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.Create(name.Length, name, static (span, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(from[i]) || from[i] is '-' or '_' ? from[i] : '_';
            }
        });
    }
}

/// <summary>The frame around a control: group, label, hint and error.</summary>
internal static class Field
{
    public static string? DescribedBy(FieldOptions o, string? also = null) =>
        Markup.Classes(o.Hint is null ? null : o.Id + "-hint", o.Error is null ? null : o.Id + "-error", also);

    public static HtmlBuilder Group(FieldOptions o) => new HtmlBuilder()
        .Start("div", ("class", Markup.Classes("govuk-form-group", o.Error is null ? null : "govuk-form-group--error")));

    /// <summary>Label, hint and error of a single control.</summary>
    public static HtmlBuilder Label(this HtmlBuilder html, FieldOptions o, Texts texts)
    {
        var heading = o.LabelSize == LabelSize.PageHeading;
        if (heading)
        {
            html.Start("h1", ("class", "govuk-label-wrapper"));
        }

        html.Start("label", ("class", Markup.Classes("govuk-label", SizeClass("govuk-label", o.LabelSize))), ("for", o.Id)).Text(o.Label)
            .OptionalMark(o, texts).End();
        return (heading ? html.End() : html).HintAndError(o, texts);
    }

    /// <summary>A fieldset around several controls, closed by the caller.</summary>
    public static HtmlBuilder Fieldset(this HtmlBuilder html, FieldOptions o, Texts texts, string? role = null)
    {
        html.Start("fieldset", ("class", "govuk-fieldset"), ("role", role), ("aria-describedby", DescribedBy(o)))
            .Start("legend", ("class", Markup.Classes("govuk-fieldset__legend", SizeClass("govuk-fieldset__legend", o.LabelSize))));
        var heading = o.LabelSize == LabelSize.PageHeading;
        if (heading)
        {
            html.Start("h1", ("class", "govuk-fieldset__heading"));
        }

        html.Text(o.Label).OptionalMark(o, texts).End();
        return (heading ? html.End() : html).HintAndError(o, texts);
    }

    public static string? SizeClass(string prefix, LabelSize size) => size switch
    {
        LabelSize.Medium => prefix + "--m",
        LabelSize.PageHeading => prefix + "--l",
        _ => null,
    };

    private static HtmlBuilder OptionalMark(this HtmlBuilder html, FieldOptions o, Texts texts) =>
        o.Optional ? html.Text(" ").Element("span", texts["Ui.Field.Optional"], ("class", "k-optional")) : html;

    private static HtmlBuilder HintAndError(this HtmlBuilder html, FieldOptions o, Texts texts)
    {
        if (o.Hint is not null)
        {
            html.Element("div", o.Hint, ("id", o.Id + "-hint"), ("class", "govuk-hint"));
        }

        if (o.Error is not null)
        {
            html.Start("p", ("id", o.Id + "-error"), ("class", "govuk-error-message"))
                .Element("span", texts["Ui.Field.ErrorPrefix"], ("class", "govuk-visually-hidden")).Text(" " + o.Error).End();
        }

        return html;
    }
}

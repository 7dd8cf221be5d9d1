using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>A date typed as day, month and year: posts <c>{Name}.Day</c>, <c>{Name}.Month</c> and <c>{Name}.Year</c>.</summary>
public sealed record DateInputOptions : FieldOptions
{
    /// <summary>What stands in the three fields, as typed.</summary>
    public (string? Day, string? Month, string? Year) Value { get; init; }

    /// <summary>The three fields filled from a date, or empty.</summary>
    public static (string? Day, string? Month, string? Year) From(DateOnly? date) =>
        date is { } d ? (d.Day.ToString(), d.Month.ToString(), d.Year.ToString()) : (null, null, null);
}

/// <summary>Renders a date field.</summary>
public static class DateInput
{
    /// <summary>The three fields in their fieldset. The first one carries the id that error links focus.</summary>
    public static IHtmlContent Render(DateInputOptions o, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(o);
        ArgumentNullException.ThrowIfNull(texts);
        var html = Field.Group(o).Fieldset(o, texts, "group").Start("div", ("class", "govuk-date-input"));
        Part(html, o, (o.Id, "Day", 2), texts["Ui.Date.Day"], o.Value.Day);
        Part(html, o, (o.Id + "-month", "Month", 2), texts["Ui.Date.Month"], o.Value.Month);
        Part(html, o, (o.Id + "-year", "Year", 4), texts["Ui.Date.Year"], o.Value.Year);
        return html.End(3);
    }

    private static void Part(HtmlBuilder html, DateInputOptions o, (string Id, string Name, int Width) part, string label, string? value) =>
        html
        .Start("div", ("class", "govuk-date-input__item"))
        .Element("label", label, ("class", "govuk-label govuk-date-input__label"), ("for", part.Id))
        .Void(
            "input", ("class", Markup.Classes("govuk-input govuk-date-input__input", Input.WidthClass(part.Width),
                o.Error is null ? null : "govuk-input--error")),
            ("id", part.Id), ("name", o.Name + "." + part.Name), ("type", "text"), ("inputmode", "numeric"), ("value", value),
            ("disabled", Markup.Flag(o.Disabled)), ("aria-invalid", o.Error is null ? null : "true"))
        .End();
}

using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>A field of several lines.</summary>
public sealed record TextareaOptions : FieldOptions
{
    /// <summary>What stands in the field.</summary>
    public string? Value { get; init; }

    /// <summary>Visible lines.</summary>
    public int Rows { get; init; } = 5;

    /// <summary>Most characters allowed, shown below the field and counted down where the script runs; null for no limit.</summary>
    public int? MaxLength { get; init; }
}

/// <summary>Renders a field of several lines.</summary>
public static class Textarea
{
    /// <summary>The field with label, hint, error and, where limited, its counter.</summary>
    public static IHtmlContent Render(TextareaOptions o, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(o);
        ArgumentNullException.ThrowIfNull(texts);
        var counter = o.MaxLength is null ? null : o.Id + "-count";
        var html = Field.Group(o).Label(o, texts)
            .Start(
                "textarea",
                ("class", Markup.Classes("govuk-textarea", o.Error is null ? null : "govuk-textarea--error")), ("id", o.Id),
                    ("name", o.Name),
                ("rows", o.Rows.ToString()), ("aria-describedby", Field.DescribedBy(o, counter)),
                    ("aria-invalid", o.Error is null ? null : "true"),
                ("disabled", Markup.Flag(o.Disabled)))
            .Text("\n" + o.Value).End();
        if (o.MaxLength is { } most)
        {
            html.Element(
                "div", texts["Ui.Field.Most", most], ("id", counter), ("class", "govuk-hint k-num"), ("data-count-for", o.Id),
                    ("data-most", most.ToString()),
                ("data-left", texts["Ui.Field.Left", "{0}"]), ("data-over", texts["Ui.Field.Over", "{0}"]));
        }

        return html.End();
    }
}

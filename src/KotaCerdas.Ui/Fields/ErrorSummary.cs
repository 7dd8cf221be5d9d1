using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace KotaCerdas.Ui;

/// <summary>One line of an error summary.</summary>
/// <param name="Text">What is wrong and what to do.</param>
/// <param name="Name">Name of the field it belongs to, or null for the whole form.</param>
public sealed record ErrorLine(string Text, string? Name = null);

/// <summary>Renders everything that keeps a form from being accepted, on top of the page.</summary>
public static class ErrorSummary
{
    /// <summary>The summary, or nothing where there is no error.</summary>
    public static IHtmlContent Render(IReadOnlyList<ErrorLine> lines, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(texts);
        var html = new HtmlBuilder();
        if (lines.Count == 0)
        {
            return html;
        }

        html.Start("div", ("class", "govuk-error-summary"), ("role", "alert"), ("tabindex", "-1"), ("data-focus", ""))
            .Element("h2", texts["Ui.ErrorSummary.Title"], ("class", "govuk-error-summary__title"))
            .Start("ul", ("class", "govuk-error-summary__list"));
        foreach (var line in lines)
        {
            html.Start("li");
            _ = line.Name is null ? html.Text(line.Text) : html.Element("a", line.Text, ("href", "#" + FieldId.Of(line.Name)));
            html.End();
        }

        return html.End(2);
    }

    /// <summary>The lines of a model state, in the order of its fields.</summary>
    public static IReadOnlyList<ErrorLine> From(ModelStateDictionary state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return
        [
            .. from entry in state
               where entry.Value is not null
               from error in entry.Value.Errors
               select new ErrorLine(error.ErrorMessage, entry.Key.Length == 0 ? null : entry.Key),
        ];
    }
}

using System.Net;
using System.Text.Encodings.Web;
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

    /// <summary>The lines of a model state, each with the label of its field, in the order in which the fields stand on the page.</summary>
    /// <param name="state">What was refused.</param>
    /// <param name="body">The page, whose fields say what they are called.</param>
    public static IReadOnlyList<ErrorLine> From(ModelStateDictionary state, IHtmlContent body)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(body);
        if (state.ErrorCount == 0)
        {
            return [];
        }

        using var writer = new StringWriter();
        body.WriteTo(writer, HtmlEncoder.Default);
        var page = writer.ToString();
        return
        [
            .. from line in Lines(state)
               let at = line.Name is null ? -1 : page.IndexOf($"id=\"{FieldId.Of(line.Name)}-error\"", StringComparison.Ordinal)
               orderby line.Name is null ? -1 : at < 0 ? int.MaxValue : at
               select line with { Text = Named(line.Text, at < 0 ? string.Empty : LabelBefore(page, at)) },
        ];
    }

    private static IEnumerable<ErrorLine> Lines(ModelStateDictionary state) =>
        from entry in state
        where entry.Value is not null
        from error in entry.Value.Errors
        select new ErrorLine(error.ErrorMessage, entry.Key.Length == 0 ? null : entry.Key);

    // Label or legend stand before the error of their field.
    private static string LabelBefore(string page, int at)
    {
        var start = Math.Max(
            page.LastIndexOf("<label ", at, StringComparison.Ordinal), page.LastIndexOf("<legend ", at, StringComparison.Ordinal));
        if (start < 0)
        {
            return string.Empty;
        }

        var open = page.IndexOf('>', start) + 1;
        open = page.AsSpan(open).StartsWith("<h1", StringComparison.Ordinal) ? page.IndexOf('>', open) + 1 : open;
        return WebUtility.HtmlDecode(page[open..page.IndexOf('<', open)]).Trim();
    }

    private static string Named(string text, string label) =>
        label.Length == 0 || text.Contains(label, StringComparison.OrdinalIgnoreCase) ? text
            : label[^1] is '?' or '.' ? $"{label} {text}" : $"{label}: {text}";
}

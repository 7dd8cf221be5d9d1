using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>Small pieces that components share.</summary>
public static class Markup
{
    /// <summary>A text as content, encoded.</summary>
    public static IHtmlContent Text(string? text) => new HtmlBuilder().Text(text);

    /// <summary>A plain link; the fast choice inside loops.</summary>
    public static IHtmlContent Link(string text, string href) =>
        new HtmlBuilder().Element("a", text, ("href", href), ("class", IsNumber(text) ? "k-whole" : null));

    /// <summary>A number with separators, like a NOP, is not broken at them.</summary>
    private static bool IsNumber(string text) =>
        text.Length <= 32 && text.Contains('-') && text.All(c => char.IsAsciiDigit(c) || c is '.' or '-');

    /// <summary>A time element whose machine form is the date itself.</summary>
    public static IHtmlContent Date(DateOnly date) =>
        new HtmlBuilder().Element("time", Platform.Formats.Date(date), ("datetime", date.ToString("yyyy-MM-dd")));

    /// <summary>Several pieces, one after the other.</summary>
    public static IHtmlContent Join(params IEnumerable<IHtmlContent?> parts)
    {
        var html = new HtmlBuilder();
        foreach (var part in parts)
        {
            html.Add(part);
        }

        return html;
    }

    /// <summary>Class names that are present, or null.</summary>
    internal static string? Classes(params ReadOnlySpan<string?> names)
    {
        var joined = "";
        foreach (var name in names)
        {
            joined = string.IsNullOrEmpty(name) ? joined : joined.Length == 0 ? name : joined + " " + name;
        }

        return joined.Length == 0 ? null : joined;
    }

    /// <summary>"" (a boolean attribute) where true, else null (left out).</summary>
    internal static string? Flag(bool on) => on ? "" : null;
}

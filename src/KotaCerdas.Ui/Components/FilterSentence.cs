using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>A part of a filter sentence.</summary>
public abstract record FilterPart
{
    /// <summary>Words between the fields.</summary>
    public static FilterPart Words(string text) => new WordsPart(text);

    /// <summary>A list to choose from. A choice with an empty value means no filter.</summary>
    public static FilterPart Choice(string name, string label, IReadOnlyList<Choice> choices, string? chosen) =>
        new ChoicePart(name, label, choices, chosen);

    /// <summary>Words to search for.</summary>
    public static FilterPart Search(string name, string label, string? value) => new SearchPart(name, label, value);

    internal sealed record WordsPart(string Text) : FilterPart;

    internal sealed record ChoicePart(string Name, string Label, IReadOnlyList<Choice> Choices, string? Chosen) : FilterPart;

    internal sealed record SearchPart(string Name, string Label, string? Value) : FilterPart;
}

/// <summary>A list's filters, read as a sentence. It is a plain GET form: the state is in the address.</summary>
public sealed record FilterSentenceOptions
{
    /// <summary>Address of the list without query.</summary>
    public required string Action { get; init; }

    /// <summary>The sentence.</summary>
    public required IReadOnlyList<FilterPart> Parts { get; init; }

    /// <summary>Query values to keep, such as the order.</summary>
    public IReadOnlyList<(string Name, string Value)> Kept { get; init; } = [];
}

/// <summary>Renders a filter sentence.</summary>
public static class FilterSentence
{
    /// <summary>The form.</summary>
    public static IHtmlContent Render(FilterSentenceOptions o, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(o);
        ArgumentNullException.ThrowIfNull(texts);
        var html = new HtmlBuilder().Start("form", ("class", "k-filter"), ("method", "get"), ("action", o.Action), ("role", "search"));
        foreach (var (name, value) in o.Kept)
        {
            html.Void("input", ("type", "hidden"), ("name", name), ("value", value));
        }

        foreach (var part in o.Parts)
        {
            Part(html, part);
        }

        return html.Add(Button.Render(new() { Text = texts["Ui.Filter.Apply"], Kind = ButtonKind.Secondary }))
            .Text(" ").Element("a", texts["Ui.Filter.Clear"], ("href", o.Action), ("class", "k-small")).End();
    }

    private static void Part(HtmlBuilder html, FilterPart part)
    {
        switch (part)
        {
            case FilterPart.WordsPart words:
                html.Text(words.Text + " ");
                break;
            case FilterPart.ChoicePart choice:
                html.Start("select", ("class", "govuk-select"), ("name", choice.Name), ("aria-label", choice.Label));
                foreach (var item in choice.Choices)
                {
                    html.Element("option", item.Text, ("value", item.Value),
                        ("selected", Markup.Flag(item.Value == (choice.Chosen ?? ""))));
                }

                html.End().Text(" ");
                break;
            case FilterPart.SearchPart search:
                html.Void(
                    "input", ("class", "govuk-input"), ("type", "search"), ("name", search.Name), ("value", search.Value),
                        ("aria-label", search.Label),
                    ("placeholder", search.Label)).Text(" ");
                break;
        }
    }
}

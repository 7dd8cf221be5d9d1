using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>How a figure moved, and whether that is good.</summary>
/// <param name="Text">Change with its unit and since when: <c>+12 sejak 2024</c>.</param>
/// <param name="Up">True where it rose.</param>
/// <param name="Good">True where that is good, false where bad, null where neither.</param>
public sealed record Trend(string Text, bool Up, bool? Good = null);

/// <summary>A figure with its name.</summary>
public sealed record StatOptions
{
    /// <summary>What is counted.</summary>
    public required string Label { get; init; }

    /// <summary>The figure in display form, or null where nobody has reported it.</summary>
    public string? Value { get; init; }

    /// <summary>Unit, after the figure.</summary>
    public string? Unit { get; init; }

    /// <summary>Short remark: period, source.</summary>
    public string? Note { get; init; }

    /// <summary>How it moved.</summary>
    public Trend? Trend { get; init; }

    /// <summary>Page that opens the figure down to its rows.</summary>
    public string? ExplainHref { get; init; }
}

/// <summary>Renders figures side by side.</summary>
public static class Stats
{
    /// <summary>The figures.</summary>
    public static IHtmlContent Render(IReadOnlyList<StatOptions> figures, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(texts);
        var html = new HtmlBuilder().Start("div", ("class", "k-stats"));
        foreach (var figure in figures)
        {
            One(html, figure, texts);
        }

        return html.End();
    }

    private static void One(HtmlBuilder html, StatOptions o, Texts texts)
    {
        html.Start("div", ("class", "k-stat")).Element("span", o.Label, ("class", "k-stat__label"))
            .Start("span", ("class", Markup.Classes("k-stat__value", Size(o.Value)))).Text(o.Value ?? texts["Ui.Missing"]);
        if (o.Unit is not null && o.Value is not null)
        {
            html.Element("small", o.Unit);
        }

        html.End().Start("span", ("class", "k-stat__note"));
        if (o.Trend is { } trend)
        {
            var good = trend.Good switch { true => "k-trend--good", false => "k-trend--bad", _ => null };
            html.Start("span", ("class", Markup.Classes("k-trend", good)))
                .Add(Icon.Render(trend.Up ? IconName.ArrowUp : IconName.ArrowDown)).Text(trend.Text).End();
        }

        if (o.Note is not null)
        {
            html.Element("span", o.Note);
        }

        if (o.ExplainHref is not null)
        {
            html.Start("a", ("href", o.ExplainHref)).Text(texts["Ui.Explain"])
                .Element("span", " " + o.Label, ("class", "govuk-visually-hidden")).End();
        }

        html.End(2);
    }

    /// <summary>Long figures are set smaller, so that no number breaks in its middle.</summary>
    private static string? Size(string? value) => value?.Length switch
    {
        null => "k-missing",
        > 16 => "is-longer",
        > 8 => "is-long",
        _ => null,
    };
}

/// <summary>How much of a whole is done.</summary>
/// <param name="Label">Of what.</param>
/// <param name="Done">How much.</param>
/// <param name="Total">Of how much; above zero.</param>
/// <param name="Text">The same in words: <c>12 dari 40 pertanyaan</c>.</param>
/// <param name="Tone">What it means.</param>
public sealed record MeterOptions(string Label, long Done, long Total, string Text, Tone Tone = Tone.Neutral);

/// <summary>Renders completeness or progress.</summary>
public static class Meter
{
    /// <summary>The meter with its words.</summary>
    public static IHtmlContent Render(MeterOptions o)
    {
        ArgumentNullException.ThrowIfNull(o);
        Check.That(o.Total > 0);
        return new HtmlBuilder().Start("div", ("class", Markup.Classes("k-meter", o.Tone.Class("k-meter"))))
            .Start("div", ("class", "k-meter__row")).Element("span", o.Label).Element("b", o.Text).End()
            .Start("progress", ("max", o.Total.ToString()), ("value", o.Done.ToString()), ("aria-label", o.Label)).Text(o.Text).End(2);
    }
}

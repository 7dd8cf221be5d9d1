using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>What a state means for the reader. Each has its own colour and its own shape; the word stands beside them.</summary>
public enum Tone
{
    /// <summary>Nothing to note.</summary>
    Neutral,

    /// <summary>Done, accepted, in force.</summary>
    Positive,

    /// <summary>Under way, or worth knowing.</summary>
    Info,

    /// <summary>Due soon, incomplete.</summary>
    Warning,

    /// <summary>Late, refused, wrong.</summary>
    Danger,

    /// <summary>The one thing to look at.</summary>
    Accent,
}

/// <summary>A tag whose markup is made when it is shown: a download of a long list only takes its word.</summary>
internal sealed class TagContent(string text, Tone tone) : IHtmlContent
{
    public string Text => text;

    public HtmlBuilder Markup => Tag.Make(text, tone);

    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => Markup.WriteTo(writer, encoder);

    public override string ToString() => Markup.ToString();
}

/// <summary>A state as word, shape and colour.</summary>
public static class Tag
{
    /// <summary>The state.</summary>
    public static IHtmlContent Render(string text, Tone tone = Tone.Neutral) => new TagContent(text, tone);

    internal static HtmlBuilder Make(string text, Tone tone) => new HtmlBuilder()
        .Start("span", ("class", Markup.Classes("k-tag", tone.Class("k-tag"))))
        .Start("svg", ("viewBox", "0 0 12 12"), ("aria-hidden", "true"), ("focusable", "false")).Start("path", ("d", Shape(tone))).End(2)
        .Text(text).End();

    internal static string? Class(this Tone tone, string block) => tone == Tone.Neutral ? null
        : $"{block}--{tone.ToString().ToLowerInvariant()}";

    internal static IconName Icon(this Tone tone) => tone switch
    {
        Tone.Positive => IconName.Check,
        Tone.Warning => IconName.Clock,
        Tone.Danger => IconName.Warning,
        _ => IconName.Info,
    };

    private static string Shape(Tone tone) => tone switch
    {
        Tone.Positive => "M4.5 9.8.8 6.1l1.3-1.3 2.4 2.4 5.4-5.4 1.3 1.3z",
        Tone.Info => "M6 1a5 5 0 0 1 0 10z",
        Tone.Warning => "M6 1l5.5 10h-11z",
        Tone.Danger => "M6 0l6 6-6 6-6-6z",
        Tone.Accent => "M6 .5l1.7 3.6 3.8.5-2.8 2.7.7 3.9L6 9.3l-3.4 1.9.7-3.9L.5 4.6l3.8-.5z",
        _ => "M6 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8m0 2a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
    };
}

using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>Where an event of a timeline stands.</summary>
public enum EventState
{
    /// <summary>It happened.</summary>
    Done,

    /// <summary>It is under way.</summary>
    Now,

    /// <summary>It should have happened.</summary>
    Late,

    /// <summary>It is to come.</summary>
    Next,
}

/// <summary>An event of a timeline.</summary>
/// <param name="Title">What happened.</param>
/// <param name="When">When, in display form.</param>
/// <param name="State">Where it stands.</param>
public sealed record TimelineEvent(string Title, string When, EventState State = EventState.Done)
{
    /// <summary>More about it.</summary>
    public string? Text { get; init; }

    /// <summary>Page of the event, or null.</summary>
    public string? Href { get; init; }

    /// <summary>Who did it: an office.</summary>
    public string? By { get; init; }
}

/// <summary>Renders what happened and what is to come.</summary>
public static class Timeline
{
    /// <summary>The events in the given order.</summary>
    public static IHtmlContent Render(IReadOnlyList<TimelineEvent> events, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(texts);
        var html = new HtmlBuilder().Start("ol", ("class", "k-timeline"));
        foreach (var item in events)
        {
            html.Start("li", ("class", "is-" + item.State.ToString().ToLowerInvariant())).Start("b");
            _ = item.Href is null ? html.Text(item.Title) : html.Element("a", item.Title, ("href", item.Href));
            html.End().Start("small").Text(item.When).Text(Word(item.State, texts) is { } word ? " · " + word : null)
                .Text(item.By is null ? null : " · " + item.By).End();
            if (item.Text is not null)
            {
                html.Element("p", item.Text);
            }

            html.End();
        }

        return html.End();
    }

    private static string? Word(EventState state, Texts texts) => state switch
    {
        EventState.Now => texts["Ui.Event.Now"],
        EventState.Late => texts["Ui.Event.Late"],
        EventState.Next => texts["Ui.Event.Next"],
        _ => null,
    };
}

/// <summary>A part of a longer task.</summary>
/// <param name="Title">What is to be done.</param>
/// <param name="State">State in a word.</param>
/// <param name="Tone">What the state means.</param>
public sealed record TaskStep(string Title, string State, Tone Tone = Tone.Neutral)
{
    /// <summary>Where it is done; null where it cannot be done yet.</summary>
    public string? Href { get; init; }

    /// <summary>Help, or why it cannot be done yet.</summary>
    public string? Hint { get; init; }
}

/// <summary>Renders the parts of a longer task, each with its state.</summary>
public static class TaskList
{
    /// <summary>The parts.</summary>
    public static IHtmlContent Render(IReadOnlyList<TaskStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var html = new HtmlBuilder().Start("ol", ("class", "k-steps"));
        foreach (var step in steps)
        {
            html.Start("li");
            _ = step.Href is null ? html.Element("span", step.Title, ("class", "k-soft"))
                : html.Element("a", step.Title, ("href", step.Href));
            html.Add(Tag.Render(step.State, step.Tone));
            if (step.Hint is not null)
            {
                html.Element("p", step.Hint);
            }

            html.End();
        }

        return html.End();
    }
}

using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>States of mentoring as word, shape and colour, the same on every page.</summary>
internal static class MentoringTags
{
    /// <summary>Null stands for a deliverable without a version.</summary>
    public static IHtmlContent Of(Deliverable? state, Texts texts) => Tag.Render(Word(state, texts), ToneOf(state));

    public static string Word(Deliverable? state, Texts texts) => state switch
    {
        null => texts["Movement.WorkStep.None"],
        { Accepted: not null, Step: not WorkStep.Accepted } => texts["Movement.WorkStep.AcceptedAndChanged"],
        _ => texts[$"Movement.WorkStep.{state.Step}"],
    };

    public static Tone ToneOf(Deliverable? state) => state is { Accepted: not null } ? Tone.Positive : ToneOf(state?.Step);

    public static IHtmlContent Of(WorkStep step, Texts texts) => Tag.Render(texts[$"Movement.WorkStep.{step}"], ToneOf(step));

    /// <summary>A decree whose document waits for the signature says so.</summary>
    public static IHtmlContent Of(Decree decree, Texts texts) => decree.OutForSignature
        ? Tag.Render(texts["Movement.Decree.WaitsForSignature"], Tone.Accent) : Of(decree.Step, texts);

    private static Tone ToneOf(WorkStep? step) => step switch
    {
        null => Tone.Neutral,
        WorkStep.Draft => Tone.Info,
        WorkStep.Submitted => Tone.Accent,
        WorkStep.Returned => Tone.Warning,
        _ => Tone.Positive,
    };

    public static IHtmlContent Due(DateOnly due, DateOnly today, Texts texts)
    {
        var (text, tone) = States.DaysLeft(due, today, texts);
        return Tag.Render(text, tone);
    }
}

using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>Meetings in words, the same on every page.</summary>
internal static class MeetingTexts
{
    public static string When(Meeting meeting, Texts texts) => meeting.FromOn == meeting.ToOn
        ? Formats.Date(meeting.FromOn)
        : texts["Movement.Meeting.FromTo", meeting.FromOn, meeting.ToOn];

    /// <summary>A planned meeting whose day has passed without minutes is late.</summary>
    public static IHtmlContent State(Meeting meeting, DateOnly today, Texts texts) => meeting.State switch
    {
        MeetingState.Held => Tag.Render(texts["Movement.MeetingState.Held"], Tone.Positive),
        MeetingState.Cancelled => Tag.Render(texts["Movement.MeetingState.Cancelled"]),
        _ when meeting.ToOn < today => Tag.Render(texts["Movement.MeetingState.NoMinutes"], Tone.Warning),
        _ => Tag.Render(texts["Movement.MeetingState.Planned"], Tone.Info),
    };

    public static IHtmlContent State(MeetingDecision decision, DateOnly today, Texts texts) => decision.State switch
    {
        MeetingDecisionState.Done => Tag.Render(texts["Movement.MeetingDecision.Done"], Tone.Positive),
        MeetingDecisionState.Dropped => Tag.Render(texts["Movement.MeetingDecision.Dropped"]),
        _ => Features.Mentoring.MentoringTags.Due(decision.DueOn, today, texts),
    };

    public static string Kind(MeetingKind kind, Texts texts) => texts[$"Movement.MeetingKind.{kind}"];
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features;

/// <summary>States of calls and applications as word, shape and colour, the same on every page.</summary>
internal static class States
{
    /// <summary>How long a region may object, in the days that the call counts.</summary>
    public static string TimeToObject(Call call, Texts texts) =>
        texts[call.ObjectionInWorkingDays ? "Movement.Call.WorkingDays" : "Movement.Call.CalendarDays", call.ObjectionDays];

    public static IHtmlContent Of(CallStatus status, Texts texts) => Tag.Render(texts[$"Movement.CallStatus.{status}"], status switch
    {
        CallStatus.Open => Tone.Positive,
        CallStatus.Draft => Tone.Neutral,
        CallStatus.Withdrawn => Tone.Warning,
        CallStatus.Announced => Tone.Accent,
        _ => Tone.Info,
    });

    /// <summary>Null stands for a region that was invited and has not begun.</summary>
    public static IHtmlContent Of(ApplicationStatus? status, Texts texts) => Tag.Render(Word(status, texts), status switch
    {
        null => Tone.Neutral,
        ApplicationStatus.Draft => Tone.Info,
        ApplicationStatus.Returned => Tone.Warning,
        ApplicationStatus.Withdrawn => Tone.Neutral,
        _ => Tone.Positive,
    });

    public static string Word(ApplicationStatus? status, Texts texts) =>
        status is null ? texts["Movement.ApplicationStatus.None"] : texts[$"Movement.ApplicationStatus.{status}"];

    /// <summary>Days left of a clock in words; a region's today decides.</summary>
    public static (string Text, Tone Tone) DaysLeft(DateOnly due, DateOnly today, Texts texts)
    {
        var left = due.DayNumber - today.DayNumber;
        return left switch
        {
            < 0 => (texts["Movement.Clock.Late", -left], Tone.Danger),
            0 => (texts["Movement.Clock.Today"], Tone.Warning),
            <= 7 => (texts["Movement.Clock.Left", left], Tone.Warning),
            _ => (texts["Movement.Clock.Left", left], Tone.Neutral),
        };
    }
}

/// <summary>Addresses of the movement's things.</summary>
internal static class Paths
{
    public const string Calls = "/panggilan";
    public const string Mine = "/daerah-saya";
    public const string Board = "/papan";

    public static string Of(CallId call) => $"/panggilan/{call}";

    public static string Of(CallId call, RegionCode region) => $"/pendaftaran/{call}/{region}";

    public static string Section(CallId call, RegionCode region, string section) =>
        $"{Of(call, region)}/bagian/{Uri.EscapeDataString(section)}";
}

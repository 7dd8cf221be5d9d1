using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Features.Platform.Work;

/// <summary>How operations read on pages and in the terminal.</summary>
internal static class OperationWords
{
    public static string StateKey(OperationState state) => $"Host.Operations.State{state}";

    public static Tone ToneOf(OperationState state) => state switch
    {
        OperationState.Done => Tone.Positive,
        OperationState.Running => Tone.Info,
        OperationState.Failed => Tone.Danger,
        _ => Tone.Neutral,
    };

    public static IHtmlContent StateTag(OperationState state, Texts texts) => Tag.Render(texts[StateKey(state)], ToneOf(state));

    /// <summary>Name of the kind; its technical name where no module has it any more.</summary>
    public static string KindOf(OperationRow row, OperationKinds kinds, Texts texts) =>
        kinds.Find(row.Kind) is { } kind ? texts[kind.TextKey] : row.Kind;

    /// <summary>Who started it. What a schedule starts has the schedule's technical name, which says nothing to people.</summary>
    public static string StarterOf(OperationRow row, Texts texts) =>
        row.StartedBy is null && row.StartedByName.Contains('.') && !row.StartedByName.Contains(' ') ? texts["Host.Operations.BySchedule"]
            : row.StartedByName;

    public static string ProgressOf(OperationRow row, Texts texts) => (row.ProgressDone, row.ProgressTotal) switch
    {
        (0, 0) => string.Empty,
        (var done, 0) => texts["Host.Operations.Progress", done],
        var (done, total) => texts["Host.Operations.ProgressOf", done, total],
    };

    /// <summary>The views of background work that administrators have.</summary>
    public static IHtmlContent TabsAt(string current, Texts texts) => Tabs.Render(
        [
            new FrameLink(texts["Host.Operations.Title"], "/operasi"),
            new FrameLink(texts["Host.Events.Title"], "/operasi/kejadian"),
            new FrameLink(texts["Host.Mail.Title"], "/operasi/surel"),
        ],
        current,
        texts["Host.Operations.Title"]);

    public static string At(DateTime utc) => Formats.Instant(utc, RegionZone.WIB);
}

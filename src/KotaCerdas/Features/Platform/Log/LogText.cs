using KotaCerdas.Documents.Log;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Features.TransparencyLogs;

/// <summary>How the pages of the log say things.</summary>
internal static class LogText
{
    public static string Name(RegionCode region, string? name, Texts texts) =>
        region.IsNational ? texts["Host.Log.National"] : name ?? region.Value;

    public static string Witnesses(LogHead head, PublicLog logs, Texts texts) => logs.Quorum.All == 0
        ? texts["Host.Log.NoWitnesses"] : texts["Host.Log.WitnessCount", head.Witnesses.Count, logs.Quorum.All];

    public static string Kind(LoggedEntry? entry, LogKinds kinds, Texts texts) => entry is null ? texts["Host.Log.Unreadable"]
        : entry.Kind == LoggedEntry.Head ? texts["Host.Log.Head", entry.Region, Formats.Number(entry.Size ?? 0)]
        : kinds.Find(entry.Kind) is { } kind ? texts[kind.TextKey] : entry.Kind;

    public static string When(LoggedEntry? entry, Texts texts) => DateTimeOffset.TryParse(entry?.At, out var at)
        ? Formats.Instant(at.UtcDateTime, RegionZone.WIB) : texts["Host.Log.Unreadable"];

    public static IHtmlContent Verdict(ProofVerdict verdict, Texts texts) => verdict switch
    {
        ProofVerdict.Valid => Tag.Render(texts["Host.Log.Proved"], Tone.Positive),
        ProofVerdict.TooFewWitnesses => Tag.Render(texts["Host.Log.TooFewWitnesses"], Tone.Warning),
        ProofVerdict.NotIncluded => Tag.Render(texts["Host.Log.NotIncluded"], Tone.Danger),
        _ => Tag.Render(texts["Host.Log.Forged"], Tone.Danger),
    };
}

using KotaCerdas.Documents.Signatures;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Features.Documents;

/// <summary>Words and colours of what a check finds.</summary>
internal static class CheckText
{
    public static string TimeOf(CheckedSignature signature, Texts texts) => signature.At is not { } at ? texts["Host.Check.NoTime"]
        : signature.IsProven ? Formats.Instant(at.UtcDateTime, RegionZone.WIB)
        : texts["Host.Check.ClaimedTime", Formats.Instant(at.UtcDateTime, RegionZone.WIB)];

    /// <summary>A text of the certificate; a signature that is too broken has none.</summary>
    public static string Read(string text, Texts texts) => text.Length > 0 ? text : texts["Host.Check.Illegible"];

    public static string KeyOf(Verdict verdict) => verdict switch
    {
        Verdict.Valid => "Host.Check.Valid",
        Verdict.Altered => "Host.Check.Altered",
        Verdict.UnknownIssuer => "Host.Check.UnknownIssuer",
        Verdict.Expired => "Host.Check.Expired",
        Verdict.Revoked => "Host.Check.Revoked",
        Verdict.Withdrawn => "Host.Check.Withdrawn",
        _ => "Host.Check.Superseded",
    };

    /// <summary>Where a fact stands in the log, as a link to its entry and proof.</summary>
    public static Cell LogOf(RegionCode region, long? index, Texts texts) => index is not { } at ? texts["Host.Check.LogWaits"]
        : Cell.Link(texts["Host.Check.LogEntry", Formats.Number(at)], LogPaths.Entry(region, at));

    public static Tone ToneOf(Verdict verdict) => verdict switch
    {
        Verdict.Valid => Tone.Positive,
        Verdict.Altered or Verdict.Revoked => Tone.Danger,
        _ => Tone.Warning,
    };
}

using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>What was changed about a call after it opened, in the words that every page uses.</summary>
internal static class ChangeTexts
{
    /// <summary>That the call is withdrawn, since when, why and by which letter; nothing where it is not.</summary>
    public static IHtmlContent? Withdrawn(Call call, Texts texts) => call.WithdrawnAt is not { } at ? null : Notice.Render(new()
    {
        Tone = Tone.Warning,
        Title = texts["Movement.Call.WithdrawnOn", RegionZone.WIB.DateAt(new DateTimeOffset(at, TimeSpan.Zero))],
        Text = $"{call.WithdrawReason} ({Letter(call.WithdrawLetter, call.WithdrawLetterDate, texts)})",
    });

    /// <summary>Every extension with its reason; who did it is shown to officers.</summary>
    public static IHtmlContent Extensions(IReadOnlyList<CallExtension> extensions, bool withNames, Texts texts) => Table.Render(new()
    {
        Caption = texts["Movement.Call.Extensions"],
        Columns =
        [
            new(texts["Movement.Call.SubmitBy"]), new(texts["Movement.Call.PhaseAssess"]), new(texts["Movement.Call.ChangeReason"]),
            new(texts["Movement.Call.Letter"]), new(texts["Movement.Call.ExtendedAt"]),
        ],
        Rows = extensions.Select(x => (IReadOnlyList<Cell>)
        [
            texts["Movement.Call.FromTo", x.OldSubmitBy, x.NewSubmitBy],
            texts["Movement.Call.PhaseOf", x.NewAssessFrom, x.NewAssessTo],
            x.Reason,
            x.LetterNumber.Length == 0 ? texts["Movement.Call.NoLetter"] : Letter(x.LetterNumber, x.LetterDate, texts),
            withNames ? $"{Formats.Instant(x.At, RegionZone.WIB)}, {x.ByName}" : Formats.Instant(x.At, RegionZone.WIB),
        ]),
    });

    private static string Letter(string number, DateOnly? on, Texts texts) =>
        on is { } day ? texts["Movement.Invite.LetterOf", number, day] : number;
}

using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>Documents and their signatures, the same on every page.</summary>
internal static class SigningWords
{
    public static IReadOnlyList<Fact> Facts(IssuedDocument document, string fileHref, Texts texts) =>
    [
        new(texts["Movement.Signing.Number"], document.Number),
        new(texts["Movement.Signing.DatedOn"], Cell.Date(document.DatedOn)),
        new(texts["Movement.Signing.Document"], Cell.Link(texts["Movement.Signing.Download"], fileHref)),
        new(texts["Movement.Signing.Fingerprint"], Cell.Of(Hash.Render(document.ContentSha256))),
    ];

    public static IHtmlContent Places(SigningSheet sheet, RegionZone zone, Texts texts) => Table.Render(new()
    {
        Caption = texts["Movement.Signing.Places"], CaptionHidden = true,
        Columns = [new(texts["Movement.Signing.Office"]), new(texts["Movement.Signing.Party"]), new(texts["Movement.Signing.Signature"])],
        Rows = sheet.Lines.Select(IReadOnlyList<Cell> (l) =>
            [l.Place.Office, l.Party.Name, Cell.Of(Signed(l.Signature?.SignedAt, zone, texts))]),
    });

    /// <summary>When somebody signed, or that they have not.</summary>
    public static IHtmlContent Signed(DateTime? at, RegionZone zone, Texts texts) => at is { } when
        ? Markup.Join(Tag.Render(texts["Movement.Signing.Signed"], Tone.Positive), Markup.Text(" " + Formats.Instant(when, zone)))
        : Tag.Render(texts["Movement.Signing.NotSigned"]);

    /// <summary>The button that has a code sent, where one can be: the form goes there with what was typed.</summary>
    public static IHtmlContent? SendCode(bool sends, Texts texts) => sends
        ? Button.Render(new() { Text = texts["Movement.Signing.SendCode"], Kind = ButtonKind.Secondary, FormAction = "?handler=Code" })
        : null;
}

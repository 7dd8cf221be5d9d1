using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>A ceremony that is over, for anyone: what was signed, with a way to check every document; nothing of their content.</summary>
internal sealed class CeremonyPageModel(CeremonyDesk desk, DocumentSurroundings around) : ProductPage
{
    public CeremonyRoom Room { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await desk.RoomAsync(new(id), cancel) is not { Ceremony.State: CeremonyState.Closed } room)
        {
            return NotFound();
        }

        Room = room;
        return Page();
    }

    public IReadOnlyList<Fact> Facts(Texts words)
    {
        List<Fact> facts = [.. CeremonyWords.Facts(Room.Ceremony, words)];
        if (Room.Protocol is { } protocol)
        {
            facts.Add(new(words["Movement.Ceremony.Protocol"], Cell.Of(Markup.Join(
                Markup.Text(protocol.Number + " "), CheckLink(protocol, words)))));
        }

        return facts;
    }

    public IHtmlContent Seats(Texts words) => Table.Render(new()
    {
        Caption = words["Movement.Ceremony.Seats"], CaptionHidden = true,
        Columns =
        [
            new(words["Movement.Agreement.Region"]), new(words["Movement.Signing.Number"]), new(words["Movement.Signing.Office"]),
            new(words["Movement.Agreement.State"]), new(words["Movement.Signing.Check"]),
        ],
        Rows = Room.Seats.Select(IReadOnlyList<Cell> (s) =>
        [
            s.Region.Name, s.Document?.Number ?? "–", s.Office.Length > 0 ? s.Office : "–", Cell.Of(Outcome(s, words)),
            s.Document is { } document ? Cell.Of(CheckLink(document, words)) : "–",
        ]),
    });

    /// <summary>Why somebody did not sign is between the parties.</summary>
    private static IHtmlContent Outcome(RoomSeat seat, Texts words) => seat.Complete
        ? Tag.Render(words["Movement.Ceremony.SeatComplete"], Tone.Positive)
        : Tag.Render(words["Movement.Ceremony.SeatUnsigned"]);

    private HtmlBuilder CheckLink(IssuedDocument document, Texts words) => new HtmlBuilder().Start(
            "a", ("href", around.CheckAddress(document.CheckCode)))
        .Text(words["Movement.Ceremony.CheckNow"]).Element("span", " " + document.Number, ("class", "govuk-visually-hidden")).End();
}

using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>A region's seat in the room: who is there signs here; being on the page is being present.</summary>
[Needs]
internal sealed class SeatModel(
    CeremonyDesk desk, AgreementDesk agreements, SignAgreement sign, RoomFeed feed, SigningDesk signing, Actor actor)
    : SigningFields(signing)
{
    private AgreementFile _file = null!;

    public CeremonyRoom Room { get; private set; } = null!;

    public RoomSeat Seat { get; private set; } = null!;

    public bool MaySign => Room.Ceremony.State == CeremonyState.Open && Seat is { Document: not null, RegionSignedAt: null }
        && _file.SignedBy(actor) is { } party && !AgreementFile.IsNational(party);

    public Tone NextTone => Seat switch
    {
        { Complete: true } => Tone.Positive,
        { Problem: not null } => Tone.Warning,
        _ => Tone.Info,
    };

    /// <summary>True for the region's own people; others may look.</summary>
    private bool IsOwn => _file.SideOf(actor, AgreementPermissions.Read) is { } side && !AgreementFile.IsNational(_file.Party(side));

    public string NextStep(Texts words) => Seat switch
    {
        { Complete: true } => words["Movement.Ceremony.SeatNextDone"],
        { Problem: { } problem } => words[problem.Code, [.. problem.Args]],
        { RegionSignedAt: not null } => words["Movement.Ceremony.SeatNextMinistry"],
        { Document: null } => words["Movement.Ceremony.SeatNextPrint"],
        _ when Room.Ceremony.State == CeremonyState.Planned => words["Movement.Ceremony.SeatNextOpen"],
        _ when Room.Ceremony.State == CeremonyState.Closed => words["Movement.Ceremony.SeatNextMissed"],
        _ => words[MaySign ? "Movement.Ceremony.SeatNextSign" : "Movement.Ceremony.SeatNextOther", Seat.Office],
    };

    public IReadOnlyList<Fact> Facts(Texts words)
    {
        var zone = Seat.Region.Zone;
        List<Fact> facts = Seat.Document is { } document
            ? [.. SigningWords.Facts(document, AgreementPaths.Of(Seat.Region.Code, Seat.Seat.AgreementId) + "/tanda-tangan/berkas", words)]
            : [new(words["Movement.Signing.Document"], words["Movement.Ceremony.SeatUnprinted"])];
        facts.Add(new(words["Movement.Ceremony.RegionSigned"], Cell.Of(SigningWords.Signed(Seat.RegionSignedAt, zone, words))));
        facts.Add(new(words["Movement.Ceremony.MinistrySigned"], Cell.Of(SigningWords.Signed(Seat.MinistrySignedAt, zone, words))));
        facts.Add(new(words["Movement.Ceremony.Presence"], Seat.Seat.CameAt is { } came
            ? words["Movement.Ceremony.CameAt", Formats.Time(came, zone), Seat.Seat.CameOffice]
            : words["Movement.Ceremony.NotCome"]));
        return facts;
    }

    public async Task<IActionResult> OnGetAsync(Guid id, string region, CancellationToken cancel)
    {
        if (await LoadAsync(id, region, cancel) is { } closed)
        {
            return closed;
        }

        if (IsOwn && Room.Ceremony.State == CeremonyState.Open)
        {
            await desk.TouchAsync(Seat.Seat, actor.Name, cancel);
            return await LoadAsync(id, region, cancel) ?? Page();
        }

        return Page();
    }

    public async Task<IActionResult> OnGetKabarAsync(Guid id, string region, CancellationToken cancel)
    {
        if (await LoadAsync(id, region, cancel) is { } closed)
        {
            return closed;
        }

        await feed.SendAsync(
            HttpContext, new(id), IsOwn && Room.Ceremony.State == CeremonyState.Open ? (Seat.Region.Code, actor.Name) : null);
        return new EmptyResult();
    }

    public async Task<IActionResult> OnPostSignAsync(Guid id, string region, CancellationToken cancel)
    {
        if (await LoadAsync(id, region, cancel) is { } closed)
        {
            return closed;
        }

        if (Room.Ceremony.State != CeremonyState.Open)
        {
            return this.Invalid(new Problem("Movement.Ceremony.NotOpen"));
        }

        var done = await sign.RunAsync(Seat.Region.Code, Seat.Seat.AgreementId, Hand, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(CeremonyPaths.Seat(new(id), Seat.Region.Code));
    }

    public async Task<IActionResult> OnPostCodeAsync(Guid id, string region, CancellationToken cancel) =>
        await LoadAsync(id, region, cancel)
            ?? (MaySign ? await SendCodeAsync(cancel) : this.Invalid(new Problem("Movement.Signing.NotYours")));

    private async Task<IActionResult?> LoadAsync(Guid id, string region, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code) || await desk.SeatAsync(new(id), code, cancel) is not { } seat)
        {
            return NotFound();
        }

        var (file, closed) = await agreements.OpenAsync(region, seat.AgreementId.Value, cancel);
        if (file is null)
        {
            return closed;
        }

        var room = await desk.RoomAsync(new(id), cancel);
        if (room?.Seats.FirstOrDefault(s => s.Region.Code == code) is not { } own)
        {
            return NotFound();
        }

        (_file, Room, Seat) = (file, room, own);
        return null;
    }
}

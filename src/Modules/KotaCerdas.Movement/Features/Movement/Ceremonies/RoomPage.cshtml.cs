using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>The ministry's room: who is present, who has signed, the batch, witnesses, the protocol.</summary>
[Needs(CeremonyPermissions.SeeCode)]
internal sealed class RoomModel(CeremonyDesk desk, RoomActs acts, RoomFeed feed, SigningDesk signing, Actor actor, Texts texts)
    : SigningFields(signing)
{
    private const string Online = "daring";

    [BindProperty]
    public string? Office { get; set; }

    [BindProperty]
    public string? Institution { get; set; }

    [BindProperty]
    public string? Kind { get; set; } = nameof(AttendanceKind.Witness);

    [BindProperty]
    public string? Held { get; set; } = Online;

    public CeremonyRoom Room { get; private set; } = null!;

    /// <summary>What would keep agreements from coming into force; only for who can have it mended.</summary>
    public IReadOnlyList<(Problem Problem, int Seats)> Stops { get; private set; } = [];

    /// <inheritdoc />
    public override bool SendsCodes => false;

    public bool MayManage => actor.May(CeremonyPermissions.Manage, RegionCode.National);

    public bool MayOpen => MayManage && State == CeremonyState.Planned && Room.Seats.Any(s => s.Document is not null);

    public bool MayPrepare => MayManage && State != CeremonyState.Closed && Room.Seats.Any(s => s.Document is null);

    public bool MayClose => MayManage && State == CeremonyState.Open && !Room.Busy;

    public bool MayCountersign => Signs && State == CeremonyState.Open && Room.Complete < Room.Seats.Count;

    public bool MaySignProtocol => Signs && Room.Protocol is { State: DocumentState.Prepared };

    public IReadOnlyList<Choice> Kinds =>
        [.. Enum.GetValues<AttendanceKind>().Select(k => new Choice(k.ToString(), texts[$"Movement.AttendanceKind.{k}"]))];

    public IReadOnlyList<Choice> Ways =>
        [new("tempat", texts["Movement.Agreement.HeldAtPlace"]), new(Online, texts["Movement.Agreement.HeldOnline"])];

    private bool Signs => actor.May(AgreementPermissions.Sign, RegionCode.National);

    private CeremonyState State => Room.Ceremony.State;

    public string NextStep(Texts words) => State switch
    {
        CeremonyState.Planned when Room.Seats.Any(s => s.Document is null) || Room.Seats.Count == 0 =>
            words["Movement.Ceremony.NextPrepare"],
        CeremonyState.Planned => words["Movement.Ceremony.NextOpen"],
        CeremonyState.Open when Room.Busy => words["Movement.Ceremony.NextBusy"],
        CeremonyState.Open when Room.Waiting > 0 => words["Movement.Ceremony.NextCountersign", Room.Waiting],
        CeremonyState.Open when Room.Complete == Room.Seats.Count => words["Movement.Ceremony.NextClose"],
        CeremonyState.Open => words["Movement.Ceremony.NextRegions"],
        _ => words[Room.Protocol is { State: DocumentState.Issued } ? "Movement.Ceremony.NextDone" : "Movement.Ceremony.NextProtocol"],
    };

    public string CloseConfirm(Texts words) => words["Movement.Ceremony.CloseConfirm", Room.Complete, Room.Seats.Count];

    public IReadOnlyList<Fact> ProtocolFacts(IssuedDocument protocol, Texts words) =>
    [
        .. SigningWords.Facts(protocol, CeremonyPaths.Of(Room.Ceremony.Id) + "/berita-acara", words),
        new(words["Movement.Signing.Signature"], Cell.Of(SigningWords.Signed(protocol.IssuedAt, RegionZone.WIB, words))),
    ];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ?? Page();

    public async Task<IActionResult> OnGetKabarAsync(Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(id, cancel) is { } closed)
        {
            return closed;
        }

        await feed.SendAsync(HttpContext, new(id), null);
        return new EmptyResult();
    }

    public Task<IActionResult> OnPostOpenAsync(Guid id, CancellationToken cancel) => DoAsync(id, acts.Run.OpenAsync, cancel);

    public Task<IActionResult> OnPostPrepareAsync(Guid id, CancellationToken cancel) => DoAsync(id, acts.Run.PrepareAgainAsync, cancel);

    public Task<IActionResult> OnPostCloseAsync(Guid id, CancellationToken cancel) => DoAsync(id, acts.Close.RunAsync, cancel);

    public Task<IActionResult> OnPostProtocolAsync(Guid id, CancellationToken cancel) =>
        DoAsync(id, (ceremony, stop) => acts.Protocol.RunAsync(ceremony, Hand, stop), cancel);

    public Task<IActionResult> OnPostCountersignAsync(Guid id, int version, CancellationToken cancel) =>
        DoAsync(id, async (ceremony, stop) =>
        {
            var started = await acts.Countersign.RunAsync(ceremony, version, Hand, stop);
            return started.Failed ? Outcome.Fail<Nothing>(started.Problems) : Outcome.Done;
        }, cancel);

    public Task<IActionResult> OnPostAttendAsync(Guid id, CancellationToken cancel) => DoAsync(id, async (ceremony, stop) =>
        Named.TryRead<AttendanceKind>(Kind, out var kind)
            ? await acts.Run.AttendAsync(
                ceremony, (kind, (Office ?? string.Empty).Trim(), (Institution ?? string.Empty).Trim(), Held == Online), stop)
            : new Problem("Movement.Form.Choose", nameof(Kind)), cancel);

    private async Task<IActionResult> DoAsync(
        Guid id, Func<CeremonyId, CancellationToken, Task<Outcome<Nothing>>> act, CancellationToken cancel)
    {
        if (await LoadAsync(id, cancel) is { } closed)
        {
            return closed;
        }

        var done = await act(new(id), cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(CeremonyPaths.Room(new(id)));
    }

    private async Task<IActionResult?> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await desk.RoomAsync(new(id), cancel) is not { } room)
        {
            return NotFound();
        }

        Room = room;
        Stops = MayManage && State != CeremonyState.Closed ? await acts.Clocks.FindAsync(room, cancel) : [];
        return null;
    }
}

/// <summary>What can be done in the room.</summary>
internal sealed record RoomActs(
    RunCeremony Run, StartCountersign Countersign, CloseCeremony Close, SignProtocol Protocol, CeremonyClocks Clocks);

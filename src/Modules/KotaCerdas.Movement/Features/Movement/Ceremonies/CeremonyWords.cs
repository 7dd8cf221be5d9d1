using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>Ceremonies in words, the same on every page.</summary>
internal static class CeremonyWords
{
    public static IHtmlContent Of(CeremonyState state, Texts texts) => Tag.Render(texts[$"Movement.CeremonyState.{state}"], state switch
    {
        CeremonyState.Open => Tone.Accent,
        CeremonyState.Closed => Tone.Positive,
        _ => Tone.Info,
    });

    public static string Place(Ceremony ceremony, Texts texts) =>
        ceremony.HeldOnline ? texts["Movement.Agreement.HeldOnline"] : ceremony.Place;

    public static PageHead Head(Ceremony ceremony, string caption, Texts texts) => new()
    {
        Title = ceremony.Title,
        Caption = caption,
        State = Of(ceremony.State, texts),
        Breadcrumbs = [new(texts["Movement.Ceremony.ListTitle"], CeremonyPaths.List)],
    };

    public static IReadOnlyList<Fact> Facts(Ceremony ceremony, Texts texts)
    {
        List<Fact> facts =
        [
            new(texts["Movement.Ceremony.HeldOn"], Cell.Date(ceremony.HeldOn)),
            new(texts["Movement.Agreement.Place"], Place(ceremony, texts)),
        ];
        if (ceremony.OpenedAt is { } opened)
        {
            facts.Add(new(texts["Movement.Ceremony.OpenedAt"], Formats.Instant(opened, RegionZone.WIB)));
        }

        if (ceremony.ClosedAt is { } closed)
        {
            facts.Add(new(texts["Movement.Ceremony.ClosedAt"], Formats.Instant(closed, RegionZone.WIB)));
        }

        return facts;
    }

    /// <summary>How far all regions are.</summary>
    public static IHtmlContent Count(CeremonyRoom room, Texts texts)
    {
        var all = Formats.Number(room.Seats.Count);
        StatOptions Stat(string label, int value) => new() { Label = texts[label], Value = Formats.Number(value),
            Unit = texts["Movement.Ceremony.OutOf", all] };
        return Stats.Render(
            [
                Stat("Movement.Ceremony.CountPresent", room.Present), Stat("Movement.Ceremony.CountSigned", room.RegionsSigned),
                Stat("Movement.Ceremony.CountComplete", room.Complete),
            ],
            texts);
    }

    /// <summary>Where a seat is, with what keeps it there.</summary>
    public static IHtmlContent State(RoomSeat seat, Texts texts)
    {
        var (key, tone) = seat switch
        {
            { Problem: not null } => ("Movement.Ceremony.SeatProblem", Tone.Danger),
            { Complete: true } => ("Movement.Ceremony.SeatComplete", Tone.Positive),
            { Waits: true } => ("Movement.Ceremony.SeatRegionOnly", Tone.Info),
            { Document: null } => ("Movement.Ceremony.SeatUnprinted", Tone.Neutral),
            _ => ("Movement.Ceremony.SeatUnsigned", Tone.Neutral),
        };
        return seat.Problem is { } problem
            ? Markup.Join(Tag.Render(texts[key], tone), Markup.Text(" " + texts[problem.Code, [.. problem.Args]]))
            : Tag.Render(texts[key], tone);
    }

    public static IHtmlContent Seats(CeremonyRoom room, Texts texts) => Table.Render(new()
    {
        Caption = texts["Movement.Ceremony.Seats"], CaptionHidden = true,
        Columns =
        [
            new(texts["Movement.Agreement.Region"]), new(texts["Movement.Ceremony.Presence"]), new(texts["Movement.Signing.Number"]),
            new(texts["Movement.Ceremony.RegionSigned"]), new(texts["Movement.Ceremony.MinistrySigned"]),
            new(texts["Movement.Agreement.State"]),
        ],
        Rows = room.Seats.Select(IReadOnlyList<Cell> (s) =>
        [
            Cell.Link(s.Region.Name, $"{AgreementPaths.Of(s.Region.Code, s.Seat.AgreementId)}/tanda-tangan"),
            Cell.Of(Presence(room, s, texts)),
            s.Document?.Number ?? "–", Time(s.RegionSignedAt), Time(s.MinistrySignedAt), Cell.Of(State(s, texts)),
        ]),
        Empty = EmptyState.Render(new() { Title = texts["Movement.Ceremony.NoSeats"], Text = texts["Movement.Ceremony.NoSeatsText"] }),
    });

    private static IHtmlContent Presence(CeremonyRoom room, RoomSeat seat, Texts texts) => seat switch
    {
        { Present: true } => Tag.Render(texts["Movement.Ceremony.Present"], Tone.Positive),
        _ when room.Ceremony.State == CeremonyState.Closed => Tag.Render(texts["Movement.Ceremony.Absent"]),
        { Seat.CameAt: null } => Tag.Render(texts["Movement.Ceremony.NotCome"]),
        _ => Tag.Render(texts["Movement.Ceremony.Left"]),
    };

    public static IHtmlContent People(CeremonyRoom room, Texts texts) => Table.Render(new()
    {
        Caption = texts["Movement.Agreement.Attendance"], CaptionHidden = true,
        Columns =
        [
            new(texts["Movement.Agreement.Attendee"]), new(texts["Movement.Agreement.Institution"]), new(texts["Movement.Agreement.As"]),
            new(texts["Movement.Agreement.How"]),
        ],
        Rows = room.People.Select(IReadOnlyList<Cell> (p) =>
        [
            p.Office, p.Institution, texts[$"Movement.AttendanceKind.{p.Kind}"],
            texts[p.Online ? "Movement.Agreement.HeldOnline" : "Movement.Agreement.HeldAtPlace"],
        ]),
        Empty = EmptyState.Render(new() { Title = texts["Movement.Agreement.NoAttendance"] }),
    });

    private static Cell Time(DateTime? at) => at is { } when ? Formats.Time(when, RegionZone.WIB) : "–";
}

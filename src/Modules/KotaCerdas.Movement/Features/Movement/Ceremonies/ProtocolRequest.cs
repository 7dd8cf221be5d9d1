using System.Globalization;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>Makes of a room the data of its protocol, in Indonesian, the language of the document.</summary>
internal sealed class ProtocolRequest(Texts texts)
{
    public const string Host = "penyelenggara";
    private const string Kind = "berita-acara";
    private const string Unit = "KC";

    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id");

    public DocumentRequest Of(CeremonyRoom room, DateTime now)
    {
        var ceremony = room.Ceremony;
        var ministry = Ministry();
        var data = new DocumentData().Text("unit", Unit).Text("agency", ministry.Name).Text("event", ceremony.Title)
            .Text("place", ceremony.HeldOnline ? Say("Movement.Signing.OnlinePlace") : ceremony.Place)
            .Text("openedAt", Formats.Time(ceremony.OpenedAt!.Value, RegionZone.WIB, Indonesian))
            .Text("closedAt", Formats.Time(now, RegionZone.WIB, Indonesian))
            .Number("signed", room.Complete).Number("expected", room.Seats.Count)
            .List("memoranda", room.Seats.Select(s => new DocumentData().Text("region", s.Region.Name)
                .Text("number", s.Document?.Number ?? "–").Text("signer", s.Office.Length > 0 ? s.Office : "–")
                .Text("state", Say(StateOf(s)))));
        var attendance = room.Seats.Where(s => s.Seat.CameAt is not null)
            .Select(s => Row(s.Seat.CameOffice, s.Region.Name, ceremony.HeldOnline, AttendanceKind.Attendee))
            .Concat(room.People.Select(p => Row(p.Office, p.Institution, p.Online, p.Kind))).ToList();
        if (attendance.Count > 0)
        {
            data.List("attendance", attendance);
        }

        var notes = room.Seats.Where(s => s.Problem is not null).Select(s => new DocumentData().Text(
            "text", Say("Movement.Ceremony.ProtocolNote", s.Region.Name, Say(s.Problem!.Code, s.Problem.Args)))).ToList();
        if (notes.Count > 0)
        {
            data.List("notes", notes);
        }

        return new DocumentRequest(
            RegionCode.National, Kind, CeremonyPaths.Subject(ceremony.Id), ceremony.Title, data, [new(Host, ministry.Office)])
        {
            DatedOn = RegionZone.WIB.DateAt(new DateTimeOffset(now, TimeSpan.Zero)),
            Generated = ceremony.Generated,
        };
    }

    private static string StateOf(RoomSeat seat) => seat.Complete ? "Movement.Ceremony.SeatComplete"
        : seat.RegionSignedAt is not null ? "Movement.Ceremony.SeatRegionOnly" : "Movement.Ceremony.SeatUnsigned";

    private DocumentData Row(string office, string institution, bool online, AttendanceKind kind) => new DocumentData()
        .Text("office", kind == AttendanceKind.Witness ? Say("Movement.Ceremony.AsWitness", office) : office)
        .Text("region", institution)
        .Text("way", Say(online ? "Movement.Agreement.HeldOnline" : "Movement.Agreement.HeldAtPlace"));

    /// <summary>The ministry as the shipped template of its memoranda names it.</summary>
    private static TemplateParty Ministry() => AgreementCatalogue.Shipped.Newest
        .SelectMany(t => t.Parties).First(p => AgreementCatalogue.Shipped.Kind(p.Kind)?.ActsAs == ActsAs.National);

    private string Say(string key, params object[] args) => texts.Get(key, Indonesian, args);
}

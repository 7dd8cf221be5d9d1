using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>What the page of a meeting shows, in rows and words.</summary>
internal static class MeetingTables
{
    public static string Title(MeetingView view, Texts texts) => view.Meeting.Kind == MeetingKind.Session
        ? texts["Movement.Meeting.SessionTitle", view.Access.Guide.StageOf(view.Meeting.Stage).Name.In()]
        : texts["Movement.Meeting.BodyTitle", MeetingTexts.Kind(view.Meeting.Kind, texts), view.Meeting.FromOn];

    public static FrameLink Up(MeetingView view, Texts texts) => view.Meeting.CallId is { } call
        ? new(texts["Movement.Workspace.Title", view.Access.Region.Name], MentoringPaths.Of(call, view.Access.Region.Code))
        : new(texts["Movement.Institution.Title", view.Access.Region.Name], MentoringPaths.Institutions(view.Access.Region.Code));

    public static IReadOnlyList<Fact> Facts(MeetingView view, Texts texts) =>
    [
        new(texts["Movement.Meeting.When"], MeetingTexts.When(view.Meeting, texts)),
        new(texts["Movement.Meeting.Where"],
            texts[view.Meeting.IsVirtual ? "Movement.Meeting.VirtualAt" : "Movement.Meeting.PlaceAt", view.Meeting.Place]),
        new(texts["Movement.Meeting.Agenda"], view.Meeting.Agenda),
    ];

    public static IEnumerable<IReadOnlyList<Cell>> Attendance(MeetingView view) => view.Attendance.Select(a =>
        (IReadOnlyList<Cell>)[a.Office, view.Parties.FirstOrDefault(p => p.Code == a.Party)?.Name.In() ?? a.Party,
            Formats.Number(a.People)]);

    public static IReadOnlyList<Cell> Total(MeetingView view, Texts texts) =>
        [texts["Movement.Meeting.Total"], "", Formats.Number(view.Attendance.Sum(a => a.People))];

    public static IReadOnlyList<Choice> Parties(MeetingView view) => [.. view.Parties.Select(p => new Choice(p.Code, p.Name.In()))];

    public static string KindOf(MeetingView view, MeetingFile file, Texts texts) =>
        view.Access.Guide.Materials.FirstOrDefault(m => m.Of == view.Meeting.Stage && m.Code == file.Material)?.Name.In()
        ?? texts[$"Movement.MeetingFile.{file.Kind}"];

    /// <summary>The materials of the stage by name, another material, the minutes.</summary>
    public static IReadOnlyList<Choice> FileKinds(MeetingView view, Texts texts) =>
    [
        .. view.Access.Guide.Materials.Where(m => m.Of == view.Meeting.Stage).Select(m => new Choice(m.Code, m.Name.In())),
        .. Enum.GetValues<MeetingFileKind>().Select(k => new Choice(k.ToString(), texts[$"Movement.MeetingFile.{k}"])),
    ];

    public static IEnumerable<IReadOnlyList<Cell>> Decisions(MeetingView view, DateOnly today, Texts texts) => view.Decisions.Select(d =>
        (IReadOnlyList<Cell>)
        [
            d.Body, d.OwnerOffice, Cell.Date(d.DueOn), Cell.Of(MeetingTexts.State(d, today, texts)),
            d.ClosedOn is { } on ? texts["Movement.Meeting.OutcomeOn", d.Outcome, on, d.ClosedByName] : "–",
        ]);

    public static IReadOnlyList<Choice> Closable(MeetingView view) =>
        [.. view.Decisions.Where(d => d.State == MeetingDecisionState.Open).Select(d => new Choice(d.Id.ToString(), d.Body))];
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>A region's mentoring: what comes next, and every stage with its deliverables, sessions and reports.</summary>
[Needs]
internal sealed class WorkspaceModel(
    KotaDb db, MentoringDesk desk, NextSteps next, MeetingDesk meetings, MentoringRecords records, Actor actor) : ProductPage
{
    private IReadOnlyList<Meeting> _sessions = [];
    private Dictionary<Guid, int> _people = [];

    public MentoringFile Work { get; private set; } = null!;

    public string Title { get; private set; } = string.Empty;

    public IReadOnlyList<TaskStep> Steps { get; private set; } = [];

    /// <summary>What it came from.</summary>
    public IReadOnlyList<FrameLink> Thread { get; private set; } = [];

    public bool MayPlan => actor.May(InstitutionPermissions.Edit, Work.Region.Code) || actor.Mentors(Work.Mentoring);

    private DateOnly Today => records.TodayIn(Work.Region);

    public async Task<IActionResult> OnGetAsync(
        Guid call, string region, [FromServices] ThreadLinks thread, CancellationToken cancel)
    {
        var read = await MentoringPages.ReadAsync(desk, call, region, cancel);
        if (read.Failed)
        {
            return MentoringPages.Closed(read.Problem);
        }

        Work = read.Value;
        Title = (await db.Shared<Call>().AsNoTracking().SingleAsync(c => c.Id == Work.Mentoring.CallId, cancel)).Title;
        Steps = await next.OfAsync(Work, Today, cancel);
        Thread = await thread.OfAsync(Work, cancel);
        _sessions = await meetings.SessionsAsync(Work.Region.Code, Work.Mentoring.CallId, cancel);
        var ids = _sessions.Select(s => s.Id).ToList();
        _people = await db.In<MeetingAttendance>(RegionScope.Of(Work.Region.Code))
            .Where(a => a.RegionCode == Work.Region.Code && ids.Contains(a.MeetingId)).GroupBy(a => a.MeetingId)
            .Select(g => new { g.Key, People = g.Sum(a => a.People) }).ToDictionaryAsync(g => g.Key, g => g.People, cancel);
        return Page();
    }

    public FrameLink Up(Texts texts) =>
        actor.May(MentoringPermissions.Board, RegionCode.National)
            ? new(texts["Movement.Season.BoardTitle"], MentoringPaths.Season(Work.Mentoring.CallId))
            : actor.Mentors(Work.Mentoring) ? new(texts["Movement.Queue.Title"], MentoringPaths.Queue)
            : new(texts["Movement.MyMentoring.Title"], MentoringPaths.Mine);

    public string Lead(Texts texts) => Work.Mentoring.MentorUser is null
        ? texts["Movement.Workspace.LeadNoMentor", Work.Mentoring.StartedOn, Work.Mentoring.DueOn]
        : texts["Movement.Workspace.Lead", Work.Mentoring.StartedOn, Work.Mentoring.DueOn, Work.Mentoring.MentorName];

    public IHtmlContent State(Texts texts) => Work.Mentoring.CompletedOn is { } on
        ? Tag.Render(texts["Movement.Workspace.CompletedOn", on], Tone.Positive)
        : MentoringTags.Due(Work.Mentoring.DueOn, Today, texts);

    public IHtmlContent StageState(GuideStage stage, Texts texts) => Work.OpeningOf(stage.Code) switch
    {
        null => Tag.Render(texts["Movement.Stage.Closed"]),
        { CompletedOn: not null } => Tag.Render(texts["Movement.Stage.Done"], Tone.Positive),
        var opening when opening.DueOn < Today => Tag.Render(texts["Movement.Stage.Late"], Tone.Danger),
        _ => Tag.Render(texts["Movement.Stage.Open"], Tone.Info),
    };

    public string StageDates(StageOpening opening, Texts texts) => opening.CompletedOn is { } done
        ? texts["Movement.Stage.DatesDone", opening.OpenedOn, done]
        : texts["Movement.Stage.Dates", opening.OpenedOn, opening.DueOn, States.DaysLeft(opening.DueOn, Today, texts).Text];

    public IReadOnlyList<Cell> Row(GuideDeliverable deliverable, Texts texts)
    {
        var state = Work.StateOf(deliverable.Code);
        var name = deliverable.Required ? deliverable.Name.In() : texts["Movement.Workspace.Optional", deliverable.Name.In()];
        return
        [
            Cell.Link(name, MentoringPaths.Deliverable(Work.Mentoring.CallId, Work.Region.Code, deliverable.Code)),
            Cell.Of(MentoringTags.Of(state, texts)), Formats.Number(state?.Latest ?? 0),
            state?.ChangeUntil is { } until ? Cell.Date(until) : "–",
        ];
    }

    public IEnumerable<IReadOnlyList<Cell>> SessionRows(GuideStage stage, Texts texts) => _sessions.Where(s => s.Stage == stage.Code)
        .Select(s => (IReadOnlyList<Cell>)
        [
            Cell.Link(MeetingTexts.When(s, texts), MentoringPaths.Meeting(Work.Region.Code, s.Id)), s.Place,
            Cell.Of(MeetingTexts.State(s, Today, texts)), Formats.Number(_people.GetValueOrDefault(s.Id)),
        ]);

    public IHtmlContent About(GuideStage stage, Texts texts) => SummaryList.Render(
        [
            new(texts["Movement.Stage.Work"], stage.Work.In()),
            new(texts["Movement.Stage.Participants"], Names(Work.Guide.Participants, stage)),
            new(texts["Movement.Stage.Materials"], Names(Work.Guide.Materials, stage)),
            new(texts["Movement.Stage.Days"], texts["Movement.Stage.DaysOf", stage.Days]),
        ], texts);

    private static string Names(IEnumerable<GuideName> names, GuideStage stage) =>
        string.Join(", ", names.Where(n => n.Of == stage.Code).Select(n => n.Name.In()));
}

/// <summary>A stage that has opened, on the page of a region's mentoring.</summary>
internal sealed record StageView(WorkspaceModel Page, GuideStage Stage);

/// <summary>What pages of mentoring share: reading the file of the address, and what is answered where it may not be seen.</summary>
internal static class MentoringPages
{
    public static async Task<Outcome<MentoringFile>> ReadAsync(MentoringDesk desk, Guid call, string region, CancellationToken cancel) =>
        RegionCode.TryParse(region, out var code)
            ? await desk.ReadAsync(code, new CallId(call), cancel)
            : new Problem("Movement.Mentoring.NotFound");

    /// <summary>403 where it may not be seen, else 404.</summary>
    public static IActionResult Closed(Problem problem) =>
        problem.Code == "Platform.Access.NotAllowed" ? new StatusCodeResult(403) : new NotFoundResult();
}

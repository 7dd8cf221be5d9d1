using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Assignments;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Country;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Boards;

/// <summary>Where a region stands.</summary>
/// <param name="Mentoring">Null for a province that has none.</param>
internal sealed record RegionStanding(RegionFacts Facts, PublicMentoringView? Mentoring);

/// <summary>A region's first screen: what needs it now, in which state, until when.</summary>
[Needs(CallPermissions.ReadCode)]
internal sealed class MineModel(
    MineRows rows, ObligationRows obligations, RegionQueries facts, PublicMentoring mentoring, Actor actor, TimeProvider clock)
    : ProductPage
{
    /// <summary>Who looks after more regions than this finds their figures by the links.</summary>
    private const int MostStandings = 3;

    public IReadOnlyList<(Region Region, IReadOnlyList<MineRow> Rows)> Regions { get; private set; } = [];

    /// <summary>Where each of a few regions stands: the figures by which others measure it, and its mentoring.</summary>
    public IReadOnlyList<RegionStanding> Standings { get; private set; } = [];

    /// <summary>Agreements and ceremonies that wait for the reader.</summary>
    public IReadOnlyList<AgreementWait> Waits { get; private set; } = [];

    /// <summary>Seasons of mentoring that are not over, of who looks after a few regions.</summary>
    public IReadOnlyList<OwnSeason> Seasons { get; private set; } = [];

    /// <summary>Obligations of agreements that the reader may see.</summary>
    public DueSummary Due { get; private set; } = null!;

    public DateOnly Today => obligations.Today;

    public async Task OnGetAsync(
        [FromServices] OwnMentoring own, [FromServices] AgreementWaiting agreements, CancellationToken cancel)
    {
        var codes = actor.Grants.Where(g => !g.Region.IsNational && g.Permissions.Contains(CallPermissions.ReadCode)).Select(g => g.Region)
            .Distinct().ToList();
        List<(Region, IReadOnlyList<MineRow>)> found = [];
        foreach (var region in await rows.RegionsAsync(codes, cancel))
        {
            found.Add((region, await rows.OfAsync(region, cancel)));
        }

        Regions = found;
        List<RegionStanding> standings = [];
        foreach (var (region, _) in found.Count <= MostStandings ? found : [])
        {
            var seen = await mentoring.OfAsync(region, cancel);
            standings.Add(new((await facts.FindAsync(region.Slug, cancel))!,
                region.Kind == RegionKind.Province && seen.IsEmpty ? null : seen));
        }

        Standings = standings;
        Waits = await agreements.OfReaderAsync(cancel);
        Seasons = found.Count <= MostStandings ? await own.AllAsync(open: true, cancel) : [];
        Due = await obligations.SummaryAsync(cancel);
    }

    public IReadOnlyList<Cell> WaitRow(AgreementWait wait, Texts texts) =>
    [
        texts[wait.TextKey], wait.Title, wait is { Region: "", Due: { } on } ? Cell.Date(on) : wait.Region,
        Cell.Of(Button.Render(new()
        {
            Text = texts[wait.ActionKey], Href = wait.Href, Small = true, Kind = ButtonKind.Secondary, About = wait.Title,
        })),
    ];

    public IHtmlContent StateOf(MineRow row, Texts texts) => row switch
    {
        { Call.Status: CallStatus.Withdrawn } => States.Of(row.Call.Status, texts),
        { Outcome: { } outcome } => RankTexts.ResultTag(outcome.Result, texts),
        { Application: { } application } => States.Of(application.Status, texts),
        { Invitation.Status: InvitationStatus.Requested } => Tag.Render(texts["Movement.Invite.Waiting"], Tone.Info),
        { Invitation.Status: InvitationStatus.Refused } => Tag.Render(texts["Movement.Invite.Refused"]),
        { Invitation: not null } => States.Of((ApplicationStatus?)null, texts),
        _ => States.Of(row.Call.Status, texts),
    };

    public string SentenceOf(Region region, MineRow row, Texts texts)
    {
        var today = region.Zone.DateAt(clock.GetUtcNow());
        var due = row.Call.LastDay(row.Application);
        var left = States.DaysLeft(due, today, texts).Text;
        return row switch
        {
            { Call.Status: CallStatus.Withdrawn } => texts["Movement.Mine.CallWithdrawn", row.Call.WithdrawReason],
            { Outcome: { } outcome } => OutcomeTexts.Result(outcome, row.Call.Quota, texts),
            { Application.Status: ApplicationStatus.Submitted } =>
                texts["Movement.Application.LeadSubmitted", row.Application.SubmittedOn!.Value],
            { Application.Status: ApplicationStatus.Verified, Call.Status: CallStatus.Selecting or CallStatus.Decided } =>
                texts["Movement.Mine.AwaitsResult"],
            { Application.Status: ApplicationStatus.Verified } =>
                texts["Movement.Application.LeadVerified", row.Call.AssessFrom, row.Call.AssessTo],
            { Application.Status: ApplicationStatus.Withdrawn } => texts["Movement.Application.LeadWithdrawn"],
            { Application.Status: ApplicationStatus.Returned } => texts["Movement.Mine.Returned", due, region.Zone.ToString(), left],
            { Invitation.Status: InvitationStatus.Requested } => texts["Movement.Mine.Requested"],
            { Invitation.Status: InvitationStatus.Refused } => texts["Movement.Mine.Refused", row.Invitation.AnswerReason],
            { Invitation: not null, Call.Status: > CallStatus.Open } => texts["Movement.Mine.NotApplied", row.Call.SubmitBy],
            { Invitation: not null } => texts["Movement.Mine.Apply", due, region.Zone.ToString(), left],
            _ => texts["Movement.Mine.NotInvited", due],
        };
    }

    /// <summary>When the region is heard, from the telling of the timetable to the end of the assessment.</summary>
    public string? InterviewOf(MineRow row, Texts texts) =>
        row is { Call.Status: CallStatus.Assessing, Application: { Status: ApplicationStatus.Verified, InterviewOn: not null } application }
            ? InterviewTexts.Of(application, texts)
            : null;

    /// <summary>What the region may do about an announced result, and what comes next.</summary>
    public IEnumerable<string> AfterResult(Region region, MineRow row, Texts texts) =>
    [
        OutcomeTexts.Objection(row.Outcome!, region.Zone.DateAt(clock.GetUtcNow()), texts),
        row.Memorandum switch
        {
            { SignedOn: { } signed } => texts["Movement.Mine.Signed", signed],
            { } => texts["Movement.Mine.Agreeing"],
            _ => OutcomeTexts.Next(row.Outcome!, texts),
        },
    ];

    public IHtmlContent ActionOf(Region region, MineRow row, Texts texts)
    {
        if (row.Outcome is { } outcome)
        {
            return AfterAnnouncement(region, row, outcome, texts);
        }

        var path = Paths.Of(row.Call.Id, region.Code);
        var open = row.Call.TakesSubmissions(region.Zone, clock.GetUtcNow());
        if (row.Invitation is null)
        {
            return open && actor.May(CallPermissions.Submit, region.Code)
                ? Button.Render(new() { Text = texts["Movement.Invite.Join"], Href = $"{Paths.Of(row.Call.Id)}/ikut/{region.Code}",
                    Kind = ButtonKind.Secondary })
                : Markup.Link(texts["Movement.Mine.SeeCall"], Paths.Of(row.Call.Id));
        }

        return row switch
        {
            { Invitation.Status: not InvitationStatus.Invited } or { Call.Status: CallStatus.Withdrawn, Application: null } =>
                Markup.Link(texts["Movement.Mine.SeeCall"], Paths.Of(row.Call.Id)),
            { Application.Status: ApplicationStatus.Returned, Call.Status: not CallStatus.Withdrawn } =>
                Button.Render(new() { Text = texts["Movement.Mine.Improve"], Href = path }),
            { Application: null or { Status: ApplicationStatus.Draft } } when open => Button.Render(new()
            {
                Text = texts[row.Application is null ? "Movement.Mine.Start" : "Movement.Mine.GoOn"], Href = path,
            }),
            _ => Button.Render(new() { Text = texts["Movement.Mine.See"], Href = path, Kind = ButtonKind.Secondary }),
        };
    }

    private HtmlBuilder AfterAnnouncement(Region region, MineRow row, RegionOutcome outcome, Texts texts)
    {
        var call = row.Call.Id;
        var reasons = $"{CallTabs.PathOf(call, "hasil")}/{region.Slug}";
        var html = new HtmlBuilder().Add(Button.Render(new() { Text = texts["Movement.Outcome.Reasons"], Href = reasons }));
        var objects = outcome.MayObjectOn(region.Zone.DateAt(clock.GetUtcNow()));
        if ((objects || outcome.Objection is not null) && actor.May(AssessmentPermissions.FileObjection, region.Code))
        {
            var text = texts[objects ? "Movement.Objection.File" : "Movement.Outcome.SeeObjection"];
            html.Add(Button.Render(new() { Text = text, Href = CallTabs.PathOf(call, "keberatan"), Kind = ButtonKind.Secondary }));
        }

        if (row.Memorandum is { } memorandum && actor.May(AgreementPermissions.Read, region.Code))
        {
            html.Add(Button.Render(new()
            {
                Text = texts["Movement.Mine.Memorandum"], Href = AgreementPaths.Of(memorandum), Kind = ButtonKind.Secondary,
            }));
        }

        return html.Add(Button.Render(
            new() { Text = texts["Movement.Mine.See"], Href = Paths.Of(call, region.Code), Kind = ButtonKind.Plain }));
    }
}

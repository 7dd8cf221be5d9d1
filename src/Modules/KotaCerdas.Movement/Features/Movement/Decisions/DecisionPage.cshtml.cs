using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreement;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>The selection: draft, two approvals, announcement.</summary>
[Needs("movement.score.see")]
internal sealed class DecisionPage(
    AssessmentDesk desk, DecisionReader reader, FillPlace fill, Standings standings, Actor actor, Texts texts) : ProductPage
{
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>Why regions that need moderation were not moderated, as typed.</summary>
    [BindProperty]
    public string? UnmoderatedReason { get; set; }

    [BindProperty]
    public string? Remark { get; set; }

    [BindProperty]
    public Guid DecisionId { get; set; }

    [BindProperty(SupportsGet = true, Name = "wilayah")]
    public string? RegionCode { get; set; }

    /// <summary>Code of the region that gives its place up, or empty.</summary>
    [BindProperty]
    public string? Withdrawn { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Why the draft is returned, as typed.</summary>
    [BindProperty]
    public string? ReturnReason { get; set; }

    public Call Call { get; private set; } = null!;

    /// <summary>How the places are taken; null for those who do not draft, and as long as a decision is under way.</summary>
    public Places? Places { get; private set; }

    /// <summary>Who may give a place up.</summary>
    public IReadOnlyList<Choice> MayLeave =>
    [
        .. Places!.Selected.Select(r => new Choice(r.Region.Code.Value, r.Region.Name)),
        .. Places.Reserves.Select(r => new Choice(r.Region.Code.Value, texts["Movement.Place.OnReserve", r.Region.Name])),
    ];

    /// <summary>How many places are taken: after objections there may be more regions than places.</summary>
    public string PlacesTaken(Places places) => places.Free switch
    {
        > 0 => texts["Movement.Place.Lead", places.Selected.Count, places.Quota],
        0 => texts["Movement.Place.Full", places.Quota],
        _ => texts["Movement.Place.Over", places.Selected.Count, places.Quota, -places.Free],
    };

    public DecisionView? View { get; private set; }

    /// <summary>Regions whose panels are as far apart as the call's rule and that nobody has moderated; asked only of who drafts.</summary>
    public IReadOnlyList<string> Unmoderated { get; private set; } = [];

    /// <summary>Whose turn it is with the decision shown, or null.</summary>
    public string? Turn => Call.Status == CallStatus.Withdrawn ? texts["Movement.Call.IsWithdrawn"] : View switch
    {
        { Returned: not null, Decision.CorrectsId: not null } => texts["Movement.Decision.ReturnedCorrection"],
        { Returned: not null } => texts["Movement.Next.Redraft"],
        { Approvals.Count: 0 } => texts["Movement.Next.Director"],
        { Approvals.Count: 1 } => texts["Movement.Next.General"],
        { Announced: null } => texts["Movement.Next.Announce"],
        _ => null,
    };

    public bool MayDraft =>
        actor.MayAnywhere(AssessmentPermissions.DraftSelection) && Call.Status is CallStatus.Assessing or CallStatus.Selecting;

    public bool MayApprove =>
        Call.Status != CallStatus.Withdrawn && View is { Approvals.Count: < 2, Returned: null } && View.Decision.DraftedBy != actor.User
        && View.Approvals.All(a => a.UserId != actor.User)
        && actor.MayAnywhere(View.Approvals.Count == 0 ? AssessmentPermissions.ApproveAsDirector : AssessmentPermissions.ApproveAsGeneral);

    public bool MayAnnounce => View is { Approvals.Count: 2, Announced: null } && actor.MayAnywhere(AssessmentPermissions.Announce);

    public bool MayRemark => Call.Status != CallStatus.Withdrawn && View is { Approvals.Count: 0, Returned: null }
        && actor.MayAnywhere(AssessmentPermissions.DraftSelection);

    public DecisionRow? RemarkRegion => MayRemark ? View!.Rows.FirstOrDefault(r => r.Region.Code.Value == RegionCode) : null;

    public ListPage<DecisionRow> Listed => ListPages.Of(HttpContext, View!.Rows, r => r.Region.Code.Value, beside: "wilayah");

    /// <summary>The regions of the decision shown that were not moderated, with how far apart their assessors are.</summary>
    public IHtmlContent GapList
    {
        get
        {
            var html = new HtmlBuilder().Start("ul");
            foreach (var row in View!.Rows)
            {
                if (row.Reasons.Unmoderated is { } gap)
                {
                    html.Element("li", texts["Movement.Decision.UnmoderatedRow", row.Region.Name,
                        Formats.Decimal(gap.Difference, 2), Formats.Decimal(gap.Bound, 2)]);
                }
            }

            return html.End();
        }
    }

    /// <summary>What becomes public, and for whom the days to object begin.</summary>
    public string AnnounceConfirm =>
        texts[View!.Decision.CorrectsId is null ? "Movement.Decision.AnnounceConfirm" : "Movement.Decision.AnnounceCorrectionConfirm"];

    public IHtmlContent ReturnForm => Markup.Join(
        Textarea.Render(
            new()
            {
                Name = nameof(ReturnReason), Label = texts["Movement.Decision.ReturnReason"], Hint = texts["Movement.Decision.ReturnHint"],
                Rows = 3, MaxLength = ApproveDecision.ReasonLength, Value = ReturnReason,
                Error = ModelState.TryGetValue(nameof(ReturnReason), out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null,
            },
            texts),
        Button.Render(new() { Text = texts["Movement.Decision.Return"], Kind = ButtonKind.Secondary }));

    public IReadOnlyList<TimelineEvent> Events =>
    [
        .. View!.ReturnedBefore.Select(r => Event(
            texts["Movement.Decision.EventReturnedNumber", r.Number], r.Answer.At, r.Answer.ByName) with { Text = r.Answer.ReturnReason }),
        Event(texts["Movement.Decision.EventDrafted"], View.Decision.DraftedAt, View.Decision.DraftedByName),
        .. View.Approvals.Select(a => Event(
            texts[a.Step == ApprovalStep.Director ? "Movement.Decision.EventDirector" : "Movement.Decision.EventGeneral"], a.At, a.ByName)),
        .. View.Returned is { } no
            ? new[] { Event(texts["Movement.Decision.EventReturned"], no.At, no.ByName) with { Text = no.ReturnReason } } : [],
        .. View.Announced is { } announced
            ? new[] { Event(texts["Movement.Decision.EventAnnounced"], announced.At, announced.ByName) } : [],
    ];

    public string RemarkHref(DecisionRow row) => ListQuery.Beside(HttpContext, "wilayah", row.Region.Code.Value) + "#catatan";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        Remark = RemarkRegion?.Remark;
        return Page();
    }

    public Task<IActionResult> OnPostAsync(Guid id, [FromServices] DraftDecision draft, CancellationToken cancel) =>
        AnswerAsync(id, draft.RunAsync(new CallId(id), new(Note ?? string.Empty, UnmoderatedReason ?? string.Empty), cancel), cancel);

    public Task<IActionResult> OnPostApproveAsync(Guid id, [FromServices] ApproveDecision approve, CancellationToken cancel) =>
        AnswerAsync(id, approve.RunAsync(new CallId(id), DecisionId, cancel), cancel);

    public Task<IActionResult> OnPostReturnAsync(Guid id, [FromServices] ApproveDecision approve, CancellationToken cancel) =>
        AnswerAsync(id, approve.ReturnAsync(new CallId(id), DecisionId, ReturnReason ?? string.Empty, cancel), cancel);

    public Task<IActionResult> OnPostAnnounceAsync(Guid id, [FromServices] AnnounceDecision announce, CancellationToken cancel) =>
        AnswerAsync(id, announce.RunAsync(new CallId(id), DecisionId, cancel), cancel);

    public Task<IActionResult> OnPostPlaceAsync(Guid id, CancellationToken cancel) => AnswerAsync(
        id, fill.RunAsync(
            new(new CallId(id), Platform.RegionCode.TryParse(Withdrawn, out var region) ? region : null, Reason ?? string.Empty), cancel),
        cancel);

    public async Task<IActionResult> OnPostRemarkAsync(Guid id, [FromServices] RemarkOnLine remark, CancellationToken cancel) =>
        Platform.RegionCode.TryParse(RegionCode, out var region)
            ? await AnswerAsync(id, remark.RunAsync(new CallId(id), DecisionId, region, Remark ?? string.Empty, cancel), cancel)
            : NotFound();

    private async Task<IActionResult> AnswerAsync<T>(Guid id, Task<Outcome<T>> running, CancellationToken cancel)
    {
#pragma warning disable VSTHRD003 // the operation was started by the handler above, in the same request
        var outcome = await running;
#pragma warning restore VSTHRD003
        return !await LoadAsync(id, cancel) ? NotFound()
            : outcome.Failed ? this.Invalid(outcome.Problems)
            : this.SeeOther(CallTabs.PathOf(Call.Id, "keputusan"));
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        var call = await desk.CallAsync(new CallId(id), cancel);
        if (call.Failed)
        {
            return false;
        }

        Call = call.Value;
        View = await reader.CurrentAsync(Call.Id, cancel) is { } current ? await reader.ReadAsync(current, cancel) : null;
        if (MayDraft && await standings.OfCallAsync(Call.Id, cancel) is { Failed: false, Value: { Complete.Count: > 0 } standing })
        {
            Unmoderated = [.. DraftDecision.Unmoderated(standing).Select(r => r.Region.Name)];
        }

        Places = actor.MayAnywhere(AssessmentPermissions.DraftSelection) ? await fill.OfAsync(Call.Id, cancel) : null;
        return true;
    }

    private static TimelineEvent Event(string title, DateTime at, string by) => new(title, Formats.Instant(at, RegionZone.WIB)) { By = by };
}

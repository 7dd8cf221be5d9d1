using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>A deliverable: every version with what was said about it; adding, handing in, accepting, returning, commenting.</summary>
[Needs]
[OpensFiles]
internal sealed class DraftPageModel(MentoringDesk desk, DraftRows rows, MentoringRecords records, Actor actor) : ProductPage
{
    private DraftHistory _history = new([], [], []);

    public MentoringFile Work { get; private set; } = null!;

    public GuideDeliverable Of { get; private set; } = null!;

    public Deliverable? State => Work.StateOf(Of.Code);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Draft> Drafts => _history.Drafts;

    /// <summary>Name of a file with the same content that the region had before the last upload.</summary>
    [BindProperty(SupportsGet = true, Name = "sama")]
    public string? SameAs { get; set; }

    [BindProperty(SupportsGet = true, Name = "versi")]
    public int? Number { get; set; }

    /// <summary>Numbers of the versions that are compared; two neighbours where the address names none.</summary>
    [BindProperty(SupportsGet = true, Name = "dari")]
    public int? AskedFrom { get; set; }

    [BindProperty(SupportsGet = true, Name = "ke")]
    public int? AskedTo { get; set; }

    public int From => AskedFrom ?? Math.Max(1, To - 1);

    public int To => AskedTo ?? State?.Latest ?? 0;

    /// <summary>What changed between the two versions that the address names, or null.</summary>
    public DraftChanges? Changes { get; private set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    public string Path => MentoringPaths.Deliverable(Work.Mentoring.CallId, Work.Region.Code, Of.Code);

    /// <summary>Why nothing can be added today, or null.</summary>
    public Problem? Closed => DraftRules.Refuse(Work, Of.Code, records.TodayIn(Work.Region));

    public bool MayAdd => Closed is null && actor.User is not null && actor.May(MentoringPermissions.Edit, Work.Region.Code);

    public bool MaySubmit => MayAdd && State is { } s && s.Submitted != s.Latest && s.Accepted != s.Latest;

    public bool MayJudge => actor.Mentors(Work.Mentoring);

    public bool MayComment => Closed is null && (MayAdd || MayJudge);

    public int CommentOn => Number is { } n && n > 0 && n <= State?.Latest ? n : State?.Latest ?? 0;

    public async Task<IActionResult> OnGetAsync(Guid call, string region, string deliverable, CancellationToken cancel) =>
        await LoadAsync(call, region, deliverable, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(
        Guid call, string region, string deliverable, [FromServices] AddDraft add, CancellationToken cancel)
    {
        if (await LoadAsync(call, region, deliverable, cancel) is { } closed)
        {
            return closed;
        }

        await using var content = Upload?.OpenReadStream();
        var added = await add.RunAsync(
            Work.Region.Code, Work.Mentoring.CallId, new(deliverable, Body ?? string.Empty, Note ?? string.Empty),
            content is null ? null : (content, Upload!.FileName), cancel);
        return added.Failed ? this.Invalid(added.Problems)
            : this.SeeOther(added.Value.SameAs.Length == 0 ? Path : $"{Path}?sama={Uri.EscapeDataString(added.Value.SameAs)}");
    }

    public async Task<IActionResult> OnPostSubmitAsync(
        Guid call, string region, string deliverable, [FromServices] SubmitDraft submit, CancellationToken cancel) =>
        await LoadAsync(call, region, deliverable, cancel)
        ?? Answered(await submit.RunAsync(Work.Region.Code, Work.Mentoring.CallId, deliverable, cancel));

    public async Task<IActionResult> OnPostJudgeAsync(
        Guid call, string region, string deliverable, [FromServices] JudgeDraft judge, CancellationToken cancel) =>
        await LoadAsync(call, region, deliverable, cancel)
        ?? Answered(await judge.RunAsync(
            Work.Region.Code, Work.Mentoring.CallId, deliverable, (Number ?? 0, Answer == "accept" ? null : Reason ?? string.Empty),
                cancel));

    public async Task<IActionResult> OnPostCommentAsync(
        Guid call, string region, string deliverable, [FromServices] CommentOnDraft comment, CancellationToken cancel) =>
        await LoadAsync(call, region, deliverable, cancel)
        ?? Answered(await comment.RunAsync(
            Work.Region.Code, Work.Mentoring.CallId, (deliverable, CommentOn), Comment ?? string.Empty, cancel));

    /// <summary>Until when it may be changed; nothing where a notice says why it may not.</summary>
    public string? Lead(Texts texts) => Closed is not null ? null : State?.ChangeUntil is { } until
        ? texts["Movement.Draft.LeadUntil", until]
        : texts["Movement.Draft.Lead", Work.Guide.Rules.ChangeDays];

    public IReadOnlyList<Choice> Versions(Texts texts) =>
        [.. Drafts.Select(d => new Choice(d.Number.ToString(), texts["Movement.Draft.Version", d.Number]))];

    public IReadOnlyList<Fact> Facts(Draft draft, Texts texts) => _history.Facts(draft, Work.Region, texts);

    public IReadOnlyList<TimelineEvent> History(Draft draft, Texts texts) => _history.Events(draft, Work.Region.Zone, texts);

    private IActionResult Answered<T>(Outcome<T> done) => done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Path);

    private async Task<IActionResult?> LoadAsync(Guid call, string region, string deliverable, CancellationToken cancel)
    {
        var read = await MentoringPages.ReadAsync(desk, call, region, cancel);
        if (read.Failed)
        {
            return MentoringPages.Closed(read.Problem);
        }

        if (read.Value.Guide.Find(deliverable) is not { } found)
        {
            return NotFound();
        }

        (Work, Of) = (read.Value, found);
        _history = await rows.OfAsync(Work.Region.Code, new CallId(call), deliverable, cancel);
        Changes = AskedFrom is null && AskedTo is null ? null : await rows.ChangesAsync(_history, From, To, cancel);
        return null;
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Objections;

/// <summary>An objection with its answer.</summary>
internal sealed record ObjectionRow(Region Region, Objection Objection, StandingAnswer? Answer, ObjectionFile? File)
{
    /// <summary>True where an answer is due, for the first time or again.</summary>
    public bool Waits => Answer is null or { Returned: not null };
}

/// <summary>A region that can object, and until when.</summary>
internal sealed record FilingRegion(RegionCode Code, string Name, DateOnly LastOn);

/// <summary>A region files its objection and reads the answer; the ministry answers; whoever decides or audits reads all.</summary>
[Needs]
[OpensFiles]
internal sealed class ObjectionsPage(
    KotaDb db, Actor actor, AssessmentDesk desk, ObjectionFiles documents, Records records, Texts texts) : ProductPage
{
    [BindProperty]
    public string? Grounds { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Result { get; set; }

    [BindProperty]
    public string? NewResult { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty(SupportsGet = true, Name = "keberatan")]
    public Guid? ObjectionId { get; set; }

    public Call Call { get; private set; } = null!;

    public IReadOnlyList<ObjectionRow> Rows { get; private set; } = [];

    public FilingRegion? Filing { get; private set; }

    public bool MayAnswer => actor.May(AssessmentPermissions.AnswerObjection, RegionCode.National);

    public ObjectionRow? Chosen => MayAnswer ? Rows.FirstOrDefault(r => r.Objection.Id == ObjectionId && r.Waits) : null;

    public IReadOnlyList<Choice> Results =>
    [
        new(nameof(ObjectionResult.Upheld), texts["Movement.Objection.Upheld"]),
            new(nameof(ObjectionResult.Changed), texts["Movement.Objection.Changed"]),
    ];

    public IReadOnlyList<Choice> NewResults =>
        [.. Enum.GetValues<SelectionResult>().Select(r => new Choice(r.ToString(), texts[RankTexts.ResultKey(r)]))];

    public IHtmlContent StateOf(ObjectionRow row) => row.Answer switch
    {
        null or { Returned: not null } => Tag.Render(texts["Movement.Objection.Waiting"], Tone.Warning),
        { Proposed: true } => Tag.Render(texts["Movement.Objection.Proposed"], Tone.Info),
        { Answer.Result: ObjectionResult.Upheld } => Tag.Render(texts["Movement.Objection.Upheld"]),
        _ => Tag.Render(texts["Movement.Objection.Changed"], Tone.Positive),
    };

    /// <summary>The answer, or where it is given; a change that nobody has approved is no answer to the region yet.</summary>
    public Cell AnswerOf(ObjectionRow row) => row switch
    {
        { Waits: true } when MayAnswer => Cell.Link(texts["Movement.Objection.AnswerNow"], $"?keberatan={row.Objection.Id}#jawab"),
        { Waits: true } => string.Empty,
        { Answer.Proposed: true } when !ReadsAll => texts["Movement.Objection.ProposedText"],
        _ => row.Answer!.Answer.Reason,
    };

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, [FromServices] FileObjection file, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        if (Filing is null)
        {
            return this.Invalid(new Problem("Movement.Objection.NoWindow"));
        }

        await using var content = Upload?.OpenReadStream();
        var input = new ObjectionInput(Call.Id, Filing.Code, Grounds ?? string.Empty)
        {
            File = content is null ? null : (content, Upload!.FileName),
        };
        var outcome = await file.RunAsync(input, cancel);
        return outcome.Failed ? this.Invalid(outcome.Problems) : this.SeeOther(CallTabs.PathOf(Call.Id, "keberatan"));
    }

    public async Task<IActionResult> OnPostAnswerAsync(Guid id, [FromServices] AnswerObjection answer, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel) || Chosen is not { } chosen)
        {
            return NotFound();
        }

        if (!Named.TryRead<ObjectionResult>(Result, out var result))
        {
            return this.Invalid(new Problem("Movement.Objection.ChooseResult", "Result"));
        }

        SelectionResult? changed = Named.TryRead<SelectionResult>(NewResult, out var typed) ? typed : null;
        var outcome = await answer
            .RunAsync(new(Call.Id, chosen.Region.Code, chosen.Objection.Id, result, changed, Reason ?? string.Empty), cancel);
        return outcome.Failed ? this.Invalid(outcome.Problems) : this.SeeOther(CallTabs.PathOf(Call.Id, "keberatan"));
    }

    /// <summary>Whoever answers objections, decides on corrections or audits reads all regions.</summary>
    public bool ReadsAll => MayReadAll(actor);

    /// <summary>All regions for those who read all; a region only its own.</summary>
    internal static RegionScope? ScopeOf(Actor actor) =>
        MayReadAll(actor) ? AssessmentDesk.AllRegions : actor.ScopeOf(AssessmentPermissions.FileObjection);

    /// <summary>True for the objections of a region: a province's own government reads those of the province, not of its regions.</summary>
    internal static bool MayRead(Actor actor, RegionCode region) =>
        MayReadAll(actor) || actor.May(AssessmentPermissions.FileObjection, region);

    private static bool MayReadAll(Actor actor) =>
        actor.May(AssessmentPermissions.AnswerObjection, RegionCode.National)
        || actor.May(AssessmentPermissions.SeeScores, RegionCode.National);

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        var call = await desk.CallAsync(new CallId(id), cancel);
        if (call.Failed || ScopeOf(actor) is not { } scope)
        {
            return false;
        }

        Call = call.Value;
        var objections = await db.In<Objection>(scope).AsNoTracking().Where(o => o.CallId == Call.Id).OrderBy(o => o.FiledAt)
            .ToListAsync(cancel);
        objections.RemoveAll(o => !MayRead(actor, o.RegionCode));
        var ids = objections.ConvertAll(o => o.Id);
        var answers = await ObjectionAnswers.OfAsync(db, scope, ids, cancel);
        var codes = objections.ConvertAll(o => o.RegionCode);
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, cancel);
        var handedIn = await documents.OfAsync(scope, ids, cancel);
        Rows =
        [
            .. from o in objections
               select new ObjectionRow(
                   regions[o.RegionCode], o, answers.GetValueOrDefault(o.Id), handedIn[o.Id].FirstOrDefault()),
        ];
        Filing = ReadsAll ? null : await FilingAsync(scope, cancel);
        return true;
    }

    private async Task<FilingRegion?> FilingAsync(RegionScope scope, CancellationToken cancel)
    {
        var windows = await db.In<ObjectionWindow>(scope).AsNoTracking().Where(w => w.CallId == Call.Id).ToListAsync(cancel);
        windows.RemoveAll(w => !MayRead(actor, w.RegionCode));
        if (windows.MaxBy(w => w.DecisionId) is not { } window || Rows.Any(r => r.Objection.DecisionId == window.DecisionId))
        {
            return null;
        }

        var region = await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == window.RegionCode, cancel);
        return records.Today(region.Zone) > window.LastOn ? null : new(region.Code, region.Name, window.LastOn);
    }
}

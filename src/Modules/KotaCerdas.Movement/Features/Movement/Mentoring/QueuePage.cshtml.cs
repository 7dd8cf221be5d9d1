using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>Something that waits for the mentor.</summary>
internal sealed record QueueWaiting(string What, string Region, DateOnly Since, string Href);

/// <summary>A region of the mentor with the names of what is missing in its stage.</summary>
internal sealed record QueueRegion(SeasonRow Row, IReadOnlyList<string> Missing);

/// <summary>A mentor's first screen: what waits for an answer, then each region with its stage and what is missing.</summary>
[Needs(MentoringPermissions.GuideCode)]
internal sealed class QueuePageModel(KotaDb db, SeasonRows rows, Guides guides, Actor actor, Texts words) : ProductPage
{
    public IReadOnlyList<QueueWaiting> Waiting { get; private set; } = [];

    public IReadOnlyList<QueueRegion> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var own = await rows.OfMentorAsync(actor.User!.Value, cancel);
        var codes = own.Select(r => r.Region.Code).ToList();
        var calls = own.Select(r => r.Mentoring.CallId).Distinct().ToList();
        var deliverables = await db.In<Deliverable>(SeasonRows.AllRegions).AsNoTracking()
            .Where(d => codes.Contains(d.RegionCode) && calls.Contains(d.CallId)).ToListAsync(cancel);
        var decrees = await db.In<Decree>(SeasonRows.AllRegions).AsNoTracking()
            .Where(d => codes.Contains(d.RegionCode) && d.Step == WorkStep.Submitted).ToListAsync(cancel);
        var byRegion = deliverables.ToLookup(d => (d.RegionCode, d.CallId));
        Rows = [.. own.Select(r => new QueueRegion(r, Missing(r, byRegion[(r.Region.Code, r.Mentoring.CallId)])))];
        Waiting =
        [
            .. own.SelectMany(r => Drafts(r, byRegion[(r.Region.Code, r.Mentoring.CallId)]))
                .Concat(own.SelectMany(Reports))
                .Concat(decrees.Select(d => DecreeOf(own.First(r => r.Region.Code == d.RegionCode), d))).OrderBy(w => w.Since),
        ];
    }

    public IHtmlContent State(SeasonRow row, Texts texts) => row switch
    {
        { Done: true } => Tag.Render(texts["Movement.Season.AllDone"], Tone.Positive),
        { DaysLate: > 0 } => Tag.Render(texts["Movement.Season.DaysLate", row.DaysLate], Tone.Danger),
        { Silent: true } => Tag.Render(texts["Movement.Queue.Silent"], Tone.Warning),
        _ => MentoringTags.Due(row.Mentoring.StageDueOn, row.Today, texts),
    };

    public string Sentence(SeasonRow row, Texts texts) => row.Mentoring.CompletedOn is { } done
        ? texts["Movement.Workspace.CompletedOn", done]
        : texts["Movement.Queue.Stage", row.Stage.Name.In(), row.Days, row.Mentoring.StageDueOn];

    private IReadOnlyList<string> Missing(SeasonRow row, IEnumerable<Deliverable> states)
    {
        var accepted = states.Where(d => d.Accepted is not null).Select(d => d.Code).ToHashSet(StringComparer.Ordinal);
        return row.Done ? []
            : [.. guides.Of(row.Mentoring.Guide).Of(row.Mentoring.Stage).Where(d => d.Required && !accepted.Contains(d.Code))
                .Select(d => d.Name.In())];
    }

    private IEnumerable<QueueWaiting> Drafts(SeasonRow row, IEnumerable<Deliverable> states) =>
        from state in states
        where state.Submitted is not null
        select new QueueWaiting(
            guides.Of(row.Mentoring.Guide).Find(state.Code)!.Name.In(), row.Region.Name, state.SubmittedOn!.Value,
            MentoringPaths.Deliverable(state.CallId, state.RegionCode, state.Code));

    private IEnumerable<QueueWaiting> Reports(SeasonRow row) => row.Owed.Select(r => new QueueWaiting(
        words["Movement.Queue.Report", guides.Of(row.Mentoring.Guide).StageOf(r.Stage).Name.In()], row.Region.Name, r.Since,
        MentoringPaths.Report(r.Call, r.Region, r.Stage)));

    private QueueWaiting DecreeOf(SeasonRow row, Decree decree) => new(
        guides.Of(decree.Guide).Decrees.Single(k => k.Code == decree.Kind).Name.In(), row.Region.Name, decree.SubmittedOn!.Value,
        MentoringPaths.Decree(decree.RegionCode, decree.Id));
}

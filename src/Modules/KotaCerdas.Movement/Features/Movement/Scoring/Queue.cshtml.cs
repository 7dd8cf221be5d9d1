using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Assignments;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Scoring;

/// <summary>A region in the assessor's queue.</summary>
internal sealed record QueueRow(Region Region, string CallTitle, ScoreSheet Sheet, int Scored, int Items, Application? Application)
{
    public string Path => $"/penilaian/{Sheet.CallId}/{Region.Code}";
}

/// <summary>A call on whose panel the person is, with regions not declared yet.</summary>
internal sealed record ToDeclare(CallId Id, string Title, int Missing);

/// <summary>What needs the assessor today, oldest promise first.</summary>
[Needs("movement.score.give")]
internal sealed class QueuePage(KotaDb db, Actor actor, AssessmentDesk desk, CallSources sources, Records records, Texts texts)
    : ProductPage
{
    public IReadOnlyList<QueueRow> Open { get; private set; } = [];

    public IReadOnlyList<QueueRow> Done { get; private set; } = [];

    public IReadOnlyList<ToDeclare> ToDeclare { get; private set; } = [];

    /// <summary>Calls whose panel waits for the person's answer. They come first: without it no region is assigned.</summary>
    public IReadOnlyList<Call> Invited { get; private set; } = [];

    /// <summary>When the assessor hears the region, or that it is not said yet.</summary>
    public Cell Interview(QueueRow row) => row.Application is { } told ? InterviewTexts.Short(told, texts) : Cell.Missing(texts);

    public IHtmlContent Due(QueueRow row)
    {
        var late = row.Sheet.DueOn < records.Today(row.Region.Zone);
        return Markup.Join(
            Markup.Date(row.Sheet.DueOn), late ? Markup.Text(" ") : null,
                late ? Tag.Render(texts["Movement.Score.Late"], Tone.Danger) : null);
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var user = actor.User!.Value;
        var memberships = await db.Shared<PanelMember>().AsNoTracking()
            .Where(m => m.UserId == user && m.State != PanelInvitation.Declined).ToDictionaryAsync(m => m.CallId, m => m.State, cancel);
        var joined = memberships.Keys.ToList();
        var calls = await db.Shared<Call>().AsNoTracking().Where(c => joined.Contains(c.Id)).ToListAsync(cancel);
        Invited = [.. calls.Where(c => memberships[c.Id] == PanelInvitation.Invited && c.Status <= CallStatus.Assessing)];
        var sheets = await db.In<ScoreSheet>(AssessmentDesk.AllRegions).AsNoTracking()
            .Where(s => s.UserId == user && s.WithdrawnAt == null).ToListAsync(cancel);
        var scores = await db.In<Score>(AssessmentDesk.AllRegions).AsNoTracking().Where(s => s.UserId == user).ToListAsync(cancel);
        var codes = sheets.ConvertAll(s => s.RegionCode);
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, cancel);
        var interviews = (await db.In<Application>(AssessmentDesk.AllRegions).AsNoTracking()
            .Where(a => joined.Contains(a.CallId) && codes.Contains(a.RegionCode) && a.InterviewOn != null).ToListAsync(cancel))
            .ToDictionary(a => (a.CallId, a.RegionCode));
        var rows = new List<QueueRow>();
        foreach (var call in calls)
        {
            var engine = await sources.AssessmentAsync(call, cancel);
            var items = engine.Failed ? 0 : Scores.ItemsOf(engine.Value.Instrument).Count();
            rows.AddRange(sheets.Where(s => s.CallId == call.Id)
                .Select(s => new QueueRow(regions[s.RegionCode], call.Title, s, Scored(scores, s), items,
                    interviews.GetValueOrDefault((call.Id, s.RegionCode)))));
        }

        var withdrawn = calls.Where(c => c.Status == CallStatus.Withdrawn).Select(c => c.Id).ToHashSet();
        Open = [.. rows.Where(r => r.Sheet.SubmittedAt is null && !withdrawn.Contains(r.Sheet.CallId))
            .OrderBy(r => r.Sheet.DueOn).ThenBy(r => r.Region.Code)];
        Done = [.. rows.Where(r => r.Sheet.SubmittedAt is not null).OrderByDescending(r => r.Sheet.SubmittedAt)];
        ToDeclare = await MissingAsync(calls.Where(c => memberships[c.Id] == PanelInvitation.Accepted), user, cancel);
    }

    private static int Scored(List<Score> scores, ScoreSheet sheet) => scores
        .Where(s => s.CallId == sheet.CallId && s.RegionCode == sheet.RegionCode).GroupBy(s => s.CriterionCode)
        .Count(g => g.MaxBy(s => s.Revision)!.Level is not null);

    private async Task<IReadOnlyList<ToDeclare>> MissingAsync(IEnumerable<Call> calls, UserId user, CancellationToken cancel)
    {
        var found = new List<ToDeclare>();
        foreach (var call in calls.Where(c => c.Status is CallStatus.Closed or CallStatus.Assessing))
        {
            var declared = await desk.DeclarationsAsync(call.Id, cancel);
            var missing = (await desk.ApplicantsAsync(call.Id, cancel)).Count(r => !declared.ContainsKey((user, r.Code)));
            if (missing > 0)
            {
                found.Add(new(call.Id, call.Title, missing));
            }
        }

        return found;
    }
}

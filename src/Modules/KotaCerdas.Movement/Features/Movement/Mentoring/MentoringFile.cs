using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>A region's mentoring with all that its operations and pages look at.</summary>
internal sealed record MentoringFile(
    Region Region, RegionMentoring Mentoring, MentoringGuide Guide, IReadOnlyList<StageOpening> Stages,
    IReadOnlyDictionary<string, Deliverable> Deliverables)
{
    public StageOpening? OpeningOf(string stage) => Stages.FirstOrDefault(s => s.Stage == stage);

    public Deliverable? StateOf(string deliverable) => Deliverables.GetValueOrDefault(deliverable);

    /// <summary>Required deliverables of a stage that no mentor has accepted, in order.</summary>
    public IReadOnlyList<GuideDeliverable> MissingIn(string stage) =>
        [.. Guide.Of(stage).Where(d => d.Required && StateOf(d.Code)?.Accepted is null)];

    /// <summary>Why nothing can be handed in for a stage yet, or null once it is open.</summary>
    public Problem? RefuseStage(string stage)
    {
        if (OpeningOf(stage) is not null)
        {
            return null;
        }

        var before = Guide.StageOf(Guide.StageOf(stage).OpensAfter!);
        var missing = string.Join(", ", MissingIn(before.Code).Select(d => d.Name.In()));
        return new Problem("Movement.Mentoring.StageClosed", null, Guide.StageOf(stage).Name.In(), before.Name.In(), missing);
    }
}

/// <summary>Reads mentoring. What it reads is one region's; who may see it is asked with it.</summary>
internal sealed class MentoringDesk(KotaDb db, Guides guides, Actor actor)
{
    /// <summary>The region's file, tracked, or the problem that there is none or that the actor may not see it.</summary>
    public async Task<Outcome<MentoringFile>> ReadAsync(RegionCode region, CallId call, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var mentoring = await db.In<RegionMentoring>(scope).SingleOrDefaultAsync(m => m.RegionCode == region && m.CallId == call, cancel);
        if (mentoring is null)
        {
            return new Problem("Movement.Mentoring.NotFound");
        }

        if (!actor.Reads(mentoring))
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var stages = await db.In<StageOpening>(scope).Where(s => s.RegionCode == region && s.CallId == call)
            .OrderBy(s => s.Position).ToListAsync(cancel);
        var deliverables = await db.In<Deliverable>(scope).Where(d => d.RegionCode == region && d.CallId == call)
            .ToDictionaryAsync(d => d.Code, cancel);
        var place = await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == region, cancel);
        return new MentoringFile(place, mentoring, guides.Of(mentoring.Guide), stages, deliverables);
    }
}

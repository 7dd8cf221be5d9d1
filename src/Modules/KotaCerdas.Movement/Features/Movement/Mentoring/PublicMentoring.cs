using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>An accepted decree.</summary>
/// <param name="CheckCode">What anybody checks it by, or null where it was signed outside.</param>
internal sealed record PublicDecree(DecreeKind Kind, Decree Decree, string? CheckCode);

/// <summary>What the public sees of a region's mentoring and bodies: no drafts, no comments, no minutes.</summary>
/// <param name="Mentoring">The newest season, or null.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Decrees">Decrees that were accepted, with their kind and, where they were signed here, the code that checks them.</param>
/// <param name="ForumHeld">Forum meetings that were held.</param>
/// <param name="LastForum">Day of the newest one.</param>
/// <param name="Generated">True where it is the demo's.</param>
/// <param name="Overdue">The last day of the season where it has passed and the region is not through.</param>
internal sealed record PublicMentoringView(
    RegionMentoring? Mentoring, GuideStage? Stage, IReadOnlyList<PublicDecree> Decrees, int ForumHeld,
        DateOnly? LastForum, bool Generated, DateOnly? Overdue)
{
    public bool IsEmpty => Mentoring is null && Decrees.Count == 0 && ForumHeld == 0;
}

/// <summary>Reads what is public of a region's mentoring.</summary>
internal sealed class PublicMentoring(KotaDb db, Guides guides, DecreeCodes codes, TimeProvider clock)
{
    public async Task<PublicMentoringView> OfAsync(Region place, CancellationToken cancel)
    {
        var (region, scope) = (place.Code, RegionScope.Of(place.Code));
        var mentoring = await db.In<RegionMentoring>(scope).AsNoTracking().Where(m => m.RegionCode == region)
            .OrderByDescending(m => m.StartedOn).FirstOrDefaultAsync(cancel);
        var decrees = await db.In<Decree>(scope).AsNoTracking().Where(d => d.RegionCode == region && d.Step == WorkStep.Accepted)
            .OrderBy(d => d.DatedOn).ToListAsync(cancel);
        var checks = await codes.OfAsync(region, decrees, cancel);
        var forum = await db.In<Meeting>(scope)
            .Where(m => m.RegionCode == region && m.Kind == MeetingKind.Forum && m.State == MeetingState.Held).Select(m => m.ToOn)
            .ToListAsync(cancel);
        return new(
            mentoring,
            mentoring is null ? null : guides.Of(mentoring.Guide).StageOf(mentoring.Stage),
            [
                .. decrees.Select(d => new PublicDecree(
                    guides.Of(d.Guide).Decrees.Single(k => k.Code == d.Kind), d,
                    d.DocumentId is { } made ? checks.GetValueOrDefault(made) : null)),
            ],
            forum.Count,
            forum.Count == 0 ? null : forum.Max(),
            mentoring is not null && await db.Shared<Call>().AnyAsync(c => c.Id == mentoring.CallId && c.Generated, cancel),
            mentoring is { CompletedOn: null } && mentoring.DueOn < place.Zone.DateAt(clock.GetUtcNow()) ? mentoring.DueOn : null);
    }
}

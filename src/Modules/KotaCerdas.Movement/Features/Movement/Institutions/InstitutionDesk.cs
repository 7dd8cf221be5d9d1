using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>Who may do what with a region's bodies: by role, or as the mentor of one of its seasons.</summary>
/// <param name="Region">The region.</param>
/// <param name="Mentorings">Its seasons, newest first, tracked.</param>
/// <param name="Guide">The guide of the newest season, or the one in force.</param>
internal sealed record InstitutionAccess(Region Region, IReadOnlyList<RegionMentoring> Mentorings, MentoringGuide Guide, Actor Actor)
{
    public bool Mentors => Mentorings.Any(m => Actor.Mentors(m));

    public bool Reads => Actor.May(InstitutionPermissions.Read, Region.Code) || Mentors;

    public bool Edits => Actor.User is not null && Actor.May(InstitutionPermissions.Edit, Region.Code);

    /// <summary>Meetings are kept by the region; the sessions of its stages also by its mentor.</summary>
    public bool Keeps(MeetingKind kind) => Edits || (kind == MeetingKind.Session && Mentors);

    public bool Judges => Actor.User is not null && (Actor.May(InstitutionPermissions.Accept, Region.Code) || Mentors);

    /// <summary>Notes that the mentor did something with the region, where the actor is one.</summary>
    public void Contact(DateOnly on)
    {
        foreach (var mentoring in Mentorings.Where(m => Actor.Mentors(m)))
        {
            mentoring.Contact(on);
        }
    }
}

/// <summary>Reads what decrees and meetings of a region hang on.</summary>
internal sealed class InstitutionDesk(KotaDb db, Guides guides, Actor actor, TimeProvider clock)
{
    /// <summary>The region with what the actor may do in it, or the problem that there is none or nothing may be seen.</summary>
    public async Task<Outcome<InstitutionAccess>> OpenAsync(RegionCode region, CancellationToken cancel)
    {
        var place = await db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == region, cancel);
        if (place is null || region.IsNational)
        {
            return new Problem("Movement.Institution.NotFound");
        }

        var mentorings = await db.In<RegionMentoring>(RegionScope.Of(region)).Where(m => m.RegionCode == region)
            .OrderByDescending(m => m.StartedOn).ToListAsync(cancel);
        var guide = mentorings.Count > 0 ? guides.Of(mentorings[0].Guide) : guides.InForce(place.Zone.DateAt(clock.GetUtcNow()));
        if (guide.Failed)
        {
            return guide.Problem;
        }

        var access = new InstitutionAccess(place, mentorings, guide.Value, actor);
        return access.Reads ? access : new Problem("Platform.Access.NotAllowed");
    }
}

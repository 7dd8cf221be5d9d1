using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>A meeting with all that its page shows.</summary>
internal sealed record MeetingView(InstitutionAccess Access, Meeting Meeting)
{
    public required IReadOnlyList<MeetingAttendance> Attendance { get; init; }

    public required IReadOnlyList<MeetingFile> Files { get; init; }

    public required IReadOnlyList<MeetingDecision> Decisions { get; init; }

    public bool Keeps => Access.Keeps(Meeting.Kind);

    /// <summary>Parties that can be counted: those expected at the stage, or the five parties of a body.</summary>
    public IReadOnlyList<GuideName> Parties => PartiesOf(Access.Guide, Meeting.Kind, Meeting.Stage);

    public static IReadOnlyList<GuideName> PartiesOf(MentoringGuide guide, MeetingKind kind, string stage) =>
        kind == MeetingKind.Session ? [.. guide.Participants.Where(p => p.Of == stage)] : guide.Parties;
}

/// <summary>How a body keeps its cadence.</summary>
/// <param name="Last">Last day of the newest meeting that was held, or null.</param>
/// <param name="NextDue">Day by which the next one is due; null where no cadence is known, or nothing started it.</param>
internal sealed record BodyCadence(MeetingKind Kind, int Held, int? Months, DateOnly? Last, DateOnly? NextDue)
{
    public bool LateOn(DateOnly today) => NextDue < today;
}

/// <summary>Reads meetings.</summary>
internal sealed class MeetingDesk(KotaDb db, InstitutionDesk institutions)
{
    public async Task<Outcome<MeetingView>> ReadAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        var access = await institutions.OpenAsync(region, cancel);
        if (access.Failed)
        {
            return access.Problem;
        }

        var scope = RegionScope.Of(region);
        var meeting = await db.In<Meeting>(scope).SingleOrDefaultAsync(m => m.RegionCode == region && m.Id == id, cancel);
        if (meeting is null)
        {
            return new Problem("Movement.Institution.NotFound");
        }

        return new MeetingView(access.Value, meeting)
        {
            Attendance = await db.In<MeetingAttendance>(scope).Where(a => a.RegionCode == region && a.MeetingId == id)
                .OrderBy(a => a.Id).ToListAsync(cancel),
            Files = await db.In<MeetingFile>(scope).Where(f => f.RegionCode == region && f.MeetingId == id)
                .OrderBy(f => f.Id).ToListAsync(cancel),
            Decisions = await db.In<MeetingDecision>(scope).Where(d => d.RegionCode == region && d.MeetingId == id)
                .OrderBy(d => d.DueOn).ThenBy(d => d.Id).ToListAsync(cancel),
        };
    }

    /// <summary>Meetings of bodies, newest first.</summary>
    public Task<List<Meeting>> OfBodiesAsync(RegionCode region, CancellationToken cancel) =>
        db.In<Meeting>(RegionScope.Of(region)).AsNoTracking().Where(m => m.RegionCode == region && m.Kind != MeetingKind.Session)
            .OrderByDescending(m => m.FromOn).ThenByDescending(m => m.Id).ToListAsync(cancel);

    /// <summary>Sessions of a season, in order.</summary>
    public Task<List<Meeting>> SessionsAsync(RegionCode region, CallId call, CancellationToken cancel) =>
        db.In<Meeting>(RegionScope.Of(region)).AsNoTracking()
            .Where(m => m.RegionCode == region && m.Kind == MeetingKind.Session && m.CallId == call)
            .OrderBy(m => m.FromOn).ThenBy(m => m.Id).ToListAsync(cancel);

    /// <summary>Decisions of a region that are open, the oldest promise first.</summary>
    public Task<List<MeetingDecision>> OpenDecisionsAsync(RegionCode region, CancellationToken cancel) =>
        db.In<MeetingDecision>(RegionScope.Of(region)).AsNoTracking()
            .Where(d => d.RegionCode == region && d.State == MeetingDecisionState.Open)
            .OrderBy(d => d.DueOn).ThenBy(d => d.Id).ToListAsync(cancel);

    /// <summary>
    /// The day from which each body has to meet: its decree was accepted; the forum begins with the first of the decrees.
    /// </summary>
    public static IReadOnlyDictionary<MeetingKind, DateOnly> Since(MentoringGuide guide, IEnumerable<Decree> decrees)
    {
        var since = new Dictionary<MeetingKind, DateOnly>();
        foreach (var decree in decrees.Where(d => d.AcceptedOn is not null).OrderBy(d => d.AcceptedOn))
        {
            since.TryAdd(MeetingKind.Forum, decree.AcceptedOn!.Value);
            if (guide.Decrees.FirstOrDefault(k => k.Code == decree.Kind) is { } kind)
            {
                since.TryAdd(kind.MeetsAs, decree.AcceptedOn.Value);
            }
        }

        return since;
    }

    /// <summary>How the bodies keep their cadence: from their last meeting, or from the day their decree was accepted.</summary>
    public static IReadOnlyList<BodyCadence> Cadences(
        GuideRules rules, IReadOnlyCollection<Meeting> meetings, IReadOnlyDictionary<MeetingKind, DateOnly> since)
    {
        MeetingKind[] bodies = [MeetingKind.Forum, MeetingKind.Council, MeetingKind.Team];
        return [.. bodies.Select(kind =>
        {
            var held = meetings.Where(m => m.Kind == kind && m.State == MeetingState.Held).ToList();
            DateOnly? last = held.Count == 0 ? null : held.Max(m => m.ToOn);
            int? months = rules.CadenceMonths.TryGetValue(kind, out var known) ? known : null;
            var begin = last ?? (since.TryGetValue(kind, out var day) ? day : null);
            return new BodyCadence(kind, held.Count, months, last, months is { } m && begin is { } b ? b.AddMonths(m) : null);
        })];
    }
}

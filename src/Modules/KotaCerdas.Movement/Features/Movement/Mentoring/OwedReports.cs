using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>A report that a stage is ready for and that nobody has written.</summary>
/// <param name="Since">The day on which its deliverables were accepted or its last session was held.</param>
internal sealed record OwedReport(RegionCode Region, CallId Call, string Stage, DateOnly Since);

/// <summary>
/// The reports that mentors owe: of stages whose required deliverables are all accepted, or whose planned sessions are all held. Read in
/// three queries whatever the number of regions.
/// </summary>
internal sealed class OwedReports(KotaDb db)
{
    public async Task<ILookup<(RegionCode Region, CallId Call), OwedReport>> OfAsync(List<RegionCode> regions, CancellationToken cancel)
    {
        var stages = await db.In<StageOpening>(SeasonRows.AllRegions).AsNoTracking().Where(s => regions.Contains(s.RegionCode))
            .OrderBy(s => s.Position).ToListAsync(cancel);
        var sessions = (await db.In<Meeting>(SeasonRows.AllRegions)
            .Where(m => m.Kind == MeetingKind.Session && m.State != MeetingState.Cancelled && regions.Contains(m.RegionCode))
            .Select(m => new { m.RegionCode, Call = m.CallId!.Value, m.Stage, m.State, m.ToOn }).ToListAsync(cancel))
            .ToLookup(m => (m.RegionCode, m.Call, m.Stage), m => (m.State, m.ToOn));
        var written = (await db.In<MentorReport>(SeasonRows.AllRegions).Where(r => regions.Contains(r.RegionCode))
            .Select(r => new { r.RegionCode, r.CallId, r.Stage }).Distinct().ToListAsync(cancel))
            .Select(r => (r.RegionCode, r.CallId, r.Stage)).ToHashSet();
        return (from stage in stages
                let key = (stage.RegionCode, stage.CallId, stage.Stage)
                where !written.Contains(key)
                let since = Ready(stage.CompletedOn, [.. sessions[key]])
                where since is not null
                select new OwedReport(stage.RegionCode, stage.CallId, stage.Stage, since.Value)).ToLookup(r => (r.Region, r.Call));
    }

    private static DateOnly? Ready(DateOnly? accepted, List<(MeetingState State, DateOnly On)> sessions)
    {
        DateOnly? held = sessions.Count > 0 && sessions.TrueForAll(s => s.State == MeetingState.Held) ? sessions.Max(s => s.On) : null;
        return accepted is null || held < accepted ? held ?? accepted : accepted;
    }
}

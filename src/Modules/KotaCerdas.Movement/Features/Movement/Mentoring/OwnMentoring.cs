using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>A season of mentoring of a region with what is missing next.</summary>
internal sealed record OwnSeason(MentoringFile File, IReadOnlyList<TaskStep> Steps);

/// <summary>Reads what is missing next in the mentoring of the regions that the reader acts for.</summary>
internal sealed class OwnMentoring(KotaDb db, MentoringDesk desk, NextSteps next, MentoringRecords records, Actor actor)
{
    /// <summary>Every season, newest first within a region; those who look after a province's regions find these on the board.</summary>
    /// <param name="open">True for those alone that are not over.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<OwnSeason>> AllAsync(bool open, CancellationToken cancel)
    {
        var codes = actor.Grants.Where(g => (g.Own || !(g.Region.IsNational || g.Region.IsProvince))
                && g.Permissions.Contains(MentoringPermissions.ReadCode))
            .Select(g => g.Region).Distinct().Order().ToList();
        List<OwnSeason> seasons = [];
        foreach (var code in codes)
        {
            var calls = await db.In<RegionMentoring>(RegionScope.Of(code)).AsNoTracking()
                .Where(m => m.RegionCode == code && (!open || m.CompletedOn == null))
                .OrderByDescending(m => m.StartedOn).Select(m => m.CallId).ToListAsync(cancel);
            foreach (var call in calls)
            {
                var file = (await desk.ReadAsync(code, call, cancel)).Value;
                seasons.Add(new(file, await next.OfAsync(file, records.TodayIn(file.Region), cancel)));
            }
        }

        return seasons;
    }
}

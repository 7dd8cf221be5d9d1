using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Assignments;

/// <summary>Places the interviews of a call on its working days, and tells the timetable to regions and assessors.</summary>
internal sealed class InterviewPlan(KotaDb db, Actor actor, AssessmentDesk desk, CallSources sources, Records records)
{
    private const int MostDays = 31;

    /// <summary>
    /// The working days of the assessment, at most as many as a timetable shows. A year without a calendar is refused by name: collective
    /// leave cannot be guessed.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<DateOnly>>> DaysAsync(Call call, CancellationToken cancel)
    {
        var calendar = await sources.CalendarAsync(cancel);
        var days = new List<DateOnly>();
        var tomorrow = records.Today(RegionZone.WIB).AddDays(1);
        var runs = call.Status == CallStatus.Assessing && tomorrow > call.AssessFrom && tomorrow <= call.AssessTo;
        var first = runs ? tomorrow : call.AssessFrom;
        for (var day = first; day <= call.AssessTo && days.Count < MostDays; day = day.AddDays(1))
        {
            var open = calendar.IsWorkingDay(day);
            if (open.Failed)
            {
                return open.Problem;
            }

            if (open.Value)
            {
                days.Add(day);
            }
        }

        return Outcome.Of<IReadOnlyList<DateOnly>>(days);
    }

    /// <summary>What regions and assessors were told, by region; empty before.</summary>
    public async Task<IReadOnlyList<Interview>> ToldAsync(CallId call, CancellationToken cancel) =>
    [
        .. (await db.In<Application>(AssessmentDesk.AllRegions).AsNoTracking()
            .Where(a => a.CallId == call && a.Status == ApplicationStatus.Verified && a.InterviewOn != null).ToListAsync(cancel))
            .Select(a => new Interview(a.RegionCode, a.InterviewOn!.Value, a.InterviewSlot!.Value, a.InterviewRoom!.Value)),
    ];

    /// <summary>True where every panel has its place and nobody two at a time.</summary>
    public static bool Fits(IReadOnlyList<Interview> told, PanelPlan panels) =>
        told.Select(i => i.Region).ToHashSet().SetEquals(panels.Panels.Keys)
        && told.GroupBy(i => (i.Day, i.Slot)).Select(at => at.SelectMany(i => panels.Panels[i.Region]).ToList())
            .All(people => people.Distinct().Count() == people.Count);

    /// <summary>Fixes the timetable of these numbers: from now on each region and its assessors see their slot.</summary>
    public async Task<Outcome<Nothing>> TellAsync(CallId id, int slots, int rooms, CancellationToken cancel)
    {
        if (actor.Refuse(AssessmentPermissions.ManagePanel, RegionCode.National) is { } refused)
        {
            return refused;
        }

        var call = await desk.CallAsync(id, cancel);
        if (call.Failed)
        {
            return call.Problem;
        }

        var sheets = await desk.SheetsAsync(id, AssessmentDesk.AllRegions, cancel);
        if (call.Value.Status != CallStatus.Assessing || sheets.Count == 0)
        {
            return new Problem("Movement.Assess.NotAssessing");
        }

        var days = await DaysAsync(call.Value, cancel);
        if (days.Failed)
        {
            return days.Problem;
        }

        var placed = Timetable.Place(AssessmentDesk.PlanOf(sheets), new(days.Value, slots, rooms));
        if (placed.Failed)
        {
            return Outcome.Fail<Nothing>(placed.Problems);
        }

        var places = placed.Value.ToDictionary(i => i.Region);
        var before = (await ToldAsync(id, cancel)).ToHashSet();
        var moved = placed.Value.Where(i => !before.Contains(i)).Select(i => i.Region.Value).Order(StringComparer.Ordinal).ToList();
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        foreach (var application in await db.In<Application>(AssessmentDesk.AllRegions).Where(a => a.CallId == id).ToListAsync(cancel))
        {
            if (places.TryGetValue(application.RegionCode, out var place))
            {
                application.Invite(place.Day, place.Slot, place.Room);
            }
        }

        if (moved.Count > 0)
        {
            records.Tell(new TimetableTold(RegionCode.National, id.Value, moved));
        }

        records.National(actor, "Movement.Trail.TimetableTold", id, new { regions = places.Count, slots, rooms });
        return await write.TryCommitAsync(Records.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }
}

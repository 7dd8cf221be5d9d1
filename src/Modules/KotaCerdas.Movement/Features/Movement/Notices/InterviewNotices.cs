using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Features.Assignments;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Notices;

/// <summary>Tells each region when it is heard, and its assessors that they have interviews; who kept a slot hears nothing again.</summary>
internal sealed class InterviewNotices(Audience audience, AssessmentDesk desk, InterviewPlan plan) : IEventHandler<TimetableTold>
{
    public async Task HandleAsync(TimetableTold happened, EventDelivery delivery, CancellationToken cancel)
    {
        var call = new CallId(happened.CallId);
        var moved = happened.Regions.Select(RegionCode.Parse).ToHashSet();
        var places = (await plan.ToldAsync(call, cancel)).Where(i => moved.Contains(i.Region)).ToDictionary(i => i.Region);
        var (year, names) = (await audience.YearAsync(happened.CallId, cancel), await audience.NamesAsync(places.Keys, cancel));
        foreach (var told in await audience.WhoMayAsync(CallPermissions.Edit, Audience.AllRegions, cancel))
        {
            if (places.TryGetValue(told.Region, out var place))
            {
                audience.Tell(
                    told.User, new("Movement.Notice.Interview", [names[told.Region], year, place.Day, place.Slot, place.Room], Paths.Mine));
            }
        }

        foreach (var own in (await desk.SheetsAsync(call, AssessmentDesk.AllRegions, cancel)).Where(s => places.ContainsKey(s.RegionCode))
            .GroupBy(s => s.UserId))
        {
            audience.Tell(own.Key, new("Movement.Notice.Interviews", [own.Count(), year], "/penilaian"));
        }
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Notices;

/// <summary>Tells regions their result with the last day to object, and the answer to an objection.</summary>
internal sealed class ResultNotices(Audience audience, KotaDb db) : IEventHandler<SelectionAnnounced>, IEventHandler<ObjectionAnswered>
{
    public async Task HandleAsync(SelectionAnnounced happened, EventDelivery delivery, CancellationToken cancel)
    {
        var call = new CallId(happened.CallId);
        var lines = await db.In<DecisionLine>(DecisionReader.Public).AsNoTracking()
            .Where(l => l.CallId == call && l.DecisionId == happened.DecisionId)
            .ToDictionaryAsync(l => l.RegionCode, l => l.Result, cancel);
        var windows = await db.In<ObjectionWindow>(Audience.AllRegions).AsNoTracking()
            .Where(w => w.CallId == call && w.DecisionId == happened.DecisionId)
            .ToDictionaryAsync(w => w.RegionCode, w => w.LastOn, cancel);
        var year = await audience.YearAsync(happened.CallId, cancel);
        var names = await audience.NamesAsync(lines.Keys, cancel);
        var people = await audience.WhoMayAsync(AssessmentPermissions.FileObjection, Audience.AllRegions, cancel);
        foreach (var told in people.Where(p => lines.ContainsKey(p.Region)))
        {
            audience.Tell(
                told.User,
                new(KeyOf(lines[told.Region]), [names[told.Region], year, windows[told.Region]], CallTabs.PathOf(call, "hasil")));
        }
    }

    public async Task HandleAsync(ObjectionAnswered happened, EventDelivery delivery, CancellationToken cancel) =>
        await audience.TellRegionAsync(
            happened.Region, AssessmentPermissions.FileObjection,
            new(happened.Changed ? "Movement.Notice.ObjectionProposed" : "Movement.Notice.ObjectionUpheld",
                [await audience.YearAsync(happened.CallId, cancel)], CallTabs.PathOf(new CallId(happened.CallId), "keberatan")),
            cancel);

    private static string KeyOf(SelectionResult result) => result switch
    {
        SelectionResult.Selected => "Movement.Notice.Selected",
        SelectionResult.Reserve => "Movement.Notice.Reserve",
        _ => "Movement.Notice.NotSelected",
    };
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Notices;

/// <summary>Tells those who may submit an application that a call is open, in every region that can take part in it.</summary>
internal sealed class CallNotices(Audience audience, KotaDb db) : IEventHandler<CallOpened>
{
    public async Task HandleAsync(CallOpened happened, EventDelivery delivery, CancellationToken cancel)
    {
        var id = new CallId(happened.CallId);
        var call = await db.Shared<Call>().AsNoTracking().SingleAsync(c => c.Id == id, cancel);
        var admitted = (await db.Shared<Region>().AsNoTracking().ToListAsync(cancel)).Where(call.Admits).Select(r => r.Code).ToHashSet();
        var notice = new Notice(
            call.Track == CallTrack.Province ? "Movement.Notice.CallOpenedProvinces" : "Movement.Notice.CallOpenedCities",
            [new Bilingual(call.TitleId, call.TitleEn), happened.SubmitBy], Paths.Of(id));
        var people = await audience.WhoMayAsync(CallPermissions.Submit, Audience.AllRegions, cancel);
        foreach (var user in people.Where(p => admitted.Contains(p.Region)).Select(p => p.User).Distinct())
        {
            audience.Tell(user, notice);
        }
    }
}

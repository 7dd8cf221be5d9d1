using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Notices;

/// <summary>
/// Tells those who may submit an application that a call is open, in every region that can take part in it; and who takes part that its
/// last day moved, or that it was withdrawn.
/// </summary>
internal sealed class CallNotices(Audience audience, KotaDb db)
    : IEventHandler<CallOpened>, IEventHandler<CallExtended>, IEventHandler<CallWithdrawn>
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

    public async Task HandleAsync(CallExtended happened, EventDelivery delivery, CancellationToken cancel)
    {
        var title = await TitleAsync(happened.CallId, cancel);
        await TellTakersAsync(
            happened.CallId, new("Movement.Notice.CallExtended", [title, happened.SubmitBy, happened.Reason], Paths.Mine), cancel);
    }

    public async Task HandleAsync(CallWithdrawn happened, EventDelivery delivery, CancellationToken cancel)
    {
        var (id, title) = (new CallId(happened.CallId), await TitleAsync(happened.CallId, cancel));
        await TellTakersAsync(happened.CallId, new("Movement.Notice.CallWithdrawn", [title, happened.Reason], Paths.Mine), cancel);
        var panel = await db.Shared<PanelMember>().AsNoTracking().Where(m => m.CallId == id && m.State != PanelInvitation.Declined)
            .Select(m => m.UserId).ToListAsync(cancel);
        foreach (var user in panel)
        {
            audience.Tell(user, new("Movement.Notice.CallWithdrawnPanel", [title, happened.Reason], Paths.Of(id)));
        }
    }

    /// <summary>Tells who fills in applications in the regions that were invited, asked to join or applied, and did not leave.</summary>
    private async Task TellTakersAsync(Guid call, Notice notice, CancellationToken cancel)
    {
        var id = new CallId(call);
        var invited = await db.In<Invitation>(Audience.AllRegions).AsNoTracking()
            .Where(i => i.CallId == id && i.Status != InvitationStatus.Refused).Select(i => i.RegionCode).ToListAsync(cancel);
        var left = await db.In<Application>(Audience.AllRegions).AsNoTracking()
            .Where(a => a.CallId == id && a.Status == ApplicationStatus.Withdrawn).Select(a => a.RegionCode).ToListAsync(cancel);
        var taking = invited.Except(left).ToHashSet();
        var people = await audience.WhoMayAsync(CallPermissions.Edit, Audience.AllRegions, cancel);
        foreach (var user in people.Where(p => taking.Contains(p.Region)).Select(p => p.User).Distinct())
        {
            audience.Tell(user, notice);
        }
    }

    private async Task<Bilingual> TitleAsync(Guid call, CancellationToken cancel)
    {
        var id = new CallId(call);
        var found = await db.Shared<Call>().AsNoTracking().SingleAsync(c => c.Id == id, cancel);
        return new(found.TitleId, found.TitleEn);
    }
}

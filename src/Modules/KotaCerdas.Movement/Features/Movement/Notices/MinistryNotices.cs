using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Notices;

/// <summary>Tells those in the ministry whose turn it is: to approve, to announce, to answer an objection.</summary>
internal sealed class MinistryNotices(Audience audience)
    : IEventHandler<SelectionDrafted>, IEventHandler<SelectionApproved>, IEventHandler<SelectionDecided>, IEventHandler<ObjectionFiled>
{
    public Task HandleAsync(SelectionDrafted happened, EventDelivery delivery, CancellationToken cancel) =>
        TellAsync(AssessmentPermissions.ApproveAsDirector, "Movement.Notice.ToApprove", happened.CallId, cancel);

    public Task HandleAsync(SelectionApproved happened, EventDelivery delivery, CancellationToken cancel) =>
        TellAsync(AssessmentPermissions.ApproveAsGeneral, "Movement.Notice.ToApprove", happened.CallId, cancel);

    public Task HandleAsync(SelectionDecided happened, EventDelivery delivery, CancellationToken cancel) =>
        TellAsync(AssessmentPermissions.Announce, "Movement.Notice.ToAnnounce", happened.CallId, cancel);

    public async Task HandleAsync(ObjectionFiled happened, EventDelivery delivery, CancellationToken cancel)
    {
        var name = (await audience.NamesAsync([happened.Region], cancel))[happened.Region];
        var year = await audience.YearAsync(happened.CallId, cancel);
        await audience.TellMinistryAsync(
            AssessmentPermissions.AnswerObjection,
            new("Movement.Notice.ObjectionFiled", [name, year], CallTabs.PathOf(new CallId(happened.CallId), "keberatan")), cancel);
    }

    private async Task TellAsync(Permission permission, string key, Guid call, CancellationToken cancel) =>
        await audience.TellMinistryAsync(
            permission, new(key, [await audience.YearAsync(call, cancel)], CallTabs.PathOf(new CallId(call), "keputusan")), cancel);
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Notices;

/// <summary>Tells those in the ministry whose turn it is: to approve, to draft anew, to announce, to answer an objection.</summary>
internal sealed class MinistryNotices(Audience audience, KotaDb db)
    : IEventHandler<SelectionDrafted>, IEventHandler<SelectionApproved>, IEventHandler<SelectionReturned>,
        IEventHandler<SelectionDecided>, IEventHandler<ObjectionFiled>
{
    public Task HandleAsync(SelectionDrafted happened, EventDelivery delivery, CancellationToken cancel) =>
        TellAsync(AssessmentPermissions.ApproveAsDirector, "Movement.Notice.ToApprove", happened.CallId, cancel);

    public Task HandleAsync(SelectionApproved happened, EventDelivery delivery, CancellationToken cancel) =>
        TellAsync(AssessmentPermissions.ApproveAsGeneral, "Movement.Notice.ToApprove", happened.CallId, cancel);

    /// <summary>Only who drafted it: the correction after an objection is made by answering it again.</summary>
    public async Task HandleAsync(SelectionReturned happened, EventDelivery delivery, CancellationToken cancel)
    {
        var call = new CallId(happened.CallId);
        var decision = await db.Shared<Decision>().AsNoTracking()
            .SingleAsync(d => d.CallId == call && d.Id == happened.DecisionId, cancel);
        var answer = await db.Shared<DecisionApproval>().AsNoTracking()
            .SingleAsync(a => a.DecisionId == decision.Id && a.ReturnReason != null, cancel);
        var afterObjection = await db.In<ObjectionAnswer>(Audience.AllRegions).AnyAsync(a => a.NewDecisionId == decision.Id, cancel);
        audience.Tell(decision.DraftedBy, new(
            "Movement.Notice.DecisionReturned",
            [decision.Number, await audience.YearAsync(happened.CallId, cancel), answer.ByName, answer.ReturnReason!],
            CallTabs.PathOf(call, afterObjection ? "keberatan" : "keputusan")));
    }

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

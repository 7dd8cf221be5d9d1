using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>
/// An accepted decree meets what an agreement in force asks for, whichever came first. The decree is the evidence, and those who handed it
/// in and accepted it stand in the obligation's steps.
/// </summary>
internal sealed class MeetByDecree(KotaDb db, Guides guides, KeptPromises promises)
    : IEventHandler<DecreeAccepted>, IEventHandler<AgreementSigned>
{
    private const string Handler = "movement.meet-by-decree";

    public static IReadOnlyList<EventSubscription> Subscriptions { get; } =
    [
        EventSubscription.For<DecreeAccepted, MeetByDecree>(Handler),
        EventSubscription.For<AgreementSigned, MeetByDecree>(Handler),
    ];

    public Task HandleAsync(DecreeAccepted happened, EventDelivery delivery, CancellationToken cancel) =>
        MeetAsync(happened.Region, Actor.Platform(DecreeAccepted.Name), cancel);

    public Task HandleAsync(AgreementSigned happened, EventDelivery delivery, CancellationToken cancel) =>
        MeetAsync(happened.Region, Actor.Platform(AgreementSigned.Name), cancel);

    private async Task MeetAsync(RegionCode region, Actor by, CancellationToken cancel)
    {
        var decrees = await db.In<Decree>(RegionScope.Of(region)).AsNoTracking()
            .Where(d => d.RegionCode == region && d.Step == WorkStep.Accepted).OrderBy(d => d.AcceptedOn).ToListAsync(cancel);
        foreach (var decree in decrees.GroupBy(d => d.Kind).Select(g => g.Last()))
        {
            var code = guides.Of(decree.Guide).Decrees.Single(k => k.Code == decree.Kind).Obligation;
            var asked = await db.In<Obligation>(RegionScope.Of(region))
                .Where(o => o.RegionCode == region && o.Code == code).ToListAsync(cancel);
            foreach (var promise in asked.Where(o => o.Meet(decree.SubmittedOn!.Value)))
            {
                await promises.KeepAsync(by, promise, await StepsAsync(decree, cancel), new { promise.Code, decree.Number }, cancel);
            }
        }
    }

    private async Task<(KeptStep Reported, KeptStep Accepted)> StepsAsync(Decree decree, CancellationToken cancel)
    {
        var rulings = await db.In<DecreeRuling>(RegionScope.Of(decree.RegionCode)).AsNoTracking()
            .Where(r => r.RegionCode == decree.RegionCode && r.DecreeId == decree.Id).OrderBy(r => r.Id).ToListAsync(cancel);
        var (handedIn, accepted) = (rulings.Last(r => r.Kind == RulingKind.Submitted), rulings.Last(r => r.Kind == RulingKind.Accepted));
        return (
            new(decree.SubmittedOn!.Value, handedIn.At, handedIn.ByUser, handedIn.ByName) { Note = decree.Number, FileId = decree.FileId },
            new(decree.AcceptedOn!.Value, accepted.At, accepted.ByUser, accepted.ByName));
    }
}

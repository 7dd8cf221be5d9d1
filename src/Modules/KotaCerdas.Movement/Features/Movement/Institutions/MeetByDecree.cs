using KotaCerdas.Movement.Contracts;
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
internal sealed class MeetByDecree(KotaDb db, Guides guides, Records records)
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
            var promises = await db.In<Obligation>(RegionScope.Of(region))
                .Where(o => o.RegionCode == region && o.Code == code).ToListAsync(cancel);
            foreach (var promise in promises.Where(o => o.Meet(decree.SubmittedOn!.Value)))
            {
                await StepsAsync(promise, decree, cancel);
                records.About(
                    by, "Movement.Trail.ObligationAccepted", new Subject(region, "movement.agreement", promise.AgreementId.ToString()),
                    new { promise.Code, decree.Number });
                records.Tell(new ObligationMet(region, promise.AgreementId.Value, promise.Id, promise.Code, promise.MetOn!.Value));
            }
        }
    }

    private async Task StepsAsync(Obligation promise, Decree decree, CancellationToken cancel)
    {
        var region = promise.RegionCode;
        var other = await db.In<AgreementParty>(RegionScope.Of(region))
            .Where(p => p.RegionCode == region && p.AgreementId == promise.AgreementId && p.Number != promise.Party)
            .MinAsync(p => p.Number, cancel);
        var rulings = await db.In<DecreeRuling>(RegionScope.Of(region)).AsNoTracking()
            .Where(r => r.RegionCode == region && r.DecreeId == decree.Id).OrderBy(r => r.Id).ToListAsync(cancel);
        Add(StepKind.Reported, rulings.Last(r => r.Kind == RulingKind.Submitted), promise.Party, decree.SubmittedOn!.Value);
        Add(StepKind.Accepted, rulings.Last(r => r.Kind == RulingKind.Accepted), other, decree.AcceptedOn!.Value);

        void Add(StepKind kind, DecreeRuling ruling, int party, DateOnly on) => db.Add(new ObligationStep
        {
            RegionCode = region,
            Id = records.NewId(),
            ObligationId = promise.Id,
            AgreementId = promise.AgreementId,
            Kind = kind,
            Note = kind == StepKind.Reported ? decree.Number : string.Empty,
            FileId = kind == StepKind.Reported ? decree.FileId : null,
            Party = party,
            OnDate = on,
            ByUser = ruling.ByUser,
            ByName = ruling.ByName,
            At = ruling.At,
        });
    }
}

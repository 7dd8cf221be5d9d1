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
/// in and accepted it stand in the obligation's steps. One that kept a promise of another memorandum keeps none of a later one by itself,
/// unless that renews it: there the region names it as its evidence.
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
            var spent = await SpentAsync(decree, code, cancel);
            foreach (var promise in asked.Where(o => !spent.Contains(o.AgreementId) && o.Meet(decree.SubmittedOn!.Value)))
            {
                await promises.KeepAsync(by, promise, await StepsAsync(decree, cancel), new { promise.Code, decree.Number }, cancel);
            }
        }
    }

    /// <summary>
    /// Agreements whose promise the decree does not keep by itself: signed after it was accepted, and outside the lines of the memoranda
    /// that had theirs kept before or in whose season it was handed in.
    /// </summary>
    private async Task<HashSet<AgreementId>> SpentAsync(Decree decree, string code, CancellationToken cancel)
    {
        var region = decree.RegionCode;
        var agreements = await db.In<AgreementRecord>(RegionScope.Of(region)).AsNoTracking()
            .Where(a => a.RegionCode == region && a.SignedOn != null).ToListAsync(cancel);
        var met = await db.In<Obligation>(RegionScope.Of(region)).AsNoTracking()
            .Where(o => o.RegionCode == region && o.Code == code && o.State == ObligationState.Met).Select(o => o.AgreementId)
            .ToListAsync(cancel);
        var before = agreements.Where(a => met.Contains(a.Id)).ToList();
        if (before.Count == 0)
        {
            return [];
        }

        var handedIn = await db.In<DecreeRuling>(RegionScope.Of(region)).AsNoTracking()
            .Where(r => r.RegionCode == region && r.DecreeId == decree.Id && r.Kind == RulingKind.Submitted).MaxAsync(r => r.At, cancel);
        var seasons = await db.In<RegionMentoring>(RegionScope.Of(region)).AsNoTracking()
            .Where(m => m.RegionCode == region && m.OpenedAt <= handedIn).Select(m => m.CallId).ToListAsync(cancel);
        var lines = DecreePromises.Lines(agreements, a => met.Contains(a.Id) || (a.CallId is { } call && seasons.Contains(call)));
        return [.. agreements.Where(a => !lines.Contains(a.Id) && a.SignedOn >= decree.AcceptedOn).Select(a => a.Id)];
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

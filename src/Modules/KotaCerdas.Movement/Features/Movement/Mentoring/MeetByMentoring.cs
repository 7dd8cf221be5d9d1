using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>
/// A mentoring that is through its last stage meets what the memorandum of its call promised, whichever came first. The mentor who accepted
/// the last deliverable reports it, and the region that handed that one in is the party that has received what was promised.
/// </summary>
internal sealed class MeetByMentoring(KotaDb db, Guides guides, KeptPromises promises)
    : IEventHandler<MentoringCompleted>, IEventHandler<AgreementSigned>
{
    private const string Handler = "movement.meet-by-mentoring";

    public static IReadOnlyList<EventSubscription> Subscriptions { get; } =
    [
        EventSubscription.For<MentoringCompleted, MeetByMentoring>(Handler),
        EventSubscription.For<AgreementSigned, MeetByMentoring>(Handler),
    ];

    public Task HandleAsync(MentoringCompleted happened, EventDelivery delivery, CancellationToken cancel) =>
        MeetAsync(happened.Region, Actor.Platform(MentoringCompleted.Name), cancel);

    public Task HandleAsync(AgreementSigned happened, EventDelivery delivery, CancellationToken cancel) =>
        MeetAsync(happened.Region, Actor.Platform(AgreementSigned.Name), cancel);

    private async Task MeetAsync(RegionCode region, Actor by, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var done = await db.In<RegionMentoring>(scope).AsNoTracking()
            .Where(m => m.RegionCode == region && m.CompletedOn != null).OrderBy(m => m.CompletedOn).ToListAsync(cancel);
        foreach (var mentoring in done)
        {
            var guide = guides.Of(mentoring.Guide);
            var agreements = await AgreementsAsync(mentoring, cancel);
            var asked = await db.In<Obligation>(scope)
                .Where(o => o.RegionCode == region && o.Code == guide.Obligation && agreements.Contains(o.AgreementId)).ToListAsync(cancel);
            foreach (var promise in asked.Where(o => o.Meet(mentoring.CompletedOn!.Value)))
            {
                await promises.KeepAsync(
                    by, promise, await StepsAsync(mentoring, guide, cancel), new { promise.Code, guide = guide.Version }, cancel);
            }
        }
    }

    /// <summary>The memoranda that the call led to, and the one whose months the mentoring counted.</summary>
    private Task<List<AgreementId>> AgreementsAsync(RegionMentoring mentoring, CancellationToken cancel)
    {
        var (region, call) = (mentoring.RegionCode, mentoring.CallId);
        var bound = mentoring.AgreementId is { } id ? new AgreementId(id) : default;
        return db.In<AgreementRecord>(RegionScope.Of(region)).AsNoTracking()
            .Where(a => a.RegionCode == region && (a.CallId == call || a.Id == bound)).Select(a => a.Id).ToListAsync(cancel);
    }

    private async Task<(KeptStep Reported, KeptStep Accepted)> StepsAsync(
        RegionMentoring mentoring, MentoringGuide guide, CancellationToken cancel)
    {
        var (region, call, on) = (mentoring.RegionCode, mentoring.CallId, mentoring.CompletedOn!.Value);
        var rulings = await db.In<DraftRuling>(RegionScope.Of(region)).AsNoTracking()
            .Where(r => r.RegionCode == region && r.CallId == call).OrderBy(r => r.Id).ToListAsync(cancel);
        var (accepted, handedIn) = (rulings.Last(r => r.Kind == RulingKind.Accepted), rulings.Last(r => r.Kind == RulingKind.Submitted));
        return (
            new(on, accepted.At, accepted.ByUser, accepted.ByName) { Note = guide.Name.Id },
            new(on, handedIn.At, handedIn.ByUser, handedIn.ByName));
    }
}

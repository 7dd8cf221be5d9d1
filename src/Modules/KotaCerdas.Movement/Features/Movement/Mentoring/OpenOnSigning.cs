using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>What mentoring reads of the signing of an agreement, by the event's name.</summary>
/// <param name="Region">The region whose agreement it is.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="CallId">The call whose selection led to it, or null: such an agreement begins no mentoring.</param>
/// <param name="SignedOn">Legal date in the region's zone.</param>
internal sealed record SignedAgreement(RegionCode Region, Guid AgreementId, Guid? CallId, DateOnly SignedOn) : IEvent
{
    public static string Name => "movement.agreement-signed.v1";
}

/// <summary>Begins a region's mentoring on the day its memorandum is signed; a region that is in mentoring stays as it is.</summary>
internal sealed class OpenOnSigning(IServiceProvider services, CurrentActor current) : IEventHandler<SignedAgreement>
{
    public static EventSubscription Subscription { get; } =
        EventSubscription.For<SignedAgreement, OpenOnSigning>("movement.open-mentoring");

    public async Task HandleAsync(SignedAgreement happened, EventDelivery delivery, CancellationToken cancel)
    {
        if (happened.CallId is not { } call)
        {
            return;
        }

        // The trail names the event as the one who began it.
        current.Value = Actor.Platform(SignedAgreement.Name);
        var added = await services.GetRequiredService<StartMentoring>()
            .AddAsync(happened.Region, new CallId(call), happened.SignedOn, happened.AgreementId, cancel);
        Check.That(!added.Failed);
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>
/// Begins a region's mentoring on the day its memorandum is signed. Where the ministry began it earlier, its months count from that day on.
/// </summary>
internal sealed class OpenOnSigning(IServiceProvider services, CurrentActor current) : IEventHandler<AgreementSigned>
{
    public static EventSubscription Subscription { get; } =
        EventSubscription.For<AgreementSigned, OpenOnSigning>("movement.open-mentoring");

    public async Task HandleAsync(AgreementSigned happened, EventDelivery delivery, CancellationToken cancel)
    {
        if (happened.CallId is not { } call)
        {
            return;
        }

        // The trail names the event as the one who began it.
        current.Value = Actor.Platform(AgreementSigned.Name);
        var added = await services.GetRequiredService<StartMentoring>()
            .AddAsync(happened.Region, new CallId(call), happened.SignedOn, happened.AgreementId, cancel);
        Check.That(!added.Failed);
    }
}

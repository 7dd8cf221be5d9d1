using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Notices;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Letters;

/// <summary>Tells those of a region who may read its letter that it is there.</summary>
internal sealed class LetterNotices(Audience audience) : IEventHandler<DecisionLetterSent>
{
    public async Task HandleAsync(DecisionLetterSent happened, EventDelivery delivery, CancellationToken cancel) =>
        await audience.TellRegionAsync(
            happened.Region, LetterPermissions.Read,
            new("Movement.Notice.LetterSent", [await audience.YearAsync(happened.CallId, cancel), happened.Number], Paths.Mine), cancel);
}

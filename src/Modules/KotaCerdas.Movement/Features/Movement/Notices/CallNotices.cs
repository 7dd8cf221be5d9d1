using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Notices;

/// <summary>Tells those who may submit an application, in every region, that a call is open.</summary>
internal sealed class CallNotices(Audience audience) : IEventHandler<CallOpened>
{
    public async Task HandleAsync(CallOpened happened, EventDelivery delivery, CancellationToken cancel)
    {
        var notice = new Notice(
            "Movement.Notice.CallOpened", [happened.Year.ToString(), happened.SubmitBy], Paths.Of(new CallId(happened.CallId)));
        var people = await audience.WhoMayAsync(CallPermissions.Submit, Audience.AllRegions, cancel);
        foreach (var user in people.Select(p => p.User).Distinct())
        {
            audience.Tell(user, notice);
        }
    }
}

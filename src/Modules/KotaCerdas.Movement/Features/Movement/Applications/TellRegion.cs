using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>Tells the people of a region, and where it concerns them the ministry's officers, what became of an application.</summary>
internal sealed class TellRegion(KotaDb db, IPeopleQueries people, Notifications notifications)
    : IEventHandler<RegionInvited>, IEventHandler<ApplicationReturned>, IEventHandler<ApplicationVerified>,
        IEventHandler<ApplicationWithdrawn>
{
    private static readonly string[] RegionRoles =
    [
        "region-head", "region-secretary", "bappeda", "diskominfo", "region-administrator", "province-head", "province-secretary",
        "province-diskominfo",
    ];

    public static IReadOnlyList<EventSubscription> Subscriptions { get; } =
    [
        EventSubscription.For<RegionInvited, TellRegion>("movement.tell-invited"),
        EventSubscription.For<ApplicationReturned, TellRegion>("movement.tell-returned"),
        EventSubscription.For<ApplicationVerified, TellRegion>("movement.tell-verified"),
        EventSubscription.For<ApplicationWithdrawn, TellRegion>("movement.tell-withdrawn"),
    ];

    public async Task HandleAsync(RegionInvited happened, EventDelivery delivery, CancellationToken cancel) => await TellAsync(
        RegionRoles, happened.Region, "Movement.Notice.Invited", [await YearAsync(happened.CallId, cancel), happened.SubmitBy], Paths.Mine,
            cancel);

    public async Task HandleAsync(ApplicationReturned happened, EventDelivery delivery, CancellationToken cancel) => await TellAsync(
        RegionRoles, happened.Region, "Movement.Notice.Returned", [await YearAsync(happened.CallId, cancel), happened.Deadline],
        Paths.Of(new CallId(happened.CallId), happened.Region), cancel);

    public async Task HandleAsync(ApplicationVerified happened, EventDelivery delivery, CancellationToken cancel) => await TellAsync(
        RegionRoles, happened.Region, "Movement.Notice.Verified", [await YearAsync(happened.CallId, cancel)],
        Paths.Of(new CallId(happened.CallId), happened.Region), cancel);

    public async Task HandleAsync(ApplicationWithdrawn happened, EventDelivery delivery, CancellationToken cancel)
    {
        var region = await db.Shared<Region>().Where(r => r.Code == happened.Region).Select(r => r.Name).SingleAsync(cancel);
        await TellAsync(
            ["ministry-officer"], RegionCode.National, "Movement.Notice.Withdrawn", [region, await YearAsync(happened.CallId, cancel)],
            Paths.Of(new CallId(happened.CallId), happened.Region) + "/lihat", cancel);
    }

    private async Task<object> YearAsync(Guid call, CancellationToken cancel)
    {
        var id = new CallId(call);
        return (await db.Shared<Call>().Where(c => c.Id == id).Select(c => c.Year).SingleAsync(cancel)).ToString();
    }

    private async Task TellAsync(
        string[] roles, RegionCode where, string text, IReadOnlyList<object> args, string link, CancellationToken cancel)
    {
        HashSet<UserId> told = [];
        foreach (var role in roles)
        {
            told.UnionWith((await people.HoldersAsync(role, RegionScope.Of(where), cancel)).Where(p => p.Region == where)
                .Select(p => p.User));
        }

        foreach (var user in told)
        {
            notifications.Add(user, text, args, link);
        }
    }
}

using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// Tells who asked what became of it, and officers what law decided in their place. No number and no name is said: the rest is behind the
/// link.
/// </summary>
internal sealed class LetterNotices(
    KotaDb db, Notifications notifications, IPeopleQueries people, RoleCatalogue roles, ChargeReading charges, MyClaims claims)
    : IEventHandler<RequestAnswered>
{
    public static IReadOnlyList<EventSubscription> Subscriptions { get; } =
        [EventSubscription.For<RequestAnswered, LetterNotices>("revenue.tell-request-answered")];

    public async Task HandleAsync(RequestAnswered happened, EventDelivery delivery, CancellationToken cancel)
    {
        var request = await db.In<LetterRequest>(RegionScope.Of(happened.Region)).AsNoTracking()
            .SingleOrDefaultAsync(r => r.Id == happened.Request, cancel);
        if (request is null || await charges.FindAsync(happened.Region, request.ChargeId, cancel) is not { } charge)
        {
            return;
        }

        var name = await db.Shared<Region>().Where(r => r.Code == happened.Region).Select(r => r.Name).SingleAsync(cancel);
        var holders = await claims.HoldersAsync(happened.Region, charge.Taxpayer.TaxpayerId, request.ChargeId.Bill?.Nop, cancel);
        var asked = request.AskedBy is { } user ? holders.Append(user).Distinct().ToList() : holders;
        foreach (var person in await people.OpenAsync(asked, cancel))
        {
            notifications.Add(
                person, $"Revenue.RequestNotice.{happened.Result}", [request.Rule.InSentence(), name], MinePaths.Start + "#permohonan");
        }

        if (happened.Result == RequestAnswered.Deemed)
        {
            foreach (var officer in await OfficersAsync(happened.Region, cancel))
            {
                notifications.Add(
                    officer, "Revenue.RequestNotice.DeemedOffice", [request.Rule.InSentence(), name, request.DecideBy!.Value],
                    ChargePaths.Of(happened.Region, request.ChargeId));
            }
        }
    }

    /// <summary>Who proposes and decides in a region.</summary>
    private async Task<IReadOnlySet<UserId>> OfficersAsync(RegionCode region, CancellationToken cancel)
    {
        var found = new HashSet<UserId>();
        foreach (var role in roles.All.Where(r => r.Permissions.Contains(ChargePermissions.ProposeCode)
            || r.Permissions.Contains(ChargePermissions.DecideCode)))
        {
            found.UnionWith((await people.HoldersAsync(role.Code, RegionScope.Of(region), cancel)).Select(p => p.User));
        }

        return found;
    }
}

using KotaCerdas.Movement.Features.Notices;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>Finds the people of an agreement's parties and tells them. Reads before the write, tells inside it.</summary>
internal sealed class AgreementTold(Audience audience, IPeopleQueries people, Notifications notifications, Actor actor)
{
    private const string MinistryRole = "ministry-officer";

    /// <summary>Everyone who negotiates for a party, without the one who acts.</summary>
    public async Task<IReadOnlyList<UserId>> PartiesAsync(AgreementFile file, CancellationToken cancel)
    {
        HashSet<UserId> found = [];
        foreach (var party in file.Parties)
        {
            found.UnionWith(await OfPartyAsync(party, AgreementPermissions.Negotiate, cancel));
        }

        return [.. found.Where(u => u != actor.User)];
    }

    /// <summary>Those who may do this for a party.</summary>
    public async Task<IReadOnlyList<UserId>> OfPartyAsync(AgreementParty party, Permission permission, CancellationToken cancel)
    {
        switch (AgreementCatalogue.Shipped.Kind(party.Kind)?.ActsAs)
        {
            case ActsAs.National:
                return [.. (await people.HoldersAsync(MinistryRole, RegionScope.Of(RegionCode.National), cancel)).Select(p => p.User)];
            case ActsAs.Region:
                var code = RegionCode.Parse(party.PartyRegion);
                return [.. (await audience.WhoMayAsync(permission, RegionScope.Of(code), cancel))
                    .Where(t => t.Region == code).Select(t => t.User).Distinct()];
            default:
                return party.OfficerUser is { } officer ? [officer] : [];
        }
    }

    public async Task<IReadOnlyList<UserId>> HeadAsync(RegionCode region, CancellationToken cancel) =>
        [.. (await people.HoldersAsync(ActingHeads.RoleOf(region), RegionScope.Of(region), cancel)).Where(p => p.Region == region)
            .Select(p => p.User)];

    public void Tell(IEnumerable<UserId> users, string key, AgreementRecord agreement, params object[] args) =>
        Tell(users, key, AgreementPaths.Of(agreement), args);

    public void Tell(IEnumerable<UserId> users, string key, string link, params object[] args)
    {
        foreach (var user in users)
        {
            notifications.Add(user, key, args, link);
        }
    }
}

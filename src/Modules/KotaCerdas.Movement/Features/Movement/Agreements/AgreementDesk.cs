using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>An agreement with its region, parties and signing powers.</summary>
internal sealed record AgreementFile(
    AgreementRecord Agreement, Region Region, IReadOnlyList<AgreementParty> Parties, IReadOnlyList<SigningPower> Powers)
{
    public AgreementParty Party(int number) => Parties.Single(p => p.Number == number);

    /// <summary>The number of the party for which somebody may do this, or null where they act for none.</summary>
    public int? SideOf(Actor actor, Permission permission) => Parties.FirstOrDefault(p => ActsFor(actor, permission, p))?.Number;

    /// <summary>
    /// The party that somebody signs for: as the holder of its office, or by a letter where the party is signed for on behalf.
    /// </summary>
    public AgreementParty? SignedBy(Actor actor) => Parties.FirstOrDefault(p => ActsFor(
        actor, p.Capacity == SigningCapacity.OnBehalf ? AgreementPermissions.SignOnBehalf : AgreementPermissions.Sign, p));

    /// <summary>The party whose office somebody holds and can let another office sign.</summary>
    public AgreementParty? HeldBy(Actor actor) => Parties.FirstOrDefault(p => ActsFor(actor, AgreementPermissions.Sign, p));

    /// <summary>True for the party that signs last: the ministry.</summary>
    public static bool IsNational(AgreementParty party) => AgreementCatalogue.Shipped.Kind(party.Kind)?.ActsAs == ActsAs.National;

    public bool MayBeReadBy(Actor actor) =>
        actor.May(AgreementPermissions.Read, Region.Code) || SideOf(actor, AgreementPermissions.Read) is not null;

    private bool ActsFor(Actor actor, Permission permission, AgreementParty party) =>
        AgreementCatalogue.Shipped.Kind(party.Kind)?.ActsAs switch
    {
        // An operation that an officer started drafts and confirms for the ministry; it never signs.
        ActsAs.National => (actor is { IsPlatform: true, User: not null }
                && (permission == AgreementPermissions.Draft || permission == AgreementPermissions.Negotiate))
            || actor.Grants.Any(g => g.Region.IsNational && g.Permissions.Contains(permission.Code)),
        ActsAs.Region => actor.Grants.Any(g => g.Region.Value == party.PartyRegion && g.Permissions.Contains(permission.Code)),
        _ => actor.User is { } user && party.OfficerUser == user && actor.May(AgreementPermissions.Partner, Region.Code),
    };
}

/// <summary>Reads agreements, and says who may come in.</summary>
internal sealed class AgreementDesk(KotaDb db, Actor actor, RoleCatalogue roles)
{
    /// <summary>Tracked, for operations that change it; who may is asked by the operation.</summary>
    public async Task<Outcome<AgreementFile>> ReadAsync(RegionCode region, AgreementId id, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var agreement = await db.In<AgreementRecord>(scope).SingleOrDefaultAsync(a => a.RegionCode == region && a.Id == id, cancel);
        if (agreement is null)
        {
            return new Problem("Movement.Agreement.NotFound");
        }

        return new AgreementFile(
            agreement,
            await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == region, cancel),
            await db.In<AgreementParty>(scope).Where(p => p.RegionCode == region && p.AgreementId == id).OrderBy(p => p.Number)
                .ToListAsync(cancel),
            await db.In<SigningPower>(scope).Where(p => p.RegionCode == region && p.AgreementId == id).OrderBy(p => p.Id)
                .ToListAsync(cancel));
    }

    /// <summary>Offices that may sign on behalf of a party; null for one whose offices are not known here, such as a bank.</summary>
    public async Task<IReadOnlyList<string>?> DelegatesAsync(AgreementParty party, CancellationToken cancel) =>
        AgreementCatalogue.Shipped.Kind(party.Kind)?.ActsAs == ActsAs.Region && RegionCode.TryParse(party.PartyRegion, out var code)
            ? DelegateOffices.Of(
                roles, AgreementPermissions.SignOnBehalf,
                await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == code, cancel))
            : null;

    /// <summary>An agreement with its addenda in force, tracked: what ends or is replaced takes them along. Empty for none.</summary>
    public async Task<List<AgreementRecord>> WithAddendaAsync(AgreementRecord? agreement, CancellationToken cancel)
    {
        if (agreement is null)
        {
            return [];
        }

        var (region, id) = (agreement.RegionCode, agreement.Id);
        var addenda = await db.In<AgreementRecord>(RegionScope.Of(region)).Where(a => a.RegionCode == region && a.ParentId == id
            && a.ParentLink == AgreementLink.Addendum && a.State == AgreementState.InForce).OrderBy(a => a.Id).ToListAsync(cancel);
        return [agreement, .. addenda];
    }

    /// <summary>The door of every page of an agreement: 404 where there is none, 403 where one may not read it.</summary>
    public async Task<(AgreementFile? File, IActionResult? Closed)> OpenAsync(string region, Guid id, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code))
        {
            return (null, new NotFoundResult());
        }

        var read = await ReadAsync(code, new(id), cancel);
        return read.Failed ? (null, new NotFoundResult())
            : read.Value.MayBeReadBy(actor) ? (read.Value, null)
            : (null, new StatusCodeResult(StatusCodes.Status403Forbidden));
    }

    public Task<List<Obligation>> ObligationsAsync(RegionCode region, AgreementId id, CancellationToken cancel) =>
        db.In<Obligation>(RegionScope.Of(region)).Where(o => o.RegionCode == region && o.AgreementId == id)
            .OrderBy(o => o.DueOn).ThenBy(o => o.Party).ThenBy(o => o.Code).ThenBy(o => o.Occurrence).ToListAsync(cancel);

    /// <summary>Obligations of agreements that end or are replaced together, tracked.</summary>
    public async Task<List<Obligation>> ObligationsAsync(IEnumerable<AgreementRecord> agreements, CancellationToken cancel)
    {
        List<Obligation> all = [];
        foreach (var one in agreements)
        {
            all.AddRange(await ObligationsAsync(one.RegionCode, one.Id, cancel));
        }

        return all;
    }

    public Task<List<ClauseVersion>> ClausesAsync(RegionCode region, AgreementId id, CancellationToken cancel) =>
        db.In<ClauseVersion>(RegionScope.Of(region)).Where(c => c.RegionCode == region && c.AgreementId == id)
            .OrderBy(c => c.Position).ThenBy(c => c.Clause).ThenBy(c => c.Number).ToListAsync(cancel);

    public Task<List<AgreementPerson>> PeopleAsync(RegionCode region, AgreementId id, CancellationToken cancel) =>
        db.In<AgreementPerson>(RegionScope.Of(region)).Where(p => p.RegionCode == region && p.AgreementId == id)
            .OrderBy(p => p.Kind).ThenBy(p => p.Id).ToListAsync(cancel);
}

/// <summary>Addresses and subjects of agreements.</summary>
internal static class AgreementPaths
{
    public const string List = "/kesepakatan";
    public const string Due = "/kewajiban";

    public static string Of(RegionCode region, AgreementId id) => $"{List}/{region}/{id}";

    public static string Of(AgreementRecord agreement) => Of(agreement.RegionCode, agreement.Id);

    public static string Text(AgreementRecord agreement) => Of(agreement) + "/naskah";

    public static string Clause(AgreementRecord agreement, string clause) => $"{Text(agreement)}/{Uri.EscapeDataString(clause)}";

    public static string Parties(AgreementRecord agreement) => Of(agreement) + "/pihak";

    public static string Obligations(AgreementRecord agreement) => Of(agreement) + "/kewajiban";

    public static string Obligation(AgreementRecord agreement, Guid obligation) => $"{Obligations(agreement)}/{obligation}";

    public static string Obligation(RegionCode region, Obligation obligation) =>
        $"{Of(region, obligation.AgreementId)}/kewajiban/{obligation.Id}";

    public static string Signing(AgreementRecord agreement) => Of(agreement) + "/tanda-tangan";

    public static Subject Subject(AgreementRecord agreement) => new(agreement.RegionCode, "movement.agreement", agreement.Id.ToString());
}

using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Mine;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>Claims of an account, region by region: none is sought where it has none.</summary>
internal sealed class MyClaims(
    KotaDb db, Standings standings, SameTaxpayers same, Notifications notifications, IPeopleQueries people)
{
    /// <summary>Objects and connections that one account may have at a time in a region.</summary>
    public const int Most = 300;

    /// <summary>Who the entries of taxpayers stand for now.</summary>
    public Standings Standings => standings;

    /// <summary>The regions in which an account has something of its own.</summary>
    public async Task<IReadOnlyList<RegionCode>> PlacesAsync(UserId user, CancellationToken cancel) =>
        (await db.Shared<OwnPlace>().AsNoTracking().Where(p => p.UserId == user).Select(p => p.Place).OrderBy(p => p).ToListAsync(cancel))
        .ConvertAll(RegionCode.Parse);

    /// <summary>Claims of an account that nobody ended, oldest first.</summary>
    public Task<List<Claim>> OpenAsync(RegionCode region, UserId user, CancellationToken cancel) =>
        Standing(region).AsNoTracking().Where(c => c.UserId == user).OrderBy(c => c.Id).ToListAsync(cancel);

    /// <summary>Claims of an account on one object, or on a taxpayer.</summary>
    public Task<List<Claim>> OpenAsync(RegionCode region, UserId user, Nop nop, CancellationToken cancel) =>
        Standing(region).AsNoTracking().Where(c => c.UserId == user && (c.Nop == nop || c.Kind == ClaimKind.Taxpayer)).OrderBy(c => c.Id)
            .ToListAsync(cancel);

    /// <summary>Those of some claims that count: their entry of the register names whom it named then.</summary>
    public Task<List<Claim>> CountingAsync(RegionCode region, IEnumerable<Claim> open, CancellationToken cancel) =>
        same.OnlyAsync(region, open, cancel);

    /// <summary>True where an entry of the register names whom it named at an instant.</summary>
    public Task<bool> SameSinceAsync(RegionCode region, TaxpayerId id, DateTime since, CancellationToken cancel) =>
        same.SinceAsync(region, id, since, cancel);

    /// <summary>
    /// Tells those to whom an object is shown, in the open write, that another account claims it: a paper may be in wrong hands.
    /// </summary>
    public async Task TellHoldersAsync(Region region, Claim claim, CancellationToken cancel)
    {
        var entries = await standings.EntriesAsync(region.Code, [claim.TaxpayerId], cancel);
        var (nop, user) = (claim.Nop, claim.UserId);
        var open = await Standing(region.Code).AsNoTracking().Where(c => c.UserId != user && entries.Contains(c.TaxpayerId)
            && (c.Nop == nop || c.Kind == ClaimKind.Taxpayer)).ToListAsync(cancel);
        var holders = (await CountingAsync(region.Code, open, cancel)).Select(c => c.UserId).Distinct().ToList();
        foreach (var holder in await people.OpenAsync(holders, cancel))
        {
            notifications.Add(holder, "Revenue.Notice.ObjectClaimed", [region.Name], MinePaths.Start);
        }
    }

    /// <summary>Accounts to which what a taxpayer owes is shown: connected with the taxpayer or, of PBB-P2, with the object.</summary>
    public async Task<IReadOnlyList<UserId>> HoldersAsync(
        RegionCode region, TaxpayerId taxpayer, Nop? nop, CancellationToken cancel)
    {
        var entries = await standings.EntriesAsync(region, [taxpayer], cancel);
        var open = await Standing(region).AsNoTracking().Where(c => entries.Contains(c.TaxpayerId)
            && (c.Kind == ClaimKind.Taxpayer || (nop != null && c.Nop == nop))).ToListAsync(cancel);
        return [.. (await CountingAsync(region, open, cancel)).Select(c => c.UserId).Distinct()];
    }

    /// <summary>Notes in the open write that the account has something in a region; at the same time twice does no harm.</summary>
    public Task NotePlaceAsync(UserId user, RegionCode region, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"insert into revenue_own_place (user_id, place) values ({user.Value}, {region.Value}) on conflict do nothing", cancel);

    /// <summary>The version of a taxpayer that counts, 0 where the region has no such taxpayer.</summary>
    public async Task<int> VersionAsync(RegionCode region, TaxpayerId id, CancellationToken cancel) =>
        await db.In<Taxpayer>(RegionScope.Of(region)).Where(t => t.TaxpayerId == id).MaxAsync(t => (int?)t.Version, cancel) ?? 0;

    /// <summary>Claims of a region that nobody ended.</summary>
    public IQueryable<Claim> Standing(RegionCode region)
    {
        var ended = db.In<ClaimEnd>(RegionScope.Of(region)).Select(e => e.ClaimId);
        return db.In<Claim>(RegionScope.Of(region)).Where(c => !ended.Contains(c.Id));
    }
}

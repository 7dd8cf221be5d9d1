using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Mine;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>An object of a person, as the register has it today.</summary>
/// <param name="Where">Its region.</param>
/// <param name="Owner">Whose it is, merged entries resolved; shown to nobody.</param>
internal abstract record MyThing(BillRegion Where, TaxpayerId Owner)
{
    /// <summary>What lists are ordered and paged by.</summary>
    public abstract string Key { get; }

    public RegionCode Code => Where.Code;
}

/// <summary>An object of PBB-P2.</summary>
internal sealed record MyParcel(BillRegion Where, TaxpayerId Owner, TaxObject Now) : MyThing(Where, Owner)
{
    /// <summary>A claim on this object alone, null where it comes with a taxpayer.</summary>
    public Guid? Claim { get; init; }

    /// <summary>Years whose bill was shown to be in the person's hands; null where the counter connected its taxpayer: then all.</summary>
    public IReadOnlySet<int>? Proven { get; init; }

    public Nop Nop => Now.Nop;

    public override string Key => $"{Code}~1~{BillPaths.Digits(Nop)}";
}

/// <summary>An object of another tax or a levy.</summary>
internal sealed record MyKind(BillRegion Where, TaxpayerId Owner, KindObject Now) : MyThing(Where, Owner)
{
    public override string Key => $"{Code}~2~{Now.Number}~{Now.ObjectId}";
}

/// <summary>A claim that shows nothing any more: the register has another taxpayer, or no such object.</summary>
internal sealed record LostClaim(BillRegion Where, Claim Claim);

/// <summary>A connection with a taxpayer.</summary>
internal sealed record MyConnection(BillRegion Where, Claim Claim, int Objects);

/// <summary>All that is a person's own in some regions.</summary>
internal sealed record MyRegister(
    IReadOnlyList<MyThing> Things, IReadOnlyList<LostClaim> Lost, IReadOnlyList<MyConnection> Connections);

/// <summary>
/// What is a person's own today: the claims of the account held against the register. An object counts where the taxpayer of today is the
/// one of the claim, by name and number too; of a connection, every object of its taxpayer.
/// </summary>
internal sealed class MyObjects(KotaDb db, MyClaims claims, BillRegions regions)
{
    /// <summary>Everything, over all regions, in the order of lists.</summary>
    public async Task<MyRegister> AllAsync(UserId user, CancellationToken cancel)
    {
        var (things, lost, connections) = (new List<MyThing>(), new List<LostClaim>(), new List<MyConnection>());
        foreach (var place in await claims.PlacesAsync(user, cancel))
        {
            if (await regions.FindAsync(place.Value, cancel) is not { } where
                || await HeldAsync(where, await claims.OpenAsync(place, user, cancel), cancel) is not { } held)
            {
                continue;
            }

            var nops = held.Claims.Select(c => c.Nop).OfType<Nop>().Distinct().ToList();
            var parcels = await ParcelsAsync(where, held, await VersionsAsync(where.Code, nops, held.Entries, cancel), cancel);
            var kinds = await KindsAsync(where, held, null, cancel);
            things.AddRange(parcels);
            things.AddRange(kinds);
            var shown = parcels.Select(p => p.Nop).ToHashSet();
            lost.AddRange(held.Open.Where(c => c.Nop is { } nop && !shown.Contains(nop)).DistinctBy(c => c.Nop)
                .Select(c => new LostClaim(where, c)));
            connections.AddRange(held.Open.Where(c => c.Kind == ClaimKind.Taxpayer).Select(c => new MyConnection(
                where, c, !held.Claims.Contains(c) ? 0
                    : parcels.Concat<MyThing>(kinds).Count(t => t.Owner == held.Standing(c.TaxpayerId)))));
        }

        return new([.. things.OrderBy(t => t.Key, StringComparer.Ordinal)], lost, connections);
    }

    /// <summary>One object of PBB-P2, null where it is not the person's own.</summary>
    public async Task<MyParcel?> FindAsync(UserId user, RegionCode region, Nop nop, CancellationToken cancel) =>
        await regions.FindAsync(region.Value, cancel) is { } where
        && await HeldAsync(where, await claims.OpenAsync(region, user, nop, cancel), cancel) is { } held
            ? (await ParcelsAsync(where, held, await VersionsAsync(region, [nop], [], cancel), cancel)).SingleOrDefault() : null;

    /// <summary>One object of another kind, null where it is not the person's own.</summary>
    public async Task<MyKind?> FindAsync(UserId user, RegionCode region, KindObjectId id, CancellationToken cancel) =>
        await regions.FindAsync(region.Value, cancel) is { } where
        && await HeldAsync(where, await claims.OpenAsync(region, user, cancel), cancel) is { } held
            ? (await KindsAsync(where, held, id, cancel)).SingleOrDefault() : null;

    /// <summary>
    /// All entries of the taxpayers that the counter connected with an account; what is owed by them is the person's own.
    /// </summary>
    public async Task<IReadOnlyList<TaxpayerId>> ConnectedAsync(UserId user, RegionCode region, CancellationToken cancel) =>
        await regions.FindAsync(region.Value, cancel) is { } where
        && await HeldAsync(where, await claims.OpenAsync(region, user, cancel), cancel) is { } held ? held.Entries : [];

    /// <summary>A region with what every answer needs, null where there is none.</summary>
    public ValueTask<BillRegion?> RegionAsync(RegionCode region, CancellationToken cancel) => regions.FindAsync(region.Value, cancel);

    /// <summary>All entries of a taxpayer.</summary>
    public Task<HashSet<TaxpayerId>> EntriesAsync(RegionCode region, TaxpayerId owner, CancellationToken cancel) =>
        claims.Standings.EntriesAsync(region, [owner], cancel);

    private async Task<Held?> HeldAsync(BillRegion where, List<Claim> open, CancellationToken cancel)
    {
        if (open.Count == 0)
        {
            return null;
        }

        var standing = await claims.Standings.OfAsync(where.Code, open.Select(c => c.TaxpayerId), cancel);
        var counting = await claims.CountingAsync(where.Code, open, cancel);
        var connected = counting.Where(c => c.Kind == ClaimKind.Taxpayer).Select(c => standing(c.TaxpayerId)).ToHashSet();
        return new(open, counting, standing, connected,
            connected.Count == 0 ? [] : [.. await claims.Standings.EntriesAsync(where.Code, connected, cancel)]);
    }

    /// <summary>All versions of objects that are named, or were at some time on one of some entries.</summary>
    private async Task<List<TaxObject>> VersionsAsync(
        RegionCode region, List<Nop> nops, List<TaxpayerId> entries, CancellationToken cancel)
    {
        var rows = db.In<TaxObject>(RegionScope.Of(region)).AsNoTracking();
        var versions = nops.Count == 0 ? [] : await rows.Where(o => nops.Contains(o.Nop)).ToListAsync(cancel);
        if (entries.Count > 0)
        {
            var theirs = rows.Where(o => entries.Contains(o.TaxpayerId)).Select(o => o.Nop);
            var known = nops.ToHashSet();
            versions.AddRange((await rows.Where(o => theirs.Contains(o.Nop)).ToListAsync(cancel)).Where(o => !known.Contains(o.Nop)));
        }

        return versions;
    }

    private async Task<List<MyParcel>> ParcelsAsync(BillRegion where, Held held, List<TaxObject> versions, CancellationToken cancel)
    {
        var now = versions.GroupBy(v => v.Nop).Select(g => TaxObject.On(where.Today, g)).OfType<TaxObject>().ToList();
        var standing = await claims.Standings.OfAsync(where.Code, now.Select(o => o.TaxpayerId), cancel);
        var found = new List<MyParcel>();
        foreach (var thing in now)
        {
            var owner = standing(thing.TaxpayerId);
            var own = held.Claims.FindAll(c => c.Nop == thing.Nop && held.Standing(c.TaxpayerId) == owner);
            var connected = held.Connected.Contains(owner);
            if (own.Count > 0 || connected)
            {
                found.Add(new(where, owner, thing)
                {
                    Claim = own.FirstOrDefault()?.Id, Proven = connected ? null : own.Select(c => c.ProofYear).OfType<int>().ToHashSet(),
                });
            }
        }

        return found;
    }

    private async Task<List<MyKind>> KindsAsync(BillRegion where, Held held, KindObjectId? only, CancellationToken cancel)
    {
        if (held.Entries.Count == 0)
        {
            return [];
        }

        var rows = db.In<KindObject>(RegionScope.Of(where.Code)).AsNoTracking();
        var theirs = rows.Where(o => held.Entries.Contains(o.TaxpayerId) && (only == null || o.ObjectId == only)).Select(o => o.ObjectId);
        var versions = await rows.Where(o => theirs.Contains(o.ObjectId)).ToListAsync(cancel);
        var now = versions.GroupBy(v => v.ObjectId).Select(g => KindObject.On(where.Today, g)).OfType<KindObject>().ToList();
        var standing = await claims.Standings.OfAsync(where.Code, now.Select(o => o.TaxpayerId), cancel);
        return
        [
            .. now.Where(o => held.Connected.Contains(standing(o.TaxpayerId))).Select(o => new MyKind(where, standing(o.TaxpayerId), o)),
        ];
    }

    /// <summary>Claims of one region with who their taxpayers stand for now.</summary>
    /// <param name="Open">Those that nobody ended.</param>
    /// <param name="Claims">Those of them that count.</param>
    /// <param name="Standing">The entry that stays, by entry.</param>
    /// <param name="Connected">Taxpayers whose everything is shown.</param>
    /// <param name="Entries">All entries of these.</param>
    private sealed record Held(
        List<Claim> Open, List<Claim> Claims, Func<TaxpayerId, TaxpayerId> Standing, HashSet<TaxpayerId> Connected,
        List<TaxpayerId> Entries);
}

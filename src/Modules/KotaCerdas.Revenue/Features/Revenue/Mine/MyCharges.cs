using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>Something that a person owes.</summary>
internal sealed record MyCharge(BillRegion Where, ChargeFileOf File);

/// <summary>
/// What a person owes: bills of PBB-P2 whose paper is in their hands, and everything of a taxpayer that the counter connected with the
/// account.
/// </summary>
internal sealed class MyCharges(
    KotaDb db, MyObjects objects, MyFigures figures, ChargeReading charges, KindObjectReading kinds)
{
    /// <summary>Code of the tax on acquiring land and buildings.</summary>
    public const string Bphtb = "bphtb";

    private const int MostDeeds = 50;

    /// <summary>A charge or bill, null where it is not the person's own.</summary>
    public async Task<MyCharge?> FindAsync(UserId user, RegionCode region, ChargeId id, CancellationToken cancel) =>
        await objects.RegionAsync(region, cancel) is { } where && await IsOwnAsync(user, region, id, cancel)
        && await charges.FindAsync(region, id, cancel) is { IsLegacy: false } file ? new(where, file) : null;

    /// <summary>A region with the taxpayers of an account by name, merged entries as one; null where there is none.</summary>
    public async Task<(BillRegion Where, IReadOnlyList<Taxpayer> Taxpayers)?> ConnectedAsync(
        UserId user, RegionCode region, CancellationToken cancel)
    {
        if (await objects.RegionAsync(region, cancel) is not { } where)
        {
            return null;
        }

        var found = await kinds.StandingAsync(region, await objects.ConnectedAsync(user, region, cancel), cancel);
        return found.Count == 0 ? null
            : (where, [.. found.Values.DistinctBy(t => t.TaxpayerId).OrderBy(t => t.Name, StringComparer.Ordinal)]);
    }

    /// <summary>Own returns of BPHTB, newest first, each with what stands.</summary>
    public async Task<IReadOnlyList<ChargeFileOf>> DeedsAsync(UserId user, RegionCode region, CancellationToken cancel)
    {
        var entries = await objects.ConnectedAsync(user, region, cancel);
        var ids = await db.In<Charge>(RegionScope.Of(region)).Where(c => c.Kind == Bphtb && entries.Contains(c.TaxpayerId))
            .OrderByDescending(c => c.RecordedAt).Select(c => c.ChargeId).ToListAsync(cancel);
        return await charges.AllAsync(region, [.. ids.Distinct().Take(MostDeeds)], cancel);
    }

    private async Task<bool> IsOwnAsync(UserId user, RegionCode region, ChargeId id, CancellationToken cancel)
    {
        if (id.Bill is { } bill)
        {
            return await objects.FindAsync(user, region, bill.Nop, cancel) is { } parcel
                && (await figures.OpenedYearsAsync(parcel, cancel)).Contains(bill.Year);
        }

        var entries = await objects.ConnectedAsync(user, region, cancel);
        return entries.Count > 0 && await db.In<Charge>(RegionScope.Of(region))
            .AnyAsync(c => c.ChargeId == id && c.Cycle == 1 && entries.Contains(c.TaxpayerId), cancel);
    }
}

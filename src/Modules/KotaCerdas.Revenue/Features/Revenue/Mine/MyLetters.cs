using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>A letter to a taxpayer.</summary>
/// <param name="Charge">What it is about.</param>
/// <param name="On">Its day.</param>
/// <param name="Letter">What it is.</param>
/// <param name="Paper">The document.</param>
/// <param name="Delivery">What became of it, null where nothing is recorded.</param>
internal sealed record MyLetter(ChargeId Charge, DateOnly On, LetterRule Letter, IssuedDocument Paper, LetterDelivery? Delivery);

/// <summary>Letters about a person's objects: those that are sealed, and were written to the owner of today.</summary>
internal sealed class MyLetters(KotaDb db, MyObjects objects, MyFigures figures, LetterDeliveries deliveries)
{
    /// <summary>Letters about an object of PBB-P2 that came after its bills, newest first.</summary>
    /// <param name="parcel">The object.</param>
    /// <param name="years">Years whose papers are opened.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<MyLetter>> OfAsync(MyParcel parcel, IEnumerable<int> years, CancellationToken cancel)
    {
        var bills = years.Select(y => ChargeId.Of(parcel.Nop, y));
        if (parcel.Proven is not null)
        {
            return await ReadAsync(parcel.Code, [.. bills], cancel);
        }

        var entries = await objects.EntriesAsync(parcel.Code, parcel.Owner, cancel);
        var digits = BillPaths.Digits(parcel.Nop);
        var later = await db.In<Charge>(RegionScope.Of(parcel.Code))
            .Where(c => entries.Contains(c.TaxpayerId) && c.Kind == RevenueKinds.Pbb && c.Subject == digits).Select(c => c.ChargeId)
            .Distinct().ToListAsync(cancel);
        return await ReadAsync(parcel.Code, [.. bills, .. later], cancel);
    }

    /// <summary>Letters about an object of another kind, newest first.</summary>
    public async Task<IReadOnlyList<MyLetter>> OfAsync(MyKind kind, CancellationToken cancel) =>
        await ReadAsync(kind.Code, [.. (await figures.ChargesAsync(kind, cancel)).Select(c => c.Charge.ChargeId)], cancel);

    /// <summary>A letter that somebody may read because the object is theirs, or null.</summary>
    public async Task<MyLetter?> FindAsync(
        UserId user, RegionCode region, (ChargeId Charge, DocumentId Paper) of, CancellationToken cancel)
    {
        var letters = of.Charge.Bill is { } bill
            ? await OfParcelAsync(user, region, bill.Nop, cancel) : await OfChargeAsync(user, region, of.Charge, cancel);
        return letters.FirstOrDefault(l => l.Charge == of.Charge && l.Paper.Id == of.Paper);
    }

    private async Task<IReadOnlyList<MyLetter>> OfParcelAsync(UserId user, RegionCode region, Nop nop, CancellationToken cancel) =>
        await objects.FindAsync(user, region, nop, cancel) is { } parcel
            ? await OfAsync(parcel, await figures.OpenedYearsAsync(parcel, cancel), cancel) : [];

    private async Task<IReadOnlyList<MyLetter>> OfChargeAsync(UserId user, RegionCode region, ChargeId id, CancellationToken cancel)
    {
        var charge = await db.In<Charge>(RegionScope.Of(region)).AsNoTracking().Where(c => c.ChargeId == id).OrderByDescending(c => c.Cycle)
            .FirstOrDefaultAsync(cancel);
        if (charge?.ObjectId is { } thing)
        {
            return await objects.FindAsync(user, region, thing, cancel) is { } kind ? await OfAsync(kind, cancel) : [];
        }

        if (charge is { Kind: RevenueKinds.Pbb } && Nop.TryParse(charge.Subject, out var nop))
        {
            return await OfParcelAsync(user, region, nop, cancel);
        }

        return charge is not null && (await objects.ConnectedAsync(user, region, cancel)).Contains(charge.TaxpayerId)
            ? await ReadAsync(region, [id], cancel) : [];
    }

    private async Task<IReadOnlyList<MyLetter>> ReadAsync(RegionCode region, List<ChargeId> charges, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var events = await db.In<ChargeEvent>(scope).AsNoTracking().Where(e => charges.Contains(e.ChargeId) && e.DocumentId != null)
            .ToListAsync(cancel);
        var ids = events.Select(e => e.DocumentId!.Value).Distinct().ToList();
        var papers = await db.In<IssuedDocument>(scope).AsNoTracking()
            .Where(d => ids.Contains(d.Id) && (d.State == DocumentState.Issued || d.State == DocumentState.Superseded))
            .ToDictionaryAsync(d => d.Id, cancel);
        var delivered = await deliveries.OfAsync(region, ids, cancel);
        return
        [
            .. from e in events
               where papers.ContainsKey(e.DocumentId!.Value)
               orderby e.HappenedOn descending, e.RecordedAt descending
               select new MyLetter(e.ChargeId, e.HappenedOn, LetterRules.Of(e.Letter), papers[e.DocumentId!.Value],
                   delivered.GetValueOrDefault(e.DocumentId!.Value)),
        ];
    }
}

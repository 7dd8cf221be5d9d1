using System.Runtime.InteropServices;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What is known of the arrival of a letter.</summary>
/// <param name="On">The day on which somebody took it, or null.</param>
/// <param name="Missed">True where it was carried out and nobody took it; false as well where nothing is recorded.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LetterArrival(DateOnly? On, bool Missed);

/// <summary>Reads what became of letters that went out.</summary>
internal sealed class LetterDeliveries(KotaDb db)
{
    /// <summary>The latest record of each letter that has one.</summary>
    public async Task<IReadOnlyDictionary<DocumentId, LetterDelivery>> OfAsync(
        RegionCode region, IReadOnlyCollection<DocumentId> letters, CancellationToken cancel)
    {
        var rows = await db.In<LetterDelivery>(RegionScope.Of(region)).AsNoTracking().Where(d => letters.Contains(d.DocumentId))
            .ToListAsync(cancel);
        return rows.GroupBy(d => d.DocumentId).ToDictionary(g => g.Key, g => g.MaxBy(d => d.Ordinal)!);
    }

    /// <summary>The days on which somebody took letters, of those of which that is recorded.</summary>
    public async Task<IReadOnlyDictionary<DocumentId, DateOnly>> TakenAsync(
        RegionCode region, IReadOnlyCollection<DocumentId?> letters, CancellationToken cancel) =>
        letters.Count == 0 ? new Dictionary<DocumentId, DateOnly>()
            : (await OfAsync(region, [.. letters.OfType<DocumentId>()], cancel)).Where(d => ArrivalOf(d.Value).On is not null)
                .ToDictionary(d => d.Key, d => ArrivalOf(d.Value).On!.Value);

    /// <summary>What the latest record of a letter says; null where nothing is recorded.</summary>
    public static LetterArrival ArrivalOf(LetterDelivery? last) =>
        last is null ? default : last.Arrived ? new(last.HappenedOn, false) : new(null, true);

    /// <summary>
    /// What is recorded last of what says the amount of a charge that counts: the letter of its cycle, or the bill of PBB-P2.
    /// </summary>
    public async Task<LetterArrival> ArrivalAsync(RegionCode region, Charge current, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        if (current.DocumentId is { } letter)
        {
            var last = await db.In<LetterDelivery>(scope).AsNoTracking().Where(d => d.DocumentId == letter)
                .OrderByDescending(d => d.Ordinal).FirstOrDefaultAsync(cancel);
            return ArrivalOf(last);
        }

        if (current.ChargeId.Bill is not { } bill)
        {
            return default;
        }

        var (nop, year) = bill;
        var carried = await db.In<Delivery>(scope).AsNoTracking().Where(d => d.TaxYear == year && d.Nop == nop)
            .OrderByDescending(d => d.Ordinal).FirstOrDefaultAsync(cancel);
        return carried is null ? default
            : carried.Outcome == DeliveryOutcome.Received ? new(carried.HappenedOn, false) : new(null, true);
    }
}

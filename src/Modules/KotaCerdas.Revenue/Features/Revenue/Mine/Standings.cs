using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>Follows merged entries of taxpayers: a merge leads in one step to the entry that stays.</summary>
internal sealed class Standings(KotaDb db)
{
    /// <summary>The entries that stay, by entry.</summary>
    public async Task<Func<TaxpayerId, TaxpayerId>> OfAsync(RegionCode region, IEnumerable<TaxpayerId> entries, CancellationToken cancel)
    {
        var asked = entries.Distinct().ToList();
        var into = await db.In<TaxpayerMerge>(RegionScope.Of(region)).AsNoTracking().Where(m => asked.Contains(m.FromId))
            .ToDictionaryAsync(m => m.FromId, m => m.IntoId, cancel);
        return id => into.GetValueOrDefault(id, id);
    }

    /// <summary>The entry that stays for one.</summary>
    public async Task<TaxpayerId> OfAsync(RegionCode region, TaxpayerId entry, CancellationToken cancel) =>
        (await OfAsync(region, [entry], cancel))(entry);

    /// <summary>Entries that stay with all that were merged into them.</summary>
    public async Task<HashSet<TaxpayerId>> EntriesAsync(
        RegionCode region, IReadOnlyCollection<TaxpayerId> standing, CancellationToken cancel)
    {
        var from = await db.In<TaxpayerMerge>(RegionScope.Of(region)).Where(m => standing.Contains(m.IntoId)).Select(m => m.FromId)
            .ToListAsync(cancel);
        return [.. standing, .. from];
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>Numbers of a block: ten digits of the kelurahan, three of the block, four that count, one of the kind.</summary>
internal static class FindNumbers
{
    private const long PerBlock = 100_000;
    private const long PerVillage = 100_000_000;
    private const int MostInBlock = 9_999;

    /// <summary>First and last possible number of a block.</summary>
    public static (long First, long Last) Of(long village, int block)
    {
        var first = (village * PerVillage) + (block * PerBlock);
        return (first, first + PerBlock - 1);
    }

    /// <summary>
    /// The number after the highest of the block, kind 0; null where the block is full. A number of an object that ended is never given
    /// again.
    /// </summary>
    public static async Task<Nop?> NextAsync(KotaDb db, RegionCode region, long village, int block, CancellationToken cancel)
    {
        var (first, last) = Of(village, block);
        var highest = await db.In<TaxObject>(RegionScope.Of(region))
            .Where(o => (long)(object)o.Nop >= first && (long)(object)o.Nop <= last)
            .OrderByDescending(o => o.Nop).Select(o => (Nop?)o.Nop).FirstOrDefaultAsync(cancel);
        var next = highest is { } taken ? ((taken.Value - first) / 10) + 1 : 1;
        return next > MostInBlock ? null : Nop.Of(first + (next * 10));
    }
}

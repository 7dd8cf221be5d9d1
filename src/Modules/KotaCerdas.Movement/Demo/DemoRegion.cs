using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Demo;

/// <summary>A region with what the season makes of it.</summary>
/// <param name="Rank">Place by the generated index, from 0.</param>
/// <param name="Quality">How well it does, 0 to 1.</param>
internal sealed record DemoRegion(Region Region, int Rank, double Quality)
{
    public RegionCode Code => Region.Code;

    /// <summary>
    /// What statistics show of it, 0 to 1: it moves by small steps from year to year, even where the quality of an application does not.
    /// </summary>
    public double Steady { get; init; } = Quality;
}

/// <summary>Which regions come into the season, by seed.</summary>
internal static class DemoRegions
{
    /// <summary>The region that the demo is told about: Kota Pagar Alam.</summary>
    public static readonly RegionCode Shown = RegionCode.Parse("16.72");

    /// <summary>Provinces that have offices: that of the shown region, one that has applied, one that has begun.</summary>
    public static readonly IReadOnlyList<RegionCode> Provinces = [RegionCode.Parse("16"), RegionCode.Parse("34"), RegionCode.Parse("51")];

    private const int ShownRank = 2;
    private const double ShownBefore = 0.3;
    private const double ProvinceQuality = 0.7;

    // A region moves within a year by at most twice this share of the invited.
    private const double MovesAmong = 8;

    /// <summary>Every kabupaten and kota with a government of its own, best first.</summary>
    public static async Task<List<DemoRegion>> AllAsync(KotaDb db, int seed, CancellationToken cancel)
    {
        var regions = await db.Shared<Region>().AsNoTracking()
            .Where(r => r.ValidTo == null && r.Kind != RegionKind.Province && !r.Administrative).OrderBy(r => r.Code).ToListAsync(cancel);
        var order = regions.OrderBy(r => new DemoRandom(seed, "rank", r.Code.Value).Unit()).ThenBy(r => r.Code).ToList();
        if (order.Find(r => r.Code == Shown) is { } shown)
        {
            order.Remove(shown);
            order.Insert(Math.Min(ShownRank, order.Count), shown);
        }

        return [.. order.Select((r, i) => new DemoRegion(r, i, QualityOf(r, i, (order.Count, seed))))];
    }

    /// <summary>The provinces that have offices, in the order of their ranks.</summary>
    public static async Task<List<DemoRegion>> ProvincesAsync(KotaDb db, CancellationToken cancel) =>
    [
        .. (await db.Shared<Region>().AsNoTracking().Where(r => Provinces.Contains(r.Code)).OrderBy(r => r.Code).ToListAsync(cancel))
            .Select((r, i) => new DemoRegion(r, i, ProvinceQuality)),
    ];

    /// <summary>Those of the invited that submit; the shown region is one of them.</summary>
    public static List<DemoRegion> Submitting(IEnumerable<DemoRegion> invited, DemoSeason season) =>
    [
        .. invited.OrderBy(r => r.Code == Shown ? -1 : new DemoRandom(season.Seed, "submits", r.Code.Value).Unit()).ThenBy(r => r.Rank)
            .Take(season.Submitted),
    ];

    /// <summary>
    /// Every region in the order of the year before, which is nearly that of the year after: an index moves a little in a year. The shown
    /// region is one of those invited, and was not yet good enough.
    /// </summary>
    public static List<DemoRegion> Earlier(IReadOnlyList<DemoRegion> regions, DemoSeason season)
    {
        var spread = season.Invited / MovesAmong;
        var drawn = regions
            .OrderBy(r => r.Code == Shown ? double.MinValue : r.Rank + new DemoRandom(season.Seed, "earlier", r.Code.Value).Noise(spread))
            .ThenBy(r => r.Rank);
        return
        [
            .. drawn
                .Select((r, i) => r with { Rank = i, Quality = r.Code == Shown ? ShownBefore : r.Quality }),
        ];
    }

    private static double QualityOf(Region region, int rank, (int Count, int Seed) among)
    {
        var luck = new DemoRandom(among.Seed, "quality", region.Code.Value).Noise(0.2);
        return region.Code == Shown ? 0.8 : Math.Clamp(0.72 - (0.9 * rank / among.Count) + luck, 0.08, 0.95);
    }
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;

namespace KotaCerdas.Revenue.Demo;

/// <summary>A land zone of a generated village.</summary>
/// <param name="Code">ZNT code.</param>
/// <param name="PerMetre">NIR in rupiah of 2024 and 2025.</param>
/// <param name="Raised">NIR in rupiah from 2026 on.</param>
internal sealed record DemoZone(string Code, long PerMetre, long Raised);

/// <summary>A village with the code that the generated tax office gave it, and what is to be generated there.</summary>
/// <param name="TaxCode">Ten digits.</param>
/// <param name="Village">The real kelurahan or desa.</param>
/// <param name="Town">True where it lies in a district that bears the region's name.</param>
/// <param name="Objects">Objects to generate.</param>
/// <param name="Zones">Its land zones.</param>
internal sealed record DemoVillage(long TaxCode, Village Village, bool Town, int Objects, IReadOnlyList<DemoZone> Zones)
{
    private static readonly string[] Codes = ["AA", "AB", "AC", "AD", "AE"];

    /// <summary>Spreads objects over the villages of a region; every village gets some.</summary>
    /// <param name="name">The region's name.</param>
    /// <param name="places">Its villages with the names of their districts.</param>
    /// <param name="plan">The region, the seed, and objects in all.</param>
    /// <param name="edges">Upper bounds of land classes, for zones that lie on purpose where the class changes.</param>
    public static IReadOnlyList<DemoVillage> Spread(
        string name, IReadOnlyList<(Village Village, string District)> places, (RegionCode Region, int Seed, int Objects) plan,
        IReadOnlyList<long> edges)
    {
        var digits = long.Parse(plan.Region.Value.Replace(".", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);
        var town = name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var districts = places.Select(p => p.Village.DistrictCode).Distinct().Order(StringComparer.Ordinal).ToList();
        var order = places.OrderBy(p => p.Village.Code, StringComparer.Ordinal).ToList();
        var weights = order.ConvertAll(p => (IsTown(p) ? 3 : 1) * new DemoRandom(plan.Seed, "village", p.Village.Code).Between(0.5, 1.5));
        var (all, given) = (weights.Sum(), 0);
        var (before, made) = (0.0, new List<DemoVillage>());
        foreach (var (index, place) in order.Index())
        {
            before += weights[index];
            var upto = (int)Math.Round(plan.Objects * before / all);
            var district = districts.IndexOf(place.Village.DistrictCode);
            var within = order.Take(index).Count(p => p.Village.DistrictCode == place.Village.DistrictCode) + 1;
            var code = (digits * 1_000_000) + ((district + 1) * 10 * 1_000) + within;
            made.Add(new(code, place.Village, IsTown(place), upto - given, ZonesOf(code, IsTown(place), plan.Seed, edges)));
            given = upto;
        }

        return made;

        bool IsTown((Village Village, string District) place) => place.District.StartsWith(town, StringComparison.Ordinal);
    }

    /// <summary>The map as the office would upload it.</summary>
    public static string MapOf(IEnumerable<DemoVillage> villages) =>
        "kode_pajak;kode_wilayah\n" + string.Concat(villages.Select(v => $"{TaxVillage.Show(v.TaxCode)};{v.Village.Code}\n"));

    private static List<DemoZone> ZonesOf(long code, bool town, int seed, IReadOnlyList<long> edges)
    {
        var chance = new DemoRandom(seed, "zones", code);
        var zones = new List<DemoZone>();
        foreach (var zone in Codes)
        {
            var value = 1_000 * (long)(town ? chance.Between(90, 900) : chance.Between(6, 70));
            if (chance.Chance(0.05))
            {
                value = chance.Pick(edges) + chance.Below(2);
            }

            var rise = town ? chance.Between(1, 1.25) : chance.Between(1, 1.08);
            zones.Add(new(zone, value, 1_000 * (long)(value * rise / 1_000)));
        }

        return zones;
    }
}
